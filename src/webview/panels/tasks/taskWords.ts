import * as l10n from '@vscode/l10n';
import { repeatForms } from './labels.ts';
import type { TaskView } from '../../../catalog/view.ts';
import { dayDistance } from '../../format/wallTime.ts';
import { useApp } from '../../state/app.ts';

type TaskDue = NonNullable<TaskView['due']>;
type Repeat = NonNullable<TaskView['repeat']>;

/** Returns how a due date is read: the day by its name where it is near, the time, and the zone where it is another one. */
export function useDueWords(today: string): (due: TaskDue) => string {
  const { format, zone: own } = useApp();
  return ({ day, time, zone }) => {
    const distance = dayDistance(today, day);
    const named = distance === 0 ? l10n.t('Today') : distance === 1 ? l10n.t('Tomorrow') : undefined;
    const words = named ?? format.datedDay(day, today);
    if (time === undefined) return words;
    const clock = format.clock(Date.parse(`${day}T${time}:00Z`), 0);
    return `${words} ${clock}${zone === undefined || zone === own ? '' : ` (${zone})`}`;
  };
}

/** Returns how a rule is read, such as "Every 2 weeks on Mon, Thu". */
export function useRepeatWords(): (repeat: Repeat) => string {
  const { format } = useApp();
  return ({ every, interval, weekdays, from, until }) => {
    const rule = every === 'workday' ? l10n.t('Every workday') : format.count(repeatForms()[every], interval);
    // January 1, 2023, was a Sunday.
    const days = weekdays?.map((day) => format.weekday(`2023-01-0${day + 1}`, 'short'));
    const on = days ? l10n.t('{0} on {1}', rule, format.list(days)) : rule;
    const counted = from === 'done' ? l10n.t('{0} after it is done', on) : on;
    return until === undefined ? counted : l10n.t('{0} until {1}', counted, format.shortDay(until));
  };
}
