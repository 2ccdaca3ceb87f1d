import * as l10n from '@vscode/l10n';
import type { Grouping } from '../../../core/views/history.ts';

/** Choices of how to group the bars. */
export const groupingLabels = (): Readonly<Record<Grouping, string>> => ({
  source: l10n.t('by source'),
  kind: l10n.t('by kind'),
  project: l10n.t('by project'),
  language: l10n.t('by language'),
});
