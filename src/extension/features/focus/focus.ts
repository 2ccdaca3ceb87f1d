import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Disposable } from 'vscode';
import { errorCode } from '../../../core/base/appError.ts';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';
import type { FocusDesk } from './focusDesk.ts';

const commands = () => import('./focusCommands.ts');
/** Duplicates of those in `focusChanges.ts`, `focusText.ts`, and `slackFocus.ts`, which are loaded only during a session. */
const changesFile = 'focus-changes.json';
const collections = ['focusSessions', 'focusStops'];
const slackStateKey = 'daymark.slack';

/** Focus sessions: their commands, the desk that follows one, and offers at time blocks. Without a session or offers, nothing of it is loaded. */
export const focus: Feature = {
  id: 'focus',
  commands: (services) => ({
    'daymark.startFocus': async () => (await commands()).startFocus(services),
    'daymark.startPomodoro': async () => (await commands()).startPomodoro(services),
    'daymark.connectSlack': async () => (await import('./slackFocus.ts')).connectSlack(services),
    'daymark.stopFocus': async () => (await commands()).stopFocus(services),
  }),
  start,
};

function start(services: Services): Disposable {
  const { context, log, read, recorder, settings, today } = services;
  let desk: Promise<FocusDesk> | undefined;
  let isLooking = false;
  // A window that was killed may have left settings or the Slack status changed.
  const isLeft =
    existsSync(join(context.globalStorageUri.fsPath, changesFile)) ||
    context.globalState.get(slackStateKey) === 'changed';
  const opened = (): Promise<FocusDesk> =>
    (desk ??= import('./focusDesk.ts').then((module) => new module.FocusDesk(services, isLeft)));
  const follow = async (started?: string): Promise<void> => {
    const one = await opened();
    if (started !== undefined) one.started(started);
    await one.refresh();
  };
  const look = async (): Promise<void> => {
    if (!desk && (today.isIdle('focus') || (await read('focus.now', {})).phase === 'none')) return;
    await follow();
  };
  const safely = (work: Promise<void>): void => {
    work.catch((error: unknown) => log.warn(`focus was not looked at: ${errorCode(error)}`));
  };
  if (isLeft) safely(follow());
  return Disposable.from(
    recorder.onDidRecord((fact) => {
      if (fact.type !== 'record' || !collections.includes(fact.collection)) return;
      safely(follow(fact.collection === collections[0] && 'start' in fact.fields ? fact.id : undefined));
    }),
    today.onDidChangeRecords(() => {
      if (isLooking) safely(look());
    }),
    today.onDidChange(() => {
      if (settings.get('focus.atBlocks') !== 'off')
        safely(import('./blockDesk.ts').then((module) => module.lookAtBlocks(services)));
      if (isLooking) return;
      isLooking = true;
      safely(look());
    }),
    { dispose: () => void desk?.then((one) => one.dispose()) },
  );
}
