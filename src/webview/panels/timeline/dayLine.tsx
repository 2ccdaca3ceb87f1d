import * as l10n from '@vscode/l10n';
import type { DayView } from '../../../core/views/historyViews.ts';
import { useApp } from '../../state/app.ts';

interface DayLineProps {
  readonly day: string;
  /** May be of the day before, while this one is read. */
  readonly read: DayView | undefined;
  readonly onToday: () => void;
}

/** The total of a day other than today, and a link back. */
export function DayLine({ day, read, onToday }: DayLineProps) {
  const { format } = useApp();
  const score = read?.score.value;
  return (
    <p class="day-line">
      <span>
        {format.day(day)}
        {read?.day === day && (
          <>
            {': '}
            <strong>{format.duration(read.totalMs)}</strong>
            {score !== undefined && score !== null && `, ${l10n.t('score {0}', format.number(score))}`}
          </>
        )}
      </span>
      <button type="button" class="link" onClick={onToday}>
        {l10n.t('Back to Today')}
      </button>
    </p>
  );
}
