import * as l10n from '@vscode/l10n';
import type { Priority } from '../../../core/facts/activity.ts';
import type { InsightsTab } from './insightsTab.ts';

/** Impact of an insight. */
export const impactLabels = (): Readonly<Record<Priority, string>> => ({
  high: l10n.t('High impact'),
  medium: l10n.t('Medium impact'),
  low: l10n.t('Low impact'),
});

/** Tabs of the insights. */
export const tabLabels = (): Readonly<Record<InsightsTab, string>> => ({
  bottlenecks: l10n.t('Bottlenecks'),
  patterns: l10n.t('Patterns'),
  suggestions: l10n.t('Suggestions'),
});

/** The text of a tab without insights. */
export const noInsights = (): Readonly<Record<InsightsTab, string>> => ({
  bottlenecks: l10n.t('Nothing measured slows you down.'),
  patterns: l10n.t('No patterns yet.'),
  suggestions: l10n.t('No suggestions: nothing measured calls for one.'),
});
