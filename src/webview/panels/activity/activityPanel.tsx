import * as l10n from '@vscode/l10n';
import { groupingLabels } from './labels.ts';
import { useMemo } from 'preact/hooks';
import type { Grouping } from '../../../core/views/history.ts';
import type { ActivityRange } from '../../../core/views/historyViews.ts';
import type { Dashboard } from '../../../core/views/views.ts';
import { TableToggle, useTable } from '../../charts/tableToggle.tsx';
import { Legend } from '../../charts/legend.tsx';
import { Select } from '../../controls/select.tsx';
import { useHistoryBasis, useOpenDay } from '../../layout/openDay.ts';
import { Panel } from '../../layout/panel.tsx';
import { Pending } from '../../layout/pending.tsx';
import { RangeRow, useRange } from '../../layout/rangeSelect.tsx';
import type { PanelDefinition } from '../../panels.ts';
import { useApp, useKept } from '../../state/app.ts';
import { useAnswer } from '../../state/useAnswer.ts';
import { ActivityChart } from './activityChart.tsx';
import { ActivityTable } from './activityTable.tsx';
import { usePartWords } from './partWords.ts';
import { rangeOfDays, toneOf } from './stack.ts';
import './activity.css';

/** Hours per day over a week to a year, by where they were observed, kind, project or language. */
export const activityPanel: PanelDefinition = { id: 'activity', slot: 'history', View: ActivityPanel };

function ActivityPanel({ dashboard }: { dashboard: Dashboard }) {
  const [asTable] = useTable('activity');
  const empty = dashboard.firstDay;
  return (
    <Panel id="activity" title={l10n.t('Activity')} actions={!empty && <TableToggle id="activity" />}>
      {empty ? (
        <p class="empty">
          {l10n.t('As you work, each day gets a bar here. The first one appears within seconds of your first edit.')}
        </p>
      ) : (
        <Ranges dashboard={dashboard} asTable={asTable} />
      )}
    </Panel>
  );
}

interface RangesProps {
  readonly dashboard: Dashboard;
  readonly asTable: boolean;
}

function Ranges(props: RangesProps) {
  const [days] = useRange();
  const [by, setBy] = useKept<Grouping>('activity.by', 'source');
  // The snapshot's own range needs no request.
  const isHeld = days === props.dashboard.days.length && by === 'source';
  return (
    <>
      <RangeRow>
        <Select inline label={l10n.t('Grouping')} value={by} options={groupingLabels()} onChange={setBy} />
      </RangeRow>
      {isHeld ? <Held {...props} /> : <Requested {...props} by={by} />}
    </>
  );
}

function Held({ dashboard, asTable }: RangesProps) {
  const { days } = dashboard;
  const key = JSON.stringify(days);
  const range = useMemo(() => rangeOfDays(days), [key]);
  return <Charts range={range} dashboard={dashboard} asTable={asTable} />;
}

function Requested({ dashboard, asTable, by }: RangesProps & { by: Grouping }) {
  const [days] = useRange();
  const answer = useAnswer('activity.range', { days, by }, useHistoryBasis(dashboard));
  return (
    <>
      <Pending answer={answer} />
      {answer.data && <Charts range={answer.data} dashboard={dashboard} asTable={asTable} />}
    </>
  );
}

function Charts({ range, dashboard, asTable }: RangesProps & { range: ActivityRange }) {
  const { format } = useApp();
  const { goalMs } = dashboard.today;
  const nameOf = usePartWords(range);
  const open = useOpenDay(dashboard);
  const entries = range.parts.map(({ ms }, index) => ({
    tone: toneOf(range, index),
    label: nameOf(index),
    value: format.duration(ms),
  }));
  if (entries.length === 0) return <p class="empty">{l10n.t('Nothing was recorded on these days.')}</p>;
  const goal = { tone: 'goal', label: l10n.t('Goal'), value: format.duration(goalMs) };
  return (
    <>
      <ActivityChart range={range} goalMs={goalMs} onOpen={open} />
      <Legend name={l10n.t('What the bars show')} entries={goalMs > 0 ? [...entries, goal] : entries} />
      {asTable && <ActivityTable range={range} />}
    </>
  );
}
