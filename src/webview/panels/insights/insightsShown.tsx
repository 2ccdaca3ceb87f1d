import * as l10n from '@vscode/l10n';
import { plural } from '../../format/plural.ts';
import { noInsights } from './labels.ts';
import { providerLabels } from '../../../core/views/labels.ts';
import { callOutcomeLabels } from '../../format/labels.ts';
import type { ShownAnalysis } from '../../../core/insights/insights.ts';
import type { InsightsTab } from './insightsTab.ts';
import { CallMessage } from '../../controls/messages.tsx';
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
  const { announce, format } = useApp();
  const [tab, setTab] = useKept<InsightsTab>('insights.tab', 'bottlenecks');
  const action = useAction();
  const items = itemsOf(analysis, tab);
  const { day } = analysis;
  const plan = async (item: string) => {
    const added = { day: '' };
    if (await action.run(async () => Object.assign(added, await insights.addToPlan(day, item))))
      announce(l10n.t('Added to the plan of {0}', format.day(added.day)));
  };
  return (
    <>
      <InsightTabs tab={tab} counts={(one) => itemsOf(analysis, one).length} onChoose={setTab} />
      <div role="tabpanel" id="insights-items" aria-labelledby={`insights-tab-${tab}`}>
        {items.length === 0 && <p class="empty">{noInsights()[tab]}</p>}
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
  const { format } = useApp();
  const { provider, model, from, to, madeAt, fallback, dropped, muted } = analysis;
  const by = model === undefined ? providerLabels(l10n.t)[provider] : `${providerLabels(l10n.t)[provider]} (${model})`;
  const outcomes: Readonly<Record<string, string>> = callOutcomeLabels();
  return (
    <div class="secondary">
      <p>
        {l10n.t('By {0}, {1}, from {2} to {3}', by, format.clock(madeAt), format.shortDay(from), format.shortDay(to))}
      </p>
      {fallback !== undefined && (
        <p>
          {l10n.t('The built-in rules made this, since the chosen model did not: {0}', outcomes[fallback] ?? fallback)}
        </p>
      )}
      {dropped > 0 && (
        <p>
          {format.count(
            plural(
              '{0} item was hidden: no measured fact supports it.',
              '{0} items were hidden: no measured fact supports them.',
            ),
            dropped,
          )}
        </p>
      )}
      {muted > 0 && (
        <p>
          {format.count(
            plural(
              '{0} item is hidden because you marked similar ones "Not useful".',
              '{0} items are hidden because you marked similar ones "Not useful".',
            ),
            muted,
          )}
        </p>
      )}
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
