import * as l10n from '@vscode/l10n';
import type { Grouping, TopOf } from '../../core/views/history.ts';
import type { CallOutcome } from '../../core/insights/receipts.ts';

/** Ranges, by their number of days. */
export const rangeLabels = (): Readonly<Record<string, string>> => ({
  7: l10n.t('7 days'),
  14: l10n.t('14 days'),
  30: l10n.t('30 days'),
  90: l10n.t('90 days'),
  365: l10n.t('A year'),
});

/** Time without a source, project, and so on. */
export const noneLabels = (): Readonly<Record<Grouping | TopOf, string>> => ({
  source: l10n.t('No source'),
  kind: l10n.t('No kind'),
  project: l10n.t('No project'),
  category: l10n.t('No category'),
  language: l10n.t('No language'),
  file: l10n.t('No file'),
  branch: l10n.t('No branch'),
});

/** Outcomes of calls to a model. */
export const callOutcomeLabels = (): Readonly<Record<CallOutcome, string>> => ({
  sent: l10n.t('outcome unknown'),
  ok: l10n.t('done'),
  cached: l10n.t('from the cache'),
  refused: l10n.t('refused'),
  truncated: l10n.t('cut off'),
  unreadable: l10n.t('unreadable'),
  'rate-limited': l10n.t('too many requests'),
  overloaded: l10n.t('overloaded'),
  'server-error': l10n.t('service error'),
  timeout: l10n.t('timed out'),
  network: l10n.t('not reached'),
  auth: l10n.t('key not accepted'),
  permission: l10n.t('not permitted'),
  billing: l10n.t('no credit'),
  'bad-request': l10n.t('not accepted'),
  'no-model': l10n.t('no such model'),
  'too-large': l10n.t('too large'),
  cancelled: l10n.t('canceled'),
});
