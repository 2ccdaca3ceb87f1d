import type { Context } from '../context.ts';
import { splitByDay } from '../days.ts';
import { readRows } from '../rows.ts';
import { durationOf, type Segment } from '../segment.ts';
import { timelineOf } from '../timeline.ts';
import { addDays, dayOf, rangeAround, type Day } from '../../core/time/days.ts';
import { presentDay } from '../../core/time/presentDay.ts';
import type { PlannedTask } from '../../core/facts/plans.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import { startCollection, startOf, type TaskStart } from '../../core/facts/taskStarts.ts';
import type { PastPlan, Plan, PlanTask } from '../../core/views/views.ts';
import { actualsOf, type Actual } from './actual.ts';

/** A plan older than this many days is no longer shown as the last one. */
const lastPlanDays = 7;

/**
 * The plan of a day as it is shown, with the time that its tasks took.
 * @param segments the person's time of the day, where it is known already
 */
export function shownPlan(
  reader: ActivityReader,
  { day, segments }: { readonly day: Day; readonly segments?: readonly Segment[] },
  context: Context,
): Plan | null {
  const plan = reader.plan(day);
  if (!plan) return null;
  const tasks = reader.planTasks(day, day);
  const starts = startsOf(reader, day, context);
  const actuals =
    starts.length > 0 ? actualsOf(starts, segments ?? segmentsOf(reader, day, context), context) : new Map();
  const { provider, capacityMinutes, capacityEvidence, learning, reflection } = plan;
  return {
    day,
    provider,
    capacityMinutes,
    capacityEvidence: [...capacityEvidence],
    learning: learning ? { ...learning, evidence: [...learning.evidence] } : null,
    reflection: reflection ? { ...reflection, evidence: [...reflection.evidence] } : null,
    tasks: tasks.map((task) => shownTask(task, actuals.get(task.id))),
  };
}

function shownTask(fact: PlannedTask, actual: Actual | undefined): PlanTask {
  const { id, title, priority, minutes, doneAt, source, project, evidence } = fact;
  const task = { id, title, priority, minutes, done: doneAt !== undefined, source, evidence: [...evidence] };
  return {
    ...task,
    ...(project !== undefined && { project }),
    ...(actual && { actualMs: actual.ms }),
    ...(actual?.startedAt !== undefined && { startedAt: actual.startedAt }),
  };
}

/** Returns the outcome of the last plan before today; null if there is none in the last week. */
export function pastPlan(reader: ActivityReader, context: Context): PastPlan | null {
  const today = presentDay(context);
  const before = reader.planTasks(addDays(today, -lastPlanDays), addDays(today, -1));
  const day = before.at(-1)?.day;
  if (day === undefined) return null;
  const segments = segmentsOf(reader, day, context);
  const actuals = actualsOf(startsOf(reader, day, context), segments, context);
  const tasks = before
    .filter((task) => task.day === day)
    .map(({ id, title, minutes, doneAt }) => {
      return { title, minutes, done: doneAt !== undefined, actualMs: actuals.get(id)?.ms ?? null };
    });
  return { day, workedMs: durationOf(segments), tasks };
}

function segmentsOf(reader: ActivityReader, day: Day, { rules }: Context): readonly Segment[] {
  return splitByDay(timelineOf(readRows(reader, day, day), rules), rules.dayStartsAt).get(day) ?? [];
}

function startsOf(reader: ActivityReader, day: Day, { rules }: Context): TaskStart[] {
  const { states } = reader.records(startCollection, rangeAround(day, day));
  const starts = states.flatMap((state) => startOf(state) ?? []);
  return starts.filter(({ start, offset }) => dayOf(start, offset, rules.dayStartsAt) === day);
}
