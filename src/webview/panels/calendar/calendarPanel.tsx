import * as l10n from '@vscode/l10n';
import { plural } from '../../format/plural.ts';
import type { HistoryView } from '../../../core/views/historyViews.ts';
import type { Dashboard } from '../../../core/views/views.ts';
import { TableToggle, useTable } from '../../charts/tableToggle.tsx';
import { CellGrid } from '../../charts/cellGrid.tsx';
import { fill } from '../../format/text.ts';
import { useHistoryBasis, useOpenDay } from '../../layout/openDay.ts';
import { Panel } from '../../layout/panel.tsx';
import { Pending } from '../../layout/pending.tsx';
import type { PanelDefinition } from '../../panels.ts';
import { useApp } from '../../state/app.ts';
import { useAnswer } from '../../state/useAnswer.ts';
import { CalendarTable } from './calendarTable.tsx';
import { monthLabels } from './months.ts';

/** A year, day by day; any day of it can be opened. */
export const calendarPanel: PanelDefinition = { id: 'calendar', slot: 'history', View: CalendarPanel };

function CalendarPanel({ dashboard }: { dashboard: Dashboard }) {
  const [asTable] = useTable('calendar');
  return (
    <Panel
      id="calendar"
      title={l10n.t('Year')}
      actions={!dashboard.firstDay && <TableToggle id="calendar" />}
      closedWhenNarrow
      late
    >
      {dashboard.firstDay ? (
        <p class="empty">{l10n.t('Your year appears here, day by day.')}</p>
      ) : (
        <Year dashboard={dashboard} asTable={asTable} />
      )}
    </Panel>
  );
}

function Year({ dashboard, asTable }: { dashboard: Dashboard; asTable: boolean }) {
  const answer = useAnswer('history.get', {}, useHistoryBasis(dashboard));
  const onOpen = useOpenDay(dashboard);
  if (!answer.data) return <Pending answer={answer} />;
  return (
    <>
      <Calendar history={answer.data} onOpen={onOpen} />
      {asTable && <CalendarTable days={answer.data.days} />}
    </>
  );
}

function Calendar({ history: { days }, onOpen }: { history: HistoryView; onOpen: (day: string) => void }) {
  const { format } = useApp();
  const worked = days.filter(({ ms }) => ms > 0);
  const total = worked.reduce((sum, { ms }) => sum + ms, 0);
  const most = days.reduce((max, { ms }) => Math.max(max, ms), 1);
  const dayAt = (index: number) => days[index]?.day ?? '';
  return (
    <>
      <CellGrid
        name={l10n.t('Time for each day of a year')}
        rows={7}
        values={days.map(({ ms }) => ms / most)}
        describe={(index) =>
          l10n.t('{0}: {1}', format.day(dayAt(index)), format.duration(days[index]?.ms ?? 0, 'long'))
        }
        details={(index) => (
          <>
            <div class="tooltip-title">
              <span>{format.shortDay(dayAt(index))}</span>
              <span>{format.duration(days[index]?.ms ?? 0)}</span>
            </div>
            <div class="secondary">{l10n.t('Click or press Enter to open the day.')}</div>
          </>
        )}
        onOpen={(index) => onOpen(dayAt(index))}
        hint={l10n.t('Click or press Enter to open the day.')}
        rowLabels={days.slice(0, 7).map(({ day }, row) => (row % 2 === 0 ? format.weekday(day, 'narrow') : ''))}
        columnLabels={monthLabels(days).map(({ column, day }) => ({ column, text: format.month(day) }))}
      />
      <p class="secondary">
        {fill(
          format.count(plural('{0} day worked, {1}', '{0} days worked, {1} in all'), worked.length),
          '',
          format.duration(total),
        )}
      </p>
    </>
  );
}
