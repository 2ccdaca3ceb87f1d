import type { InsightsTab } from '../../../core/views/viewStrings.ts';
import { useApp } from '../../state/app.ts';

const tabs: readonly InsightsTab[] = ['bottlenecks', 'patterns', 'suggestions'];

interface InsightTabsProps {
  readonly tab: InsightsTab;
  /** How many items a tab has. */
  readonly counts: (tab: InsightsTab) => number;
  readonly onChoose: (tab: InsightsTab) => void;
}

/** The tabs of the insights; arrow keys move between them, as the pattern for tabs has it. */
export function InsightTabs({ tab, counts, onChoose }: InsightTabsProps) {
  const { strings, format } = useApp();
  const t = strings.insights;
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length] ?? tab;
    onChoose(next);
    document.getElementById(`insights-tab-${next}`)?.focus();
  };
  return (
    <div role="tablist" aria-label={t.heading} class="insight-tabs" onKeyDown={move}>
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
          {t.tabs[one]} <span class="insight-count">{format.number(counts(one))}</span>
        </button>
      ))}
    </div>
  );
}
