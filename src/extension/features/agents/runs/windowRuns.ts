import { join } from 'node:path';
import { l10n, window, workspace } from 'vscode';
import type { AgentRun } from '../../../../agents/runs/runRecords.ts';
import { AppError, errorMessage } from '../../../../core/base/appError.ts';
import { isModelChosen } from '../../../ai/modelChoice.ts';
import { excludedFolders } from '../../../excludedFolders.ts';
import { perWindow } from '../../../perWindow.ts';
import type { Services } from '../../../services.ts';
import { unlinked } from '../../../unlinked.ts';
import { gitPath } from '../../../gitExtension.ts';
import { AgentRuns, type StoredRun } from './agentRuns.ts';
import { RunPages } from './runPages.ts';
import { endText } from './runTexts.ts';

/** The runs of this window, and their pages. */
export const windowRuns = perWindow((services: Services) => {
  const { context, settings } = services;
  const runs = new AgentRuns({
    clock: services.clock,
    records: services.records,
    t: services.t,
    folder: join(context.globalStorageUri.fsPath, 'agentRuns'),
    supervisor: join(__dirname, 'supervisor.cjs'),
    git: gitPath,
    atOnce: () => settings.get('agents.runsAtOnce'),
    prices: () => JSON.parse(JSON.stringify(settings.get('ai.prices'))) as ReturnType<typeof settings.get<'ai.prices'>>,
  });
  const pages = new RunPages(runs, services.t);
  context.subscriptions.push(
    pages,
    runs.onDidRevise(() => services.dashboard.agentsChanged()),
  );
  return { runs, pages };
});

/**
 * Checks that an agent, or a command, may run here.
 * @throws AppError `not-allowed` that says why not
 */
export function requireRunnable({ settings, clock, tracking }: Services, folder: string): void {
  const refuse = (message: string): never => {
    throw new AppError('not-allowed', message);
  };
  if (process.platform === 'win32') refuse(l10n.t('Agent runs need Linux or macOS; in Windows, use WSL.'));
  if (!workspace.isTrusted) refuse(l10n.t("This workspace isn't trusted, so no agent runs in it."));
  if (tracking.state !== 'on')
    refuse(l10n.t('Tracking is paused or private. Runs are recorded, so resume tracking first.'));
  if (excludedFolders(settings.get('privacy.exclude'), clock)(folder))
    refuse(l10n.t('This folder is excluded from Daymark. Runs are recorded, so none runs in it.'));
}

/** Settles the runs of windows that are gone, and says so. */
export async function reconcileRuns(services: Services): Promise<void> {
  const { runs } = windowRuns(services);
  for (const { id, values } of await runs.reconcile())
    tell(services, { id, values: await runs.get(id).catch(() => values) });
}

/** Says that a run is over. Focus mode holds it back. */
export function tell(services: Services, { id, values }: StoredRun): void {
  const { title, status } = values;
  const show = l10n.t('Show');
  const propose = l10n.t('Propose Decisions…');
  const mayPropose =
    status === 'succeeded' && services.settings.get('agents.proposeDecisions') && isModelChosen(services);
  const say = async (): Promise<void> => {
    const text =
      status === 'interrupted'
        ? l10n.t('Agent run "{0}" was interrupted, since its window is gone. Its work is kept.', title)
        : l10n.t('Agent run "{0}": {1}', title, endText(values, l10n.t));
    const actions = mayPropose ? [show, propose] : [show];
    const chosen = await window.showInformationMessage(unlinked(text), ...actions);
    if (chosen === propose) return proposeFromRun(services, values);
    if (chosen !== show) return;
    await (await import('./showRuns.ts')).showRun(services, id);
  };
  services.quiet.show(`agent run ${id}`, say);
}

/** The command has ended by now, so a failure is shown here. */
async function proposeFromRun(services: Services, run: AgentRun): Promise<void> {
  try {
    await (await import('../decisions/proposeDecisions.ts')).proposeFromRun(services, run);
  } catch (error) {
    void window.showErrorMessage(unlinked(errorMessage(error)));
  }
}
