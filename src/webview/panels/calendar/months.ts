/** Columns that a label takes at least, so that none runs into the next. */
const apart = 4;

/**
 * The weeks below which a month is named: those that hold its first day, every other one where the room is for that only.
 * @param days sorted, from a Monday
 */
export function monthLabels(
  days: readonly { readonly day: string }[],
): { readonly column: number; readonly day: string }[] {
  const labels: { column: number; day: string }[] = [];
  const lastColumn = Math.floor((days.length - 1) / 7);
  days.forEach(({ day }, index) => {
    const column = Math.floor(index / 7);
    const before = labels.at(-1)?.column ?? -apart;
    if (day.endsWith('-01') && column - before >= apart && column + 2 <= lastColumn) labels.push({ column, day });
  });
  return labels.filter((_, index) => index % 2 === 0);
}
