import { minuteMs } from '../../shared/days.ts';
import { formatDuration } from '../../shared/format.ts';
import type { LastDay } from '../../shared/planInputs.ts';
import type { Translate } from '../../shared/translate.ts';
import { weekdayLabel } from '../labels.ts';
import { switchesOf } from '../score/flow.ts';
import { stretchesOf } from '../score/stretches.ts';
import { durationOf } from '../segment.ts';
import type { History } from './history.ts';

/** The last day before the plan's that had work, in numbers; undefined when there is none in the last two weeks. */
export function lastDayOf({ day, recent, rows }: History, t: Translate): LastDay | undefined {
  const last = recent.findLast(([one, segments]) => one < day && durationOf(segments) >= minuteMs);
  if (!last) return undefined;
  const [lastDay, segments] = last;
  const longest = stretchesOf(segments).reduce((most, { workedMs }) => Math.max(most, workedMs), 0);
  const { files, projects } = switchesOf(segments);
  const tasks = rows.planTasks.filter((task) => task.day === lastDay);
  const tasksDone = tasks.filter(({ doneAt }) => doneAt !== undefined).length;
  const weekday = weekdayLabel(lastDay, t);
  const worked = durationOf(segments);
  const evidence = [
    t('{0}: {1} of work, {2} in the longest stretch', weekday, formatDuration(worked, t), formatDuration(longest, t)),
    t('{0}: {1} switches of file or project', weekday, files + projects),
    ...(tasks.length > 0 ? [t('{0}: {1} of {2} planned tasks done', weekday, tasksDone, tasks.length)] : []),
  ];
  return {
    day: lastDay,
    workedMinutes: Math.round(worked / minuteMs),
    longestFocusMinutes: Math.round(longest / minuteMs),
    switches: files + projects,
    tasksPlanned: tasks.length,
    tasksDone,
    evidence: evidence.map((text, i) => ({ id: `day:${lastDay}:${['work', 'switches', 'tasks'][i]}`, text })),
  };
}
