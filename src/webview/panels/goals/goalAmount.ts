import { minuteMs } from '../../../core/time/days.ts';
import type { GoalView } from '../../../catalog/view.ts';
import { useApp } from '../../state/app.ts';
import { isCount } from './goalDraft.ts';

/** Returns how a value of a goal reads: a time, or a number. */
export function useAmount({ measure }: Pick<GoalView, 'measure'>): (value: number) => string {
  const { format } = useApp();
  return (value) => (isCount(measure) ? format.number(value) : format.duration(value * minuteMs));
}
