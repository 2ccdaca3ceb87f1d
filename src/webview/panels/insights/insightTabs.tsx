import * as l10n from '@vscode/l10n';
import { tabLabels } from './labels.ts';
import type { InsightsTab } from './insightsTab.ts';
import { useApp } from '../../state/app.ts';

const tabs: readonly InsightsTab[] = ['bottlenecks', 'patterns', 'suggestions'];

interface InsightTabsProps {
  readonly tab: InsightsTab;
  /** The number of items in a tab. */
  readonly counts: (tab: InsightsTab) => number;
  readonly onChoose: (tab: InsightsTab) => void;
}

/** The tabs of the insights; arrow keys move between them, as the pattern for tabs has it. */
export function InsightTabs({ tab, counts, onChoose }: InsightTabsProps) {
  const { format } = useApp();
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length] ?? tab;
    onChoose(next);
    document.getElementById(`insights-tab-${next}`)?.focus();
  };
  return (
    <div role="tablist" aria-label={l10n.t('Insights')} class="insight-tabs" onKeyDown={move}>
      {tabs.map((one) => (
        <button
          key={one}
          type="button"
          role="tab"
          id={`insights-tab-${one}`}
          aria-selected={one === tab}
          aria-controls="insights-items"
          tabIndex={one === tab ? 0 : -1}
          class="insight-tab"
          onClick={() => onChoose(one)}
        >
          {tabLabels()[one]} <span class="insight-count">{format.number(counts(one))}</span>
        </button>
      ))}
    </div>
  );
}
