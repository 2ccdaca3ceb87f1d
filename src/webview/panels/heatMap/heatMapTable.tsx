import * as l10n from '@vscode/l10n';
import type { PatternsView } from '../../../core/views/historyViews.ts';
import { useApp } from '../../state/app.ts';
import { weekdays } from '../../format/weekdays.ts';
import '../../charts/table.css';

/** The hours as numbers: time over the whole range, hours without any left out. */
export function HeatMapTable({ patterns: { hours } }: { patterns: PatternsView }) {
  const { format } = useApp();
  const used = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) =>
    hours.some((row) => (row[hour] ?? 0) > 0),
  );
  return (
    <div class="table-scroll" role="region" aria-label={l10n.t('Time for each hour of the week')} tabIndex={0}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{l10n.t('Hour')}</th>
            {weekdays.map((day) => (
              <th key={day} scope="col">
                {format.weekday(day, 'short')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {used.map((hour) => (
            <tr key={hour}>
              <th scope="row">{format.clockHour(hour)}</th>
              {hours.map((row, weekday) => (
                <td key={weekday}>{row[hour] ? format.duration(row[hour]) : '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
