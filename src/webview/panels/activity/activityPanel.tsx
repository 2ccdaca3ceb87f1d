import type { Source } from '../../../shared/activity.ts';
import type { Dashboard, DayTotal } from '../../../shared/views.ts';
import { Legend } from '../../charts/legend.tsx';
import { IconButton } from '../../controls/button.tsx';
import { Panel } from '../../layout/panel.tsx';
import type { PanelDefinition } from '../../panels.ts';
import { useApp, useKept } from '../../state/app.ts';
import { ActivityChart } from './activityChart.tsx';
import { ActivityTable } from './activityTable.tsx';
import { sourcesOf, totalOf } from './stack.ts';
import './activity.css';

/** Hours per day over two weeks, by where they were observed. */
export const activityPanel: PanelDefinition = { id: 'activity', slot: 'history', View: ActivityPanel };

function ActivityPanel({ dashboard }: { dashboard: Dashboard }) {
  const { strings } = useApp();
  const t = strings.activity;
  const [asTable, setAsTable] = useKept('activity.table', false);
  const { days, today } = dashboard;
  const empty = days.every(({ totalMs }) => totalMs === 0);
  const toggle = (
    <IconButton
      name={asTable ? strings.common.hideTable : strings.common.asTable}
      icon="table"
      onClick={() => setAsTable(!asTable)}
    />
  );
  return (
    <Panel id="activity" title={t.heading} actions={!empty && toggle}>
      {empty ? <p class="empty">{t.empty}</p> : <Charts days={days} goalMs={today.goalMs} asTable={asTable} />}
    </Panel>
  );
}

function Charts({ days, goalMs, asTable }: { days: readonly DayTotal[]; goalMs: number; asTable: boolean }) {
  const { strings, format } = useApp();
  const sources = sourcesOf(days);
  const entries = sources.map((source: Source) => ({
    tone: source,
    label: strings.sources[source],
    value: format.duration(totalOf(days, source)),
  }));
  const goal = { tone: 'goal', label: strings.activity.goal, value: format.duration(goalMs) };
  return (
    <>
      <ActivityChart days={days} sources={sources} goalMs={goalMs} />
      <Legend name={strings.activity.legend} entries={goalMs > 0 ? [...entries, goal] : entries} />
      {asTable && <ActivityTable days={days} sources={sources} />}
    </>
  );
}
