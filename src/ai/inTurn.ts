/** The last of those that wait; the windows of one process share it. */
let last: Promise<unknown> = Promise.resolve();

/** Serializes actions that must not overlap in this process, whoever calls. A failure concerns only the action that failed. */
export function inTurn<T>(act: () => Promise<T>): Promise<T> {
  const mine = last.then(act);
  last = mine.catch(() => undefined);
  return mine;
}
