/** Compares two texts for a sort: by their UTF-16 units, so that the order is the same in each language. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
