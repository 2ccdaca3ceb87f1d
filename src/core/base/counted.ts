import type { Translate } from './translate.ts';

/**
 * A sentence with a count, in the form for one or for every other number.
 * @param forms English, for one and for every other number
 * @param values for the places; the first is the count
 */
export function counted(
  t: Translate,
  forms: readonly [one: string, other: string],
  values: readonly [count: number, ...others: (string | number)[]],
): string {
  return t(values[0] === 1 ? forms[0] : forms[1], ...values);
}
