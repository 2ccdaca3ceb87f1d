import { categoryPath } from '../core/categories/categories.ts';
import { readCategories } from '../core/categories/categoryRecords.ts';
import { commitsIn } from '../core/facts/commits.ts';
import type { DayTotals } from '../core/facts/dailyTotals.ts';
import type { Reading } from '../core/operations/reading.ts';
import { dayOf, minuteMs, rangeAround, type Day } from '../core/time/days.ts';
import { dayOfSession, isCounted } from './focus/foldSessions.ts';
import { sessionsIn } from './focus/readSessions.ts';
import type { Goal } from './goals.ts';
import type { DayValues } from './progress.ts';

/** Reads what goals measure besides time. */
export interface MeasureSources {
  readonly read: Reading;
  /** Returns the day of each task that was done in a range of days; planning implements it. */
  readonly tasksDone: TasksDone;
}
export type TasksDone = (read: Reading, from: Day, to: Day) => readonly Day[];

/** The part of a goal that says what is measured, and from which day on. */
type MeasuredGoal = Pick<Goal, 'measure' | 'project' | 'subject' | 'firstDay'>;

/** Returns a goal's measurements for each day: minutes, including fractions, or a number of tasks, commits, or sessions. */
export function valuesOf(
  goal: MeasuredGoal,
  totals: readonly DayTotals[],
  { read, tasksDone }: MeasureSources,
): DayValues {
  const last = totals.at(-1)?.day;
  if (last === undefined) return new Map();
  if (goal.measure === 'tasks') return counted(tasksDone(read, goal.firstDay, last));
  if (goal.measure === 'commits') return counted(commitsMade(read, goal.firstDay, last));
  if (goal.measure === 'commitDays') return counted(new Set(commitsMade(read, goal.firstDay, last)));
  if (goal.measure === 'focusSessions') return sessionsDone(read, goal.firstDay, last);
  const days = totals.filter(({ day }) => day >= goal.firstDay);
  const within = goal.measure === 'category' ? partsOf(goal.subject ?? '', read) : undefined;
  return new Map(days.map((total) => [total.day, timeOf(goal, total, within) / minuteMs]));
}

/** Returns whether a category is one, or a part of it. */
function partsOf(subject: string, { reader, t }: Reading): (id: string) => boolean {
  const { categories } = readCategories(reader, t);
  return (id) => categoryPath(categories, id).some((one) => one.id === subject);
}

/** @param isPart tells which categories count, for a goal of one */
function timeOf(
  { measure, project, subject }: MeasuredGoal,
  { totalMs, by }: DayTotals,
  isPart?: (id: string) => boolean,
): number {
  if (isPart) return [...by.category].reduce((sum, [id, ms]) => sum + (isPart(id) ? ms : 0), 0);
  if (measure === 'project') return by.project.get(project ?? '') ?? 0;
  if (measure === 'language' || measure === 'kind') return by[measure].get(subject ?? '') ?? 0;
  return totalMs;
}

function sessionsDone(read: Reading, from: Day, to: Day): DayValues {
  const sessions = sessionsIn(read, rangeAround(from, to)).filter(isCounted);
  return counted(sessions.map((session) => dayOfSession(session, read)));
}

function commitsMade({ reader, rules }: Reading, from: Day, to: Day): Day[] {
  const commits = commitsIn(reader.documents('commits', rangeAround(from, to)));
  return commits.map(({ at, offset }) => dayOf(at, offset, rules.dayStartsAt));
}

function counted(days: Iterable<Day>): DayValues {
  const counts = new Map<Day, number>();
  for (const day of days) counts.set(day, (counts.get(day) ?? 0) + 1);
  return counts;
}
