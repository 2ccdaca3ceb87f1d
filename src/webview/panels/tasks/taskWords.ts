import type { TaskView } from '../../../catalog/view.ts';
import { fill } from '../../format/text.ts';
import { dayDistance } from '../../format/wallTime.ts';
import { useApp } from '../../state/app.ts';

type Due = NonNullable<TaskView['due']>;
type Repeat = NonNullable<TaskView['repeat']>;

/** Returns how a due date is read: the day by its name where it is near, the time, and the zone where it is another one. */
export function useDueWords(today: string): (due: Due) => string {
  const { strings, format } = useApp();
  return ({ day, time, zone }) => {
    const distance = dayDistance(today, day);
    const named = distance === 0 ? strings.common.today : distance === 1 ? strings.tasks.buckets.tomorrow : undefined;
    const words =
      named ?? `${format.shortDay(day)}${day.slice(0, 4) === today.slice(0, 4) ? '' : ` ${day.slice(0, 4)}`}`;
    if (time === undefined) return words;
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const clock = format.clock(Date.parse(`${day}T${time}:00Z`), 0);
    return `${words} ${clock}${zone === undefined || zone === own ? '' : ` (${zone})`}`;
  };
}

/** Returns how a rule is read, such as "Every 2 weeks on Mon, Thu". */
export function useRepeatWords(): (repeat: Repeat) => string {
  const { strings, format } = useApp();
  const t = strings.tasks.repeat;
  return ({ every, interval, weekdays, from }) => {
    const rule = every === 'workday' ? t.workday : format.count(t[every], interval);
    // January 1, 2023, was a Sunday.
    const days = weekdays?.map((day) => format.weekday(`2023-01-0${day + 1}`, 'short'));
    const on = days ? fill(t.on, rule, format.list(days)) : rule;
    return from === 'done' ? fill(t.fromDone, on) : on;
  };
}
