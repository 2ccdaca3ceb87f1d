/**
 * Finds the first index of a list for which something holds, by halving.
 * @param holds false up to some index, and true from there on
 * @returns the length where it applies to none
 */
export function firstIndex(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
