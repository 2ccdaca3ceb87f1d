import * as l10n from '@vscode/l10n';

/** Outcomes of runs. */
export const runOutcomeLabels = (): Readonly<Record<'passed' | 'failed' | 'running' | 'unknown', string>> => ({
  passed: l10n.t('passed'),
  failed: l10n.t('failed'),
  running: l10n.t('running'),
  unknown: l10n.t('ended'),
});

/** Lanes of the timeline. */
export const laneLabels = (): Readonly<Record<'work' | 'meetings' | 'runs' | 'commits' | 'github', string>> => ({
  work: l10n.t('Work'),
  meetings: l10n.t('Meetings'),
  runs: l10n.t('Runs'),
  commits: l10n.t('Commits'),
  github: l10n.t('GitHub'),
});
