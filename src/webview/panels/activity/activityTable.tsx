import type { Source } from '../../../shared/activity.ts';
import type { DayTotal } from '../../../shared/views.ts';
import { useApp } from '../../state/app.ts';

/** The bars as numbers, the newest day first. */
export function ActivityTable({ days, sources }: { days: readonly DayTotal[]; sources: readonly Source[] }) {
  const { strings, format } = useApp();
  return (
    <div class="table-scroll" role="region" aria-label={strings.activity.chart} tabIndex={0}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{strings.common.day}</th>
            <th scope="col">{strings.common.total}</th>
            {sources.map((source) => (
              <th key={source} scope="col">
                {strings.sources[source]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map(({ day, totalMs, bySource }) => (
            <tr key={day}>
              <th scope="row">{format.shortDay(day)}</th>
              <td>{format.duration(totalMs)}</td>
              {sources.map((source) => (
                <td key={source}>{bySource[source] ? format.duration(bySource[source]) : '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
