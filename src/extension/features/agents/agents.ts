import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../../../core/base/appError.ts';
import { disposeAll, type Disposable } from '../../../core/base/event.ts';
import { minuteMs } from '../../../core/time/days.ts';
import type { Feature } from '../../feature.ts';
import { markdownPage } from '../../markdownPage.ts';
import type { Services } from '../../services.ts';
import { hasTexts } from './hasTexts.ts';

/** Interval at which to check whether reading the logs is due, in ms; also the delay after the start. */
const lookEveryMs = 20 * minuteMs;
const usagePage = markdownPage('daymark-agents', 'AI Tool Usage.md');

/**
 * "Show AI Tool Usage": what AI tools did and what it cost, read from their logs. Off until tools are chosen. The page is in memory only;
 * sessions are recorded while `daymark.agents.record` is on, by one window, as often as is cheap.
 */
export const agents: Feature = {
  id: 'agents',
  commands: (services) => ({
    'daymark.showAgentUsage': async () => {
      const { agentUsage } = await import('./agentUsage.ts');
      const text = await agentUsage(services);
      if (text !== undefined) await usagePage(services).show(text);
    },
    'daymark.chooseAgentTools': async () => (await import('./chooseTools.ts')).chooseTools(services),
    'daymark.keepAgentTexts': async () => (await import('./sessions/chooseTexts.ts')).chooseTexts(services),
    'daymark.showAgentSession': async () => (await import('./sessions/showSession.ts')).chooseSession(services),
    'daymark.usePrompt': async () => (await import('./prompts/usePrompt.ts')).usePrompt(services),
    'daymark.runAgent': async () => (await runsPart()).runAgent(services),
    'daymark.showAgentRuns': async () => (await runsPart()).showRuns(services),
    'daymark.generateTests': async () => (await import('./tests/generateTests.ts')).generateTests(services),
    'daymark.noteDecision': async () => (await import('./noteDecision.ts')).noteDecision(services),
    'daymark.editDecision': async () => (await import('./noteDecision.ts')).editDecision(services),
    'daymark.changeCategory': async () => (await import('./changeCategory.ts')).changeCategory(services),
    'daymark.proposeDecisions': async () =>
      (await import('./decisions/proposeDecisions.ts')).proposeDecisions(services),
    'daymark.installClaudeHooks': async () => (await import('./claudeHooks.ts')).installClaudeHooks(services),
    'daymark.removeClaudeHooks': async () => (await import('./claudeHooks.ts')).removeClaudeHooks(services),
  }),
  start: (services) => {
    const { settings, clock, log } = services;
    let next: Disposable | undefined;
    const follow = (): void => {
      if (!settings.get('agents.record') && !hasTexts(services)) {
        next?.dispose();
        next = undefined;
      } else next ??= clock.after(lookEveryMs, look);
    };
    const look = (): void => {
      next = undefined;
      follow();
      import('./readWhenDue.ts')
        .then(({ readWhenDue }) => readWhenDue(services))
        .catch((error: unknown) => log.warn(`the logs of AI tools could not be read: ${errorCode(error)}`));
    };
    follow();
    const live = followLive(services);
    settleRuns(services);
    const listener = settings.onDidChange(follow);
    return disposeAll(listener, live, { dispose: () => next?.dispose() });
  },
};

/** Loaded on first use. */
const runsPart = () => import('./runs/runEntry.ts');

/** Looks for runs whose window is gone. Nothing is loaded where none was left open. */
function settleRuns(services: Services): void {
  const { context, log } = services;
  if (!existsSync(join(context.globalStorageUri.fsPath, 'agentRuns', 'open'))) return;
  runsPart()
    .then(({ reconcileRuns }) => reconcileRuns(services))
    .catch((error: unknown) => log.warn(`agent runs: ${errorCode(error)}`));
}

/** Follows running agents while a chosen tool reports its state, or tools may report theirs to the hub. */
function followLive(services: Services): Disposable {
  const { settings, log } = services;
  const chosen = (): boolean => settings.get('agents.tools').includes('claude-code') || settings.get('hub.enabled');
  let followed: Promise<Disposable> | undefined;
  const stop = (): void => {
    followed?.then((one) => one.dispose()).catch(() => undefined);
    followed = undefined;
  };
  const check = (): void => {
    if (!chosen()) return stop();
    followed ??= import('./liveAgents.ts').then(({ followAgents }) => followAgents(services));
    followed.catch((error: unknown) => log.warn(`running AI tools can't be followed: ${errorCode(error)}`));
  };
  check();
  return disposeAll(settings.onDidChange(check), { dispose: stop });
}
