/** The time since this run began, on a day that never changes: only days of the past may be shared, and the tests name theirs. */
export function testNow(): number {
  return Date.UTC(2026, 10, 28, 12) + Math.floor(performance.now());
}
