/**
 * The pause before trying again, in ms: it doubles with each failure in a row, up to a limit.
 * @param failures in a row, so far
 */
export function growingPause(failures: number, { firstMs, longestMs }: { firstMs: number; longestMs: number }): number {
  return Math.min(longestMs, firstMs * 2 ** Math.max(0, failures - 1));
}
