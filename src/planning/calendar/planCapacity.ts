import { formatDuration } from '../../core/base/format.ts';
import type { PlanInputs } from '../../core/insights/planInputs.ts';
import { internalQuery } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { minuteMs, type Day } from '../../core/time/days.ts';
import { rangeOfDay } from '../../core/time/presentDay.ts';
import type { Translate } from '../../core/base/translate.ts';
import { timeTaken } from './freeTime.ts';
import { blocksTime } from './judgeMeetings.ts';
import { eventsIn } from './readEvents.ts';

/** Time that events of the calendar take from a day. */
export interface TakenTime {
  readonly events: number;
  /** Each instant once. */
  readonly ms: number;
}

/** The time that the calendar takes from a day: meetings, and what else blocks time. */
export const getTakenTime = internalQuery(
  'calendar.taken',
  (read: Reading, { day }: { readonly day: Day }): TakenTime => {
    const range = rangeOfDay(day, read);
    const taken = eventsIn(read, range).filter(({ event, calendar }) => blocksTime(event, calendar));
    const ms = timeTaken(
      { start: range.from, end: range.to },
      taken.map(({ event }) => event),
    );
    return { events: taken.length, ms };
  },
);

type Capacity = Pick<PlanInputs, 'capacityMinutes' | 'capacityEvidence'>;

/**
 * Subtracts meetings from the capacity of a day. A usual day includes its meetings, and so does the user's goal, so the rest is for the
 * plan's tasks.
 */
export function capacityBeside(
  { capacityMinutes, capacityEvidence }: Capacity,
  { events, ms }: TakenTime,
  t: Translate,
): Capacity {
  if (ms === 0) return { capacityMinutes, capacityEvidence };
  const text = t('Your calendar takes {0}, in events: {1}', formatDuration(ms, t), events);
  return {
    capacityMinutes: Math.max(0, capacityMinutes - Math.round(ms / minuteMs)),
    capacityEvidence: [...capacityEvidence, { id: 'calendar', text }],
  };
}
