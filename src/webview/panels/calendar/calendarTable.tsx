import * as l10n from '@vscode/l10n';
import type { DayDuration } from '../../../core/views/historyViews.ts';
import { useApp } from '../../state/app.ts';
import '../../charts/table.css';

/** The year month by month: time, days worked, and the day with the most. */
export function CalendarTable({ days }: { days: readonly DayDuration[] }) {
  const { format } = useApp();
  const months = Map.groupBy(days, ({ day }) => day.slice(0, 7));
  return (
    <div class="table-scroll" role="region" aria-label={l10n.t('Time for each month')} tabIndex={0}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{l10n.t('Month')}</th>
            <th scope="col">{l10n.t('Total')}</th>
            <th scope="col">{l10n.t('Days')}</th>
            <th scope="col">{l10n.t('Busiest day')}</th>
          </tr>
        </thead>
        <tbody>
          {Array.from(months, ([month, own]) => {
            const fullest = own.reduce((best, day) => (day.ms > best.ms ? day : best));
            return (
              <tr key={month}>
                <th scope="row">{`${format.month(`${month}-01`)} ${month.slice(0, 4)}`}</th>
                <td>{format.duration(own.reduce((sum, { ms }) => sum + ms, 0))}</td>
                <td>{format.number(own.filter(({ ms }) => ms > 0).length)}</td>
                <td>{fullest.ms > 0 ? `${format.dayOfMonth(fullest.day)}: ${format.duration(fullest.ms)}` : '–'}</td>
              </tr>
            );
          }).reverse()}
        </tbody>
      </table>
    </div>
  );
}
