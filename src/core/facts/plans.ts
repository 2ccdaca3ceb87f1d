import { compareText } from '../base/compareText.ts';
import { number, oneOf, isBoolean, listOf, shape, text } from '../base/checks.ts';
import { fieldValues, isDeleted, type RecordFields, type RecordState } from '../records/recordState.ts';
import { dayMs, dayOf, type Day } from '../time/days.ts';
import { priorities } from './activity.ts';
import type { Evidence, PlanFact, PlanTaskFact } from './facts.ts';
import { lockedName } from './lockedName.ts';

/** The collections of plans and of their tasks. Their schemas are in the room that writes them (`planning`). */
export const planCollection = 'plans';
export const planTaskCollection = 'planTasks';

type Content<F> = Omit<F, 'type' | 'rev' | 'at' | 'deleted'>;

/** The plan of a day. */
export type DayPlan = Content<PlanFact>;
/** A task in the plan of a day. */
export type PlannedTask = Content<PlanTaskFact>;

/** Returns the time of a record of a civil day: from its midnight in UTC to the next, without a `utcOffset`. */
export function civilDay(day: Day): { readonly start: number; readonly end: number } {
  const start = Date.parse(day);
  return { start, end: start + dayMs };
}

/** Returns the day of such a record; undefined for any other. */
export function dayOfRecord(start: unknown, end: unknown): Day | undefined {
  const isDay = isStart(start) && start % dayMs === 0 && end === start + dayMs;
  return isDay ? dayOf(start, 0) : undefined;
}

/** Returns the fields of a planned task. */
export function plannedTaskFields({ id: _id, day, order: sort, ...task }: PlannedTask): RecordFields {
  return JSON.parse(JSON.stringify({ ...civilDay(day), sort, ...task })) as RecordFields;
}

const isStart = number(Date.parse('0000-01-01'), Date.parse('9999-12-31'));
const isNumber = number(-Number.MAX_VALUE);
const isText = text(0, 1_000_000);
const isEvidence = listOf(
  shape<Evidence>({
    id: isText,
    text: isText,
    url: (value): value is string | undefined => value === undefined || isText(value),
  }),
  10_000,
);
const isLearning = shape<NonNullable<DayPlan['learning']>>({
  title: isText,
  minutes: isNumber,
  done: isBoolean,
  evidence: isEvidence,
});
const isReflection = shape<NonNullable<DayPlan['reflection']>>({
  question: isText,
  answer: isText,
  evidence: isEvidence,
});
const isProvider = oneOf(['rules', 'claude', 'vscode']);
const isSource = oneOf(['rules', 'claude', 'vscode', 'user']);
const isPriority = oneOf(priorities);

/**
 * Reads a plan. Texts that can't be read here, or are of another form, are left out.
 * @returns undefined for one that was deleted, is of no day, or whose numbers can't be read here
 */
export function dayPlanOf(state: RecordState): DayPlan | undefined {
  const { start, end, provider, capacityMinutes, capacityEvidence, learning, reflection } = fieldValues(state);
  const day = dayOfRecord(start, end);
  if (isDeleted(state) || day === undefined || !isNumber(capacityMinutes)) return undefined;
  return {
    id: state.id,
    day,
    provider: isProvider(provider) ? provider : 'rules',
    capacityMinutes,
    capacityEvidence: isEvidence(capacityEvidence) ? capacityEvidence : [],
    ...(isLearning(learning) && { learning }),
    ...(isReflection(reflection) && { reflection }),
  };
}

/** The collections of the list of tasks, and of what was completed or skipped of tasks that repeat. */
export const taskCollection = 'tasks';
export const occurrenceCollection = 'taskOccurrences';

/**
 * Returns the id of the planned task that stands for a task of the list, or an occurrence of one, on a day: the same in every window. Such a task
 * is done when that one is, so there is one tick of both.
 */
export function listedPlanId(listed: string, day: Day): string {
  return `${plannedIdsOf(listed)}${day}`;
}

/** Returns what such ids of a task of the list, on whatever day, begin with. */
export function plannedIdsOf(listed: string): string {
  return `listed:${listed}@`;
}

/** Returns the task or the occurrence that such an id names; undefined for any other id. */
export function listedInId(id: string): string | undefined {
  return /^listed:(.+)@\d{4}-\d\d-\d\d$/.exec(id)?.[1];
}

type FindRecord = (collection: string, id: string) => RecordState | undefined;

/**
 * Reads a planned task, as `dayPlanOf` does.
 * @param find finds the task of the list that it stands for
 */
export function plannedTaskOf(state: RecordState, find: FindRecord): PlannedTask | undefined {
  const { start, end, sort, title, priority, minutes, source, project, evidence } = fieldValues(state);
  const day = dayOfRecord(start, end);
  if (isDeleted(state) || day === undefined || !isNumber(minutes)) return undefined;
  const doneAt = doneAtOf(state, day, find);
  return {
    id: state.id,
    day,
    order: isNumber(sort) ? sort : 0,
    // Rows of earlier versions have their numbers in the clear.
    title: isText(title) ? title : lockedName('?'),
    priority: isPriority(priority) ? priority : 'medium',
    minutes,
    ...(isNumber(doneAt) && { doneAt }),
    source: isSource(source) ? source : 'user',
    ...(isText(project) && { project }),
    evidence: isEvidence(evidence) ? evidence : [],
  };
}

/** If it represents a task of the list, being done on a later day doesn't count as done in this plan. Once that task is deleted, the plan's own tick counts. */
function doneAtOf(state: RecordState, day: Day, find: FindRecord): unknown {
  const listed = listedInId(state.id);
  const occurrence = listed === undefined ? undefined : find(occurrenceCollection, listed);
  if (occurrence) {
    const { status, settledAt, settledOn } = fieldValues(occurrence);
    const isDone = !isDeleted(occurrence) && status === 'done' && typeof settledOn === 'string' && settledOn <= day;
    return isDone ? settledAt : undefined;
  }
  const task = listed === undefined ? undefined : find(taskCollection, listed);
  if (!task || isDeleted(task)) return fieldValues(state)['doneAt'];
  const { doneAt, doneOn } = fieldValues(task);
  const isDone = isNumber(doneAt) && (typeof doneOn === 'string' ? doneOn : dayOf(doneAt, 0)) <= day;
  return isDone ? doneAt : undefined;
}

/** Sorts planned tasks by day and position. */
export function inPlanOrder(tasks: readonly PlannedTask[]): PlannedTask[] {
  return tasks.toSorted(
    (a, b) => Date.parse(a.day) - Date.parse(b.day) || a.order - b.order || compareText(a.id, b.id),
  );
}
