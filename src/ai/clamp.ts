import { limits } from '../core/base/limits.ts';
import type { Evidence } from '../core/facts/facts.ts';
import type { PlanDraft, PlanInputs } from '../core/insights/planInputs.ts';
import type { Translate } from '../core/base/translate.ts';
import { byPriority } from './byPriority.ts';
import { knownEvidence } from './evidence.ts';

type DraftTask = PlanDraft['tasks'][number];

/** Tasks in a plan at most; a longer list is not read. */
export const tasksAtMost = 12;
/** A task is shortened to the rest of the day, but not below this (minutes). */
const leastMinutes = 15;
/** The shortest task (minutes), as in the form. */
const shortestMinutes = 5;
/** A learning goal takes at most an hour, and this share of the day. */
const learning = { mostMinutes: 60, share: 0.25 } as const;
/** Sources cited by one item at most. */
const citedAtMost = 5;

/** A draft made to fit, and what that took. */
export interface ClampedPlan {
  readonly draft: PlanDraft;
  /** Items that were dropped because they cite no evidence that exists. */
  readonly ungrounded: number;
  /** Tasks that were dropped because the day is full. */
  readonly leftOver: number;
}

/**
 * Makes any planner's draft fit the day, whatever it says: each item cites existing evidence, in the words in which it was measured; titles
 * and numbers stay within their limits; learning and tasks together take no longer than the capacity. Tasks are sorted by priority.
 */
export function clampPlan(draft: PlanDraft, inputs: PlanInputs, t: Translate): ClampedPlan {
  const known = knownEvidence(inputs, t);
  const capacity = Math.max(0, Math.floor(finite(inputs.capacityMinutes)));
  const goal = draft.learning && clampLearning(draft.learning, capacity, known);
  const grounded = draft.tasks.flatMap((task) => ground(task, known) ?? []);
  const tasks = fit(grounded, capacity - (goal?.minutes ?? 0));
  const reflection = draft.reflection && clampReflection(draft.reflection, known);
  const dropped = [draft.learning && !isGrounded(draft.learning, known), draft.reflection && !reflection];
  return {
    draft: { tasks, ...(goal && { learning: goal }), ...(reflection && { reflection }) },
    ungrounded: draft.tasks.length - grounded.length + dropped.filter(Boolean).length,
    leftOver: grounded.length - tasks.length,
  };
}

type KnownEvidence = ReadonlyMap<string, Evidence>;

/** Returns the existing ones among the cited evidence, without duplicates, in their measured words. */
function cited(evidence: readonly Evidence[], known: KnownEvidence): Evidence[] {
  const ids = new Set(evidence.map(({ id }) => id));
  return [...ids].flatMap((id) => known.get(id) ?? []).slice(0, citedAtMost);
}

function isGrounded({ evidence }: { readonly evidence: readonly Evidence[] }, known: KnownEvidence): boolean {
  return cited(evidence, known).length > 0;
}

function ground(task: DraftTask, known: KnownEvidence): DraftTask | undefined {
  const evidence = cited(task.evidence, known);
  const title = oneLine(task.title);
  if (evidence.length === 0 || title === '') return undefined;
  const minutes = Math.min(limits.taskMinutes, Math.max(shortestMinutes, Math.round(finite(task.minutes))));
  return { ...task, title, minutes, evidence };
}

/** Returns as many tasks as a plan has room for, the more urgent ones first. */
function fit(tasks: readonly DraftTask[], minutes: number): DraftTask[] {
  const urgentFirst = tasks.toSorted((a, b) => byPriority(a.priority, b.priority));
  return fittingInto(urgentFirst, minutes).slice(0, tasksAtMost);
}

/** Returns as many tasks as fit the minutes, in order; the last one may be shortened. */
export function fittingInto<T extends { readonly minutes: number }>(tasks: readonly T[], minutes: number): T[] {
  let left = minutes;
  return tasks.flatMap((task) => {
    if (left < Math.min(task.minutes, leastMinutes)) return [];
    const taken = Math.min(task.minutes, left);
    left -= taken;
    return { ...task, minutes: taken };
  });
}

function clampLearning(
  { title, minutes, evidence }: NonNullable<PlanDraft['learning']>,
  capacity: number,
  known: KnownEvidence,
): PlanDraft['learning'] {
  const found = cited(evidence, known);
  const most = Math.min(learning.mostMinutes, Math.floor(capacity * learning.share));
  const text = oneLine(title);
  if (found.length === 0 || text === '' || most < shortestMinutes) return undefined;
  return {
    title: text,
    minutes: Math.min(most, Math.max(shortestMinutes, Math.round(finite(minutes)))),
    evidence: found,
  };
}

function clampReflection(
  { question, evidence }: NonNullable<PlanDraft['reflection']>,
  known: KnownEvidence,
): PlanDraft['reflection'] {
  const found = cited(evidence, known);
  const text = oneLine(question);
  return found.length === 0 || text === '' ? undefined : { question: text, evidence: found };
}

/** One line without control characters, no longer than a title may be. */
function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return line.length > limits.titleLength ? `${line.slice(0, limits.titleLength - 1).trimEnd()}\u2026` : line;
}

function finite(number: number): number {
  return Number.isFinite(number) ? number : 0;
}
