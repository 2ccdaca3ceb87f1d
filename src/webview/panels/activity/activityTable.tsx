import * as l10n from '@vscode/l10n';
import { groupingLabels } from './labels.ts';
import type { ActivityRange } from '../../../core/views/historyViews.ts';
import { useApp } from '../../state/app.ts';
import { usePartWords } from './partWords.ts';
import { totalOf } from './stack.ts';
import '../../charts/table.css';

/** The bars as numbers, the newest day first. */
export function ActivityTable({ range }: { range: ActivityRange }) {
  const { format } = useApp();
  const nameOf = usePartWords(range);
  const { parts, days, by } = range;
  return (
    <div
      class="table-scroll"
      role="region"
      aria-label={l10n.t('Time for each of the last {0} days, {1}', days.length, groupingLabels()[by])}
      tabIndex={0}
    >
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{l10n.t('Day')}</th>
            <th scope="col">{l10n.t('Total')}</th>
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
