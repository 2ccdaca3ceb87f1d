import type { DayView } from '../../../core/views/historyViews.ts';
import { fill } from '../../format/text.ts';
import { useApp } from '../../state/app.ts';

interface DayLineProps {
  readonly day: string;
  /** May be of the day before, while this one is read. */
  readonly read: DayView | undefined;
  readonly onToday: () => void;
}

/** What another day than today came to, and the way back. */
export function DayLine({ day, read, onToday }: DayLineProps) {
  const { strings, format } = useApp();
  const t = strings.timeline;
  const score = read?.score.value;
  return (
    <p class="day-line">
      <span>
        {format.day(day)}
        {read?.day === day && (
          <>
            {': '}
            <strong>{format.duration(read.totalMs)}</strong>
            {score !== undefined && score !== null && `, ${fill(t.score, format.number(score))}`}
          </>
        )}
      </span>
      <button type="button" class="link" onClick={onToday}>
        {t.backToToday}
      </button>
    </p>
  );
}
