/** The number of items looked at in one step, which takes about 1 ms where the code runs for the first time. */
const itemsInPart = 1_000;

/** Divides a list into parts, for steps between which something else can be done. */
export function* inParts<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < list.length; from += itemsInPart) yield list.slice(from, from + itemsInPart);
}

/** Runs all steps at once. */
export function atOnce<T>(steps: Generator<undefined, T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}
