/**
 * Checks of types and bounds for what is read while the editor starts (settings, and corrections among the day's facts) and for facts that
 * files hold by the million. Everything else that comes from outside is checked with zod, which takes longer to load than all of the rest of
 * the start.
 */

/** Tells whether a value is of a type and within its bounds. */
export type Check<T> = (value: unknown) => value is T;

type Checks<T> = { readonly [K in keyof T]-?: Check<T[K]> };

export function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

/** A number from `least` to `most`, both included; never NaN or infinite. */
export function number(least: number, most = Number.MAX_VALUE): Check<number> {
  return (value): value is number => typeof value === 'number' && value >= least && value <= most;
}

/** A whole number from `least` to `most`, both included. */
export function whole(least: number, most: number): Check<number> {
  return (value): value is number => Number.isInteger(value) && number(least, most)(value);
}

/** A text of `least` to `most` UTF-16 units. */
export function text(least: number, most: number): Check<string> {
  return (value): value is string => typeof value === 'string' && value.length >= least && value.length <= most;
}

export function matching(pattern: RegExp): Check<string> {
  return (value): value is string => typeof value === 'string' && pattern.test(value);
}

export function oneOf<const T extends string>(values: readonly T[]): Check<T> {
  return (value): value is T => (values as readonly unknown[]).includes(value);
}

export function listOf<T>(check: Check<T>, most: number): Check<T[]> {
  return (value): value is T[] => Array.isArray(value) && value.length <= most && value.every(check);
}

/** An object whose values all pass, whatever their names. */
export function recordOf<T>(check: Check<T>): Check<Record<string, T>> {
  return (value): value is Record<string, T> => isObject(value) && Object.values(value).every(check);
}

/** An object with these properties, and maybe those; any others are passed over. */
export function shape<R extends object, O extends object = object>(
  required: Checks<R>,
  optional?: Checks<O>,
): Check<R & Partial<O>> {
  const needed = Object.entries<Check<unknown>>(required);
  const possible = Object.entries<Check<unknown>>(optional ?? {});
  return (value): value is R & Partial<O> =>
    isObject(value) &&
    needed.every(([key, check]) => check(value[key])) &&
    possible.every(([key, check]) => value[key] === undefined || check(value[key]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
