import type { ActivityRange } from '../../../core/views/historyViews.ts';
import { fill } from '../../format/text.ts';
import { useApp } from '../../state/app.ts';
import { usePartWords } from './partWords.ts';
import { totalOf } from './stack.ts';
import '../../charts/table.css';

/** The bars as numbers, the newest day first. */
export function ActivityTable({ range }: { range: ActivityRange }) {
  const { strings, format } = useApp();
  const t = strings.activity;
  const nameOf = usePartWords(range);
  const { parts, days, by } = range;
  return (
    <div class="table-scroll" role="region" aria-label={fill(t.chart, days.length, t.groupings[by])} tabIndex={0}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{strings.common.day}</th>
            <th scope="col">{strings.common.total}</th>
            {parts.map((_, part) => (
              <th key={part} scope="col">
                {nameOf(part)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((day) => (
            <tr key={day.day}>
              <th scope="row">{format.shortDay(day.day)}</th>
              <td>{format.duration(totalOf(day))}</td>
              {day.ms.map((ms, part) => (
                <td key={part}>{ms > 0 ? format.duration(ms) : '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
