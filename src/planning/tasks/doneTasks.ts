import { listedInId } from '../../core/facts/plans.ts';
import type { Reading } from '../../core/operations/reading.ts';
import type { Day } from '../../core/time/days.ts';
import { userDay } from '../../core/time/presentDay.ts';
import { taskOfPlan } from './planLinks.ts';
import { makeTaskIndex } from './taskIndex.ts';

/**
 * Returns the day of each task that was done from `from` to `to`: of the list, occurrences and subtasks included, when it was completed; of those
 * that are in a plan only, when they were planned.
 */
export function tasksDone(read: Reading, from: Day, to: Day): Day[] {
  const { reader } = read;
  const listed = read
    .shared(makeTaskIndex)
    .items(read)
    .flatMap(({ view: { doneAt, repeat, occurrence }, doneOn }) => {
      const isSeries = repeat !== undefined && occurrence === undefined;
      return doneAt === undefined || isSeries ? [] : [doneOn ?? userDay(read, doneAt)];
    })
    .filter((day) => day >= from && day <= to);
  const planned = reader
    .planTasks(from, to)
    .filter(
      ({ id, doneAt, evidence }) => doneAt !== undefined && (listedInId(id) ?? taskOfPlan(evidence)) === undefined,
    )
    .map(({ day }) => day);
  return [...listed, ...planned];
}
