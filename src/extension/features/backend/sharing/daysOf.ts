import type { Day } from '../../../../core/time/days.ts';
import { userDay } from '../../../../core/time/presentDay.ts';
import type { Services } from '../../../services.ts';

/** The user's day of an instant. */
export function daysOf({ readOptions }: Pick<Services, 'readOptions'>): (at: number) => Day {
  const options = readOptions();
  return (at) => userDay(options, at);
}
