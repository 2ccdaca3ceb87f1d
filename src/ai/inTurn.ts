/** The last of those that wait; the windows of one process share it. */
let last: Promise<unknown> = Promise.resolve();

/** Runs one after the other what must not overlap in this process, whoever asks. A failure concerns only the one that failed. */
export function inTurn<T>(act: () => Promise<T>): Promise<T> {
  const mine = last.then(act);
  last = mine.catch(() => undefined);
  return mine;
}
