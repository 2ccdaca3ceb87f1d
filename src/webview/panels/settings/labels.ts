import * as l10n from '@vscode/l10n';
import type { AiTask } from '../../../core/insights/receipts.ts';

/** The purposes of model calls. */
export const aiTaskLabels = (): Readonly<Record<AiTask, string>> => ({
  analysis: l10n.t('Analysis'),
  plan: l10n.t('Plan'),
  pullRequest: l10n.t('Pull request summary'),
  changes: l10n.t('Documentation of changes'),
  standup: l10n.t('Standup'),
  weeklyPost: l10n.t('Weekly post'),
  tests: l10n.t('Tests'),
  decisions: l10n.t('Decisions'),
});

/** Columns of the receipts, in their order. */
export const columnLabels = (): readonly string[] => [
  l10n.t('Time'),
  l10n.t('For'),
  l10n.t('Model'),
  l10n.t('Outcome'),
  l10n.t('Tokens in / out'),
  l10n.t('US dollars'),
  l10n.t('Duration'),
  l10n.t('Payload'),
];
