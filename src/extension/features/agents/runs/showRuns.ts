import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { commands, l10n, QuickPickItemKind, Uri, window, type QuickPickItem } from 'vscode';
import { canContinue } from '../../../../agents/runs/runCommands.ts';
import type { AgentRun } from '../../../../agents/runs/runRecords.ts';
import { isAtRest } from '../../../../agents/runs/runStates.ts';
import type { Services } from '../../../services.ts';
import type { AgentRuns, StoredRun } from './agentRuns.ts';
import type * as RunActions from './runActions.ts';
import { agentName, runDetail, stateIcons, stateName } from './runTexts.ts';
import { reconcileRuns, windowRuns } from './windowRuns.ts';

/** Lists the runs, the latest first, and asks what to do with one. */
export async function showRuns(services: Services): Promise<void> {
  await reconcileRuns(services);
  const { runs } = windowRuns(services);
  const list = await runs.list();
  const items = [...list.map(itemOf), ...leftItems(runs, list)];
  if (items.length === 0) return void window.showInformationMessage(l10n.t('There are no agent runs yet.'));
  const title = l10n.t('Show Agent Runs');
  // The output of a run may open, and take the focus, at any time.
  const options = { title, matchOnDescription: true, matchOnDetail: true, ignoreFocusOut: true };
  const chosen = await window.showQuickPick(items, options);
  await chosen?.open?.(services);
}

interface RunItem extends QuickPickItem {
  readonly open?: (services: Services) => Promise<void>;
}

function itemOf({ id, values }: StoredRun): RunItem {
  const { agent, status, title, viewedAt, reviewedAt, end } = values;
  const marks = [
    ...(end !== undefined && viewedAt === undefined ? [l10n.t('not viewed')] : []),
    ...(reviewedAt === undefined ? [] : [l10n.t('reviewed')]),
  ];
  return {
    label: `${stateIcons[status]} ${title}`,
    description: [stateName(status, l10n.t), agentName(agent, l10n.t), ...marks].join(' · '),
    detail: runDetail(values, l10n.t),
    open: (services) => showRun(services, id),
  };
}

/** Worktrees whose run was erased, or is of a version that this one doesn't know: nothing removes them but the user. */
function leftItems(runs: AgentRuns, list: readonly StoredRun[]): RunItem[] {
  const known = new Set(list.map(({ id }) => id));
  const folder = runs.folders.of('.');
  const left = existsSync(folder) ? readdirSync(folder).filter((id) => !known.has(id)) : [];
  const items = left
    .map((id) => join(folder, id, 'tree'))
    .filter((tree) => existsSync(tree))
    .map((tree): RunItem => ({
      label: `$(folder) ${l10n.t('Worktree without a run')}`,
      detail: tree,
      open: async () => void (await commands.executeCommand('revealFileInOS', Uri.file(tree))),
    }));
  return items.length === 0 ? [] : [{ label: '', kind: QuickPickItemKind.Separator }, ...items];
}

interface RunAction extends QuickPickItem {
  readonly run: () => unknown;
}

/** Asks what to do with a run. */
export async function showRun(services: Services, id: string): Promise<void> {
  const { runs } = windowRuns(services);
  const run = await runs.get(id);
  const chosen = await window.showQuickPick(actionsOf(services, id, run), {
    title: run.title,
    placeHolder: `${stateName(run.status, l10n.t)} · ${runDetail(run, l10n.t)}`,
    ignoreFocusOut: true,
  });
  await chosen?.run();
}

function actionsOf(services: Services, id: string, run: AgentRun): RunAction[] {
  const { runs, pages } = windowRuns(services);
  const isOver = isAtRest(run.status) && run.verification?.state !== 'running';
  const [isOwn, hasTree] = [runs.folders.isOwn(id, run), runs.folders.hasTree(id, run)];
  const now = services.clock.now();
  const act = (name: keyof typeof RunActions) => async () => (await import('./runActions.ts'))[name](services, id);
  const all: readonly (RunAction & { readonly when: boolean })[] = [
    {
      label: l10n.t('Show Output'),
      when: true,
      run: async () => {
        if (isOver) await runs.revise(id, { viewedAt: now });
        await pages.showOutput(id);
      },
    },
    { label: l10n.t('Cancel'), when: isOwn && (!isOver || run.status === 'needsInput'), run: () => runs.cancel(id) },
    {
      label: l10n.t('Show Changes'),
      when: hasTree || run.snapshot !== undefined,
      run: () => pages.showChanges(id),
    },
    { label: l10n.t('Continue…'), when: isOver && hasTree && canContinue(run), run: act('continueRun') },
    { label: l10n.t('Retry…'), when: isOver && run.agent !== 'daymark', run: act('retryRun') },
    { label: l10n.t('Verify…'), when: isOver && hasTree, run: act('verifyRun') },
    { label: l10n.t('Merge…'), when: isOver && hasTree, run: act('mergeRun') },
    { label: l10n.t('Push and Open Pull Request…'), when: isOver && hasTree, run: act('openPullRequest') },
    {
      label: l10n.t('Open Worktree in New Window'),
      when: hasTree,
      run: () => commands.executeCommand('vscode.openFolder', Uri.file(run.worktree), { forceNewWindow: true }),
    },
    {
      label: l10n.t('Mark as Reviewed'),
      when: isOver && run.reviewedAt === undefined,
      run: () => runs.revise(id, { viewedAt: now, reviewedAt: now }),
    },
    { label: l10n.t('Discard…'), when: isOver && hasTree, run: act('discardRun') },
  ];
  return all.filter(({ when }) => when);
}
