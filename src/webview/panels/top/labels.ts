import * as l10n from '@vscode/l10n';
import type { TopOf } from '../../../core/views/history.ts';

/** Lists of where time went. */
export const listLabels = (): Readonly<Record<TopOf, string>> => ({
  project: l10n.t('Projects'),
  category: l10n.t('Categories'),
  language: l10n.t('Languages'),
  file: l10n.t('Files'),
  branch: l10n.t('Branches'),
});
