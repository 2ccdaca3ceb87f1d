import type { InsightsView, NextCall } from '../../../core/insights/insights.ts';
import type { Dashboard } from '../../../core/views/views.ts';
import { Button } from '../../controls/button.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { Select } from '../../controls/select.tsx';
import { fill } from '../../format/text.ts';
import { Panel } from '../../layout/panel.tsx';
import type { PanelDefinition } from '../../panels.ts';
import { useAction, useApp } from '../../state/app.ts';
import { InsightsShown } from './insightsShown.tsx';
import { useInsights, type Insights } from './useInsights.ts';
import './insights.css';

/** What slows the person down, what holds in general, and what could help; each with its evidence. */
export const insightsPanel: PanelDefinition = { id: 'insights', slot: 'history', View: InsightsPanel };

function InsightsPanel({ dashboard }: { dashboard: Dashboard }) {
  const { strings, announce } = useApp();
  const t = strings.insights;
  const insights = useInsights(dashboard.at);
  const action = useAction();
  const { view, loading } = insights;
  const analyze = async () => {
    if (await action.run(insights.analyze)) announce(t.analyzed);
  };
  return (
    <Panel id="insights" title={t.heading} late>
      {view && view.history.length > 0 && <Archive insights={insights} view={view} />}
      {view?.analysis ? (
        <InsightsShown analysis={view.analysis} insights={insights} />
      ) : (
        !loading.error && <p class={view ? 'empty' : 'empty insights-loading'}>{view ? t.never : t.loading}</p>
      )}
      <CallMessage error={action.error ?? loading.error} />
      <div class="button-row">
        <Button icon="spark" onClick={() => void analyze()} busy={action.busy}>
          {action.busy ? t.analyzing : t.analyze}
        </Button>
      </div>
      {view && <AiLine {...view} />}
    </Panel>
  );
}

/** Analyses of earlier days, by their date. */
function Archive({ insights, view }: { insights: Insights; view: InsightsView }) {
  const { strings, format } = useApp();
  const t = strings.insights;
  const options: Record<string, string> = { '': t.latest };
  for (const { day, named } of view.history) {
    options[day] = [format.shortDay(day), named[0] ?? t.none.bottlenecks].join(': ');
  }
  if (insights.day !== undefined) options[insights.day] ??= format.shortDay(insights.day);
  return (
    <Select
      label={t.analysisOf}
      value={insights.day ?? ''}
      options={options}
      onChange={(day) => insights.choose(day || undefined)}
    />
  );
}

/** What a refresh takes; and while AI is on, what is missing, and what today's calls came to. */
function AiLine({ ai, next }: InsightsView) {
  const { strings, rpc } = useApp();
  const t = strings.insights;
  const action = useAction();
  if (!ai.enabled || ai.provider === 'rules') return <p class="secondary">{t.byRules}</p>;
  if (ai.provider === 'claude' && !ai.hasKey) {
    const setKey = () => action.run(() => rpc.call('command.run', { command: 'daymark.setClaudeKey' }));
    return (
      <div class="button-row">
        <p class="secondary">{t.noKey}</p>
        <Button onClick={setKey}>{t.setKey}</Button>
        <CallMessage error={action.error} />
      </div>
    );
  }
  const { callsToday, callsLimit, usdToday, usdLimit } = ai;
  return (
    <div class="secondary">
      {next && <NextLine next={next} />}
      <p>{fill(t.today, callsToday, callsLimit, usdToday.toFixed(3), usdLimit.toFixed(2))}</p>
    </div>
  );
}

function NextLine({ next }: { next: NextCall }) {
  const { strings, format } = useApp();
  const t = strings.insights;
  const { model, inputTokens, usdLikely, usdAtMost, cached, withinLimits } = next;
  if (cached) return <p>{t.nextCached}</p>;
  if (!withinLimits) return <p>{t.nextOver}</p>;
  const usd = (value: number) => value.toFixed(3);
  const tokens = fill(t.nextTokens, model, format.number(inputTokens));
  if (usdAtMost === null) return <p>{`${tokens} ${next.provider === 'claude' ? t.nextUnpriced : ''}`}</p>;
  const cost =
    usdLikely === null ? fill(t.nextAtMost, usd(usdAtMost)) : fill(t.nextCost, usd(usdLikely), usd(usdAtMost));
  return <p>{`${tokens} ${cost}`}</p>;
}
