import * as l10n from '@vscode/l10n';
import type { PatternsView } from '../../../core/views/historyViews.ts';
import type { Dashboard } from '../../../core/views/views.ts';
import { TableToggle, useTable } from '../../charts/tableToggle.tsx';
import { CellGrid } from '../../charts/cellGrid.tsx';
import { useHistoryBasis } from '../../layout/openDay.ts';
import { Panel } from '../../layout/panel.tsx';
import { Pending } from '../../layout/pending.tsx';
import { RangeRow, useRange } from '../../layout/rangeSelect.tsx';
import type { PanelDefinition } from '../../panels.ts';
import { useApp } from '../../state/app.ts';
import { useAnswer } from '../../state/useAnswer.ts';
import { HeatMapTable } from './heatMapTable.tsx';
import { weekdays } from '../../format/weekdays.ts';

/** Time by weekday and hour, and a description of the best hours. */
export const heatMapPanel: PanelDefinition = { id: 'heatMap', slot: 'history', View: HeatMapPanel };

function HeatMapPanel({ dashboard }: { dashboard: Dashboard }) {
  const [asTable] = useTable('heatMap');
  return (
    <Panel
      id="heatMap"
      title={l10n.t('Hours of the Week')}
      actions={!dashboard.firstDay && <TableToggle id="heatMap" />}
      closedWhenNarrow
      late
    >
      {dashboard.firstDay ? (
        <p class="empty">{l10n.t('Your working hours appear here after your first day.')}</p>
      ) : (
        <Hours dashboard={dashboard} asTable={asTable} />
      )}
    </Panel>
  );
}

function Hours({ dashboard, asTable }: { dashboard: Dashboard; asTable: boolean }) {
  const [days] = useRange();
  const answer = useAnswer('patterns.get', { days }, useHistoryBasis(dashboard));
  const { data } = answer;
  return (
    <>
      <RangeRow />
      <Pending answer={answer} />
      {data && !isAnyWorked(data) && <p class="empty">{l10n.t('Nothing was recorded on these days.')}</p>}
      {data && isAnyWorked(data) && (
        <>
          {data.best ? (
            <BestHours best={data.best} />
          ) : (
            <p class="empty">{l10n.t('Your busiest hours are shown here after three days of work.')}</p>
          )}
          <HeatMap patterns={data} />
          {asTable && <HeatMapTable patterns={data} />}
        </>
      )}
    </>
  );
}

function isAnyWorked({ worked }: PatternsView): boolean {
  return worked.some((days) => days > 0);
}

function BestHours({ best }: { best: NonNullable<PatternsView['best']> }) {
  const { format } = useApp();
  const hour = (value: number) => format.clockHour(value % 24);
  return (
    <p>
      {l10n.t(
        'Most of your time is between {0} and {1}: {2} of it.',
        hour(best.from),
        hour(best.from + 2),
        format.percent(best.share),
      )}{' '}
      <span class="secondary">
        {l10n.t(
          'The busiest hour is {0} at {1}, with {2} on average.',
          format.weekday(weekdays[best.weekday] ?? '', 'long'),
          hour(best.hour),
          format.duration(best.meanMs),
        )}
      </span>
    </p>
  );
}

function HeatMap({ patterns: { hours, worked } }: { patterns: PatternsView }) {
  const { format } = useApp();
  const mean = (index: number) => {
    const weekday = index % 7;
    return (hours[weekday]?.[Math.floor(index / 7)] ?? 0) / Math.max(1, worked[weekday] ?? 0);
  };
  const means = Array.from({ length: 7 * 24 }, (_, index) => mean(index));
  const most = means.reduce((a, b) => Math.max(a, b), 1);
  const day = (index: number, width: 'short' | 'long') => format.weekday(weekdays[index % 7] ?? '', width);
  const time = (index: number) => {
    const hour = Math.floor(index / 7);
    return `${format.clockHour(hour)}–${format.clockHour((hour + 1) % 24)}`;
  };
  return (
    <CellGrid
      name={l10n.t('Time for each hour of the week, on average')}
      rows={7}
      values={means.map((ms) => ms / most)}
      describe={(index) =>
        l10n.t('{0}, {1}: {2} on average', day(index, 'long'), time(index), format.duration(means[index] ?? 0, 'long'))
      }
      details={(index) => (
        <>
          <div class="tooltip-title">
            <span>{`${day(index, 'short')} ${time(index)}`}</span>
            <span>{format.duration(means[index] ?? 0)}</span>
          </div>
          <div class="secondary">{l10n.t('on average')}</div>
        </>
      )}
      rowLabels={weekdays.map((one) => format.weekday(one, 'narrow'))}
      columnLabels={[0, 6, 12, 18].map((column) => ({ column, text: format.clockHour(column) }))}
    />
  );
}
