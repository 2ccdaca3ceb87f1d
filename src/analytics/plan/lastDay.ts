import { minuteMs } from '../../core/time/days.ts';
import type { Evidence } from '../../core/facts/facts.ts';
import { counted } from '../../core/base/counted.ts';
import { durationInWords, weekdayLabel } from '../../core/base/format.ts';
import type { LastDay } from '../../core/insights/planInputs.ts';
import type { Translate } from '../../core/base/translate.ts';
import { switchesOf } from '../score/flow.ts';
import { stretchesOf } from '../score/stretches.ts';
import { durationOf } from '../segment.ts';
import type { Segment } from '../segment.ts';
import type { PlanHistory } from './history.ts';

type Numbers = Omit<LastDay, 'evidence'>;

/** Returns figures of the last day with work before the plan's; undefined if there is none in two weeks. */
export function lastDayOf({ day, recent, rows }: PlanHistory, t: Translate): LastDay | undefined {
  const last = recent.findLast(([one, segments]) => one < day && durationOf(segments) >= minuteMs);
  if (!last) return undefined;
  const [lastDay, segments] = last;
  const longest = stretchesOf(segments).reduce((most, { workedMs }) => Math.max(most, workedMs), 0);
  const { files, projects } = switchesOf(segments);
  const tasks = rows.planTasks.filter((task) => task.day === lastDay);
  const endedIn = lastEditedIn(segments);
  const numbers: Numbers = {
    day: lastDay,
    workedMinutes: Math.round(durationOf(segments) / minuteMs),
    longestFocusMinutes: Math.round(longest / minuteMs),
    switches: files + projects,
    tasksPlanned: tasks.length,
    tasksDone: tasks.filter(({ doneAt }) => doneAt !== undefined).length,
    ...(endedIn && { endedIn }),
  };
  return { ...numbers, evidence: evidenceOf(numbers, t) };
}

/** The last file that was written in. */
function lastEditedIn(segments: readonly Segment[]): LastDay['endedIn'] {
  const last = segments.findLast(({ kind, file }) => file !== undefined && (kind === 'coding' || kind === 'debugging'));
  if (last?.file === undefined) return undefined;
  return { file: last.file, ...(last.project !== undefined && { project: last.project }) };
}

function evidenceOf(numbers: Numbers, t: Translate): Evidence[] {
  const { day, workedMinutes, longestFocusMinutes, switches, tasksPlanned, tasksDone, endedIn } = numbers;
  const weekday = weekdayLabel(day, t);
  const worked = durationInWords(workedMinutes * minuteMs, t);
  const longest = durationInWords(longestFocusMinutes * minuteMs, t);
  const work = t('{0}: {1} of work, {2} in the longest stretch', weekday, worked, longest);
  return [
    { id: `day:${day}:work`, text: work },
    {
      id: `day:${day}:switches`,
      text: counted(
        t,
        ['{1}: 1 switch of file or project', '{1}: {0} switches of file or project'],
        [switches, weekday],
      ),
    },
    ...(tasksPlanned > 0
      ? [{ id: `day:${day}:tasks`, text: t('{0}: {1} of {2} planned tasks done', weekday, tasksDone, tasksPlanned) }]
      : []),
    ...(endedIn ? [{ id: `day:${day}:end`, text: t('{0}: ended in {1}', weekday, endedIn.file) }] : []),
  ];
}
