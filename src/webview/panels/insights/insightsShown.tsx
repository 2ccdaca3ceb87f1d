import type { ShownAnalysis } from '../../../core/insights/insights.ts';
import type { InsightsTab } from '../../../core/views/viewStrings.ts';
import { CallMessage } from '../../controls/messages.tsx';
import { fill } from '../../format/text.ts';
import { useAction, useApp, useKept } from '../../state/app.ts';
import { InsightItem, type ItemView } from './insightItem.tsx';
import { InsightTabs } from './insightTabs.tsx';
import type { Insights } from './useInsights.ts';

interface InsightsShownProps {
  readonly analysis: ShownAnalysis;
  readonly insights: Insights;
}

/** An analysis: its three lists under tabs, and who made it from what. */
export function InsightsShown({ analysis, insights }: InsightsShownProps) {
  const { strings, announce, format } = useApp();
  const t = strings.insights;
  const [tab, setTab] = useKept<InsightsTab>('insights.tab', 'bottlenecks');
  const action = useAction();
  const items = itemsOf(analysis, tab);
  const { day } = analysis;
  const plan = async (item: string) => {
    const added = { day: '' };
    if (await action.run(async () => Object.assign(added, await insights.addToPlan(day, item))))
      announce(fill(t.plannedFor, format.day(added.day)));
  };
  return (
    <>
      <InsightTabs tab={tab} counts={(one) => itemsOf(analysis, one).length} onChoose={setTab} />
      <div role="tabpanel" id="insights-items" aria-labelledby={`insights-tab-${tab}`}>
        {items.length === 0 && <p class="empty">{t.none[tab]}</p>}
        <ul class="insights">
          {items.map((item) => (
            <InsightItem
              key={item.id}
              item={item}
              day={analysis.to}
              busy={action.busy}
              onJudge={(verdict) => void action.run(() => insights.judge({ day, item: item.id, verdict }))}
              onPlan={() => void plan(item.id)}
            />
          ))}
        </ul>
        <CallMessage error={action.error} />
      </div>
      <Made analysis={analysis} />
    </>
  );
}

function Made({ analysis }: { analysis: ShownAnalysis }) {
  const { strings, format } = useApp();
  const t = strings.insights;
  const { provider, model, from, to, madeAt, fallback, dropped, muted } = analysis;
  const by = model === undefined ? strings.providers[provider] : `${strings.providers[provider]} (${model})`;
  const outcomes: Readonly<Record<string, string>> = t.outcomes;
  return (
    <div class="secondary">
      <p>{fill(t.madeBy, by, format.clock(madeAt), format.shortDay(from), format.shortDay(to))}</p>
      {fallback !== undefined && <p>{fill(t.fallback, outcomes[fallback] ?? fallback)}</p>}
      {dropped > 0 && <p>{format.count(t.dropped, dropped)}</p>}
      {muted > 0 && <p>{format.count(t.muted, muted)}</p>}
    </div>
  );
}

function itemsOf({ bottlenecks, insights, tools }: ShownAnalysis, tab: InsightsTab): ItemView[] {
  if (tab === 'bottlenecks')
    return bottlenecks.map((item) => ({ ...item, title: item.description, detail: item.frequency }));
  if (tab === 'patterns')
    return insights.map((item) => ({ ...item, title: item.observation, detail: item.recommendation }));
  return tools.map((item) => ({ ...item, title: item.tool, detail: item.reason, impact: item.priority }));
}
