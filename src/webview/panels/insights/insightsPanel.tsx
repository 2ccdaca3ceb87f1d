import { useEffect, useState } from 'preact/hooks';
import type { Analysis, InsightsView } from '../../../shared/insights.ts';
import type { InsightsTab } from '../../../shared/viewStrings.ts';
import type { Dashboard } from '../../../shared/views.ts';
import { Button } from '../../controls/button.tsx';
import { Disclosure } from '../../controls/disclosure.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { fill } from '../../format/text.ts';
import { Panel } from '../../layout/panel.tsx';
import type { PanelDefinition } from '../../panels.ts';
import { useAction, useApp, useKept } from '../../state/app.ts';
import { InsightItem } from './insightItem.tsx';
import { InsightTabs } from './insightTabs.tsx';
import './insights.css';

/** What slows the person down, what holds in general, and what could help; each with its evidence. */
export const insightsPanel: PanelDefinition = { id: 'insights', slot: 'history', View: InsightsPanel };

/** It is read again at most this often (ms) while snapshots come in. */
const againMs = 60_000;

function InsightsPanel({ dashboard }: { dashboard: Dashboard }) {
  const { strings, rpc, announce } = useApp();
  const t = strings.insights;
  const [view, setView] = useState<InsightsView>();
  const loading = useAction();
  const action = useAction();
  const load = () => void loading.run(async () => setView(await rpc.call('insights.get', {})));
  useEffect(load, [Math.floor(dashboard.at / againMs)]);
  const analyze = async () => {
    if (await action.run(async () => setView(await rpc.call('insights.analyze', {})))) announce(t.analyzed);
  };
  return (
    <Panel id="insights" title={t.heading}>
      {view?.analysis ? <Shown analysis={view.analysis} /> : <p class="empty">{view ? t.never : t.loading}</p>}
      {view && <AiLine {...view} />}
      <CallMessage error={action.error ?? loading.error} />
      <Button onClick={analyze} busy={action.busy}>
        {action.busy ? t.analyzing : t.analyze}
      </Button>
      {view && view.history.length > 0 && (
        <Disclosure keptAs="insights.earlier" label={t.earlier}>
          <ul class="insights-earlier">
            {view.history.map(({ day, named }) => (
              <li key={day}>
                {day}: {named.length > 0 ? named.join('; ') : t.none.bottlenecks}
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </Panel>
  );
}

function Shown({ analysis }: { analysis: Analysis }) {
  const { strings, format } = useApp();
  const t = strings.insights;
  const [tab, setTab] = useKept<InsightsTab>('insights.tab', 'bottlenecks');
  const { provider, model, from, to, madeAt, fallback, dropped } = analysis;
  const by = model === undefined ? strings.providers[provider] : `${strings.providers[provider]} (${model})`;
  const items = itemsOf(analysis, tab);
  return (
    <>
      <InsightTabs tab={tab} onChoose={setTab} />
      <div role="tabpanel" id="insights-items" aria-labelledby={`insights-tab-${tab}`}>
        {items.length === 0 && <p class="empty">{t.none[tab]}</p>}
        <ul class="insights">
          {items.map((item) => (
            <InsightItem key={item.id} {...item} />
          ))}
        </ul>
      </div>
      <p class="insights-made">{fill(t.madeBy, by, format.clock(madeAt), from, to)}</p>
      {fallback !== undefined && <p class="insights-made">{fill(t.fallback, outcome(fallback, t.outcomes))}</p>}
      {dropped > 0 && <p class="insights-made">{format.count(t.dropped, dropped)}</p>}
    </>
  );
}

function outcome(fallback: string, outcomes: Readonly<Record<string, string>>): string {
  return outcomes[fallback] ?? fallback;
}

function itemsOf({ bottlenecks, insights, tools }: Analysis, tab: InsightsTab) {
  const id = (index: number) => `${tab}.${index}`;
  if (tab === 'bottlenecks')
    return bottlenecks.map(({ description, frequency, impact, ...rest }, i) => {
      return { ...rest, id: id(i), title: description, detail: frequency, impact };
    });
  if (tab === 'patterns')
    return insights.map(({ observation, recommendation, ...rest }, i) => {
      return { ...rest, id: id(i), title: observation, detail: recommendation };
    });
  return tools.map(({ tool, reason, priority, ...rest }, i) => {
    return { ...rest, id: id(i), title: tool, detail: reason, impact: priority };
  });
}

/** While AI is on: what is missing, and what today's calls came to. */
function AiLine({ ai }: InsightsView) {
  const { strings, rpc } = useApp();
  const t = strings.insights;
  const action = useAction();
  if (!ai.enabled || ai.provider === 'rules') return null;
  if (ai.provider === 'claude' && !ai.hasKey) {
    const setKey = () => action.run(() => rpc.call('command.run', { command: 'daymark.setClaudeKey' }));
    return (
      <p class="insights-made">
        {t.noKey} <Button onClick={setKey}>{t.setKey}</Button>
      </p>
    );
  }
  const { callsToday, callsLimit, usdToday, usdLimit } = ai;
  return <p class="insights-made">{fill(t.today, callsToday, callsLimit, usdToday.toFixed(3), usdLimit.toFixed(2))}</p>;
}
