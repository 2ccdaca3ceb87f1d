import { minuteMs } from '../../../core/time/days.ts';
import type { GoalView } from '../../../catalog/view.ts';
import { useApp } from '../../state/app.ts';
import { isTimeMeasure } from '../../../core/views/goalNames.ts';

/** Returns how a value of a goal reads: a time, or a number. */
export function useAmount({ measure }: Pick<GoalView, 'measure'>): (value: number) => string {
  const { format } = useApp();
  return (value) => (isTimeMeasure(measure) ? format.duration(value * minuteMs) : format.number(value));
}
