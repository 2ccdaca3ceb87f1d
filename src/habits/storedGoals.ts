import { compareText } from '../core/base/compareText.ts';
import type { Reading } from '../core/operations/reading.ts';
import { goals, restDays, type Goal, type RestDays } from './goals.ts';

/** A goal as it was saved. */
export interface StoredGoal extends Goal {
  readonly id: string;
  readonly status: 'active' | 'archived';
}

/** More than anyone needs; the rest is omitted. */
const goalsAtMost = 500;

/** Returns all goals, archived ones too. */
export function goalsOf(read: Reading): StoredGoal[] {
  const { records } = read.records(goals, { limit: goalsAtMost });
  return records.map(({ id, values }) => ({ id, ...values }));
}

/** Returns planned days off, the earliest first. */
export function restDaysOf(read: Reading): (RestDays & { readonly id: string })[] {
  const { records } = read.records(restDays, { limit: goalsAtMost });
  return records.map(({ id, values }) => ({ id, ...values })).sort((a, b) => compareText(a.from, b.from));
}
