import type { PlanFact, PlanTaskFact } from '../../core/facts/facts.ts';
import { isCount, isText } from './factLimits.ts';

/** Checks of values that come from outside as JSON. */
export type Check = (value: unknown) => boolean;

export const flag: Check = (value) => typeof value === 'boolean';
export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
export const object =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(checks).every(([key, check]) => check((value as Record<string, unknown>)[key]));

export const evidence = list(object({ id: isText, text: isText }));
export const learning = optional(object({ title: isText, minutes: isCount, done: flag, evidence }));
export const reflection = optional(object({ question: isText, answer: isText, evidence }));

/** The sealed texts of a plan from their JSON. Those that are of another shape, or can't be opened, are left out. */
export function planTextsOf(value: unknown): Pick<PlanFact, 'capacityEvidence' | 'learning' | 'reflection'> {
  const texts = (value ?? {}) as Partial<PlanFact>;
  return {
    capacityEvidence: evidence(texts.capacityEvidence) ? (texts.capacityEvidence ?? []) : [],
    ...(texts.learning && learning(texts.learning) && { learning: texts.learning }),
    ...(texts.reflection && reflection(texts.reflection) && { reflection: texts.reflection }),
  };
}

/** The evidence of a task from its JSON; none when it is of another shape, or can't be opened. */
export function evidenceOf(value: unknown): PlanTaskFact['evidence'] {
  return evidence(value) ? (value as PlanTaskFact['evidence']) : [];
}
