import * as l10n from '@vscode/l10n';
import type { BlockView } from '../../catalog/view.ts';

/** Describes a time block beside its title and times. */
export function blockWords({ source, done, overlaps }: BlockView): string {
  const state = done ? l10n.t('done') : source === 'calendar' ? l10n.t('from your calendar') : l10n.t('planned');
  return overlaps === undefined ? state : l10n.t('{0}, overlaps {1}', state, overlaps || l10n.t('Meeting'));
}
