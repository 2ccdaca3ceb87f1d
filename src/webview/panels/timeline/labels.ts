import * as l10n from '@vscode/l10n';
import type { LaneId } from './lanes.ts';

/** Outcomes of runs. */
export const runOutcomeLabels = (): Readonly<Record<'passed' | 'failed' | 'running' | 'unknown', string>> => ({
  passed: l10n.t('passed'),
  failed: l10n.t('failed'),
  running: l10n.t('running'),
  unknown: l10n.t('ended'),
});

/** Lanes of the timeline. */
export const laneLabels = (): Readonly<Record<LaneId, string>> => ({
  work: l10n.t('Work'),
  meetings: l10n.t('Meetings'),
  plan: l10n.t('Plan'),
  agents: l10n.t('Agents'),
  agents2: l10n.t('Agents at the same time'),
  agents3: l10n.t('More agents at the same time'),
  runs: l10n.t('Runs'),
  commits: l10n.t('Commits'),
  github: l10n.t('GitHub'),
});
