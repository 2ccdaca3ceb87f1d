import type { Profiler } from 'node:inspector';

/**
 * Flattens V8's coverage of a module to the places that ran: start, end, start, end, and so on, ascending. The innermost range decides.
 * Code that runs while a module loads ran before any test, so it counts as soon as a function of the module ran.
 */
export function executedPlaces(functions: readonly Profiler.FunctionCoverage[]): number[] {
  const isAny = functions.some(({ ranges }) => ranges.some(({ count }) => count > 0));
  if (!isAny) return [];
  const ranges = functions
    .flatMap((one) => (isModule(one) ? one.ranges.map((range) => ({ ...range, count: 1 })) : one.ranges))
    .toSorted((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
  const places: number[] = [];
  const add = (start: number, end: number, count: number): void => {
    if (count === 0 || start >= end) return;
    if (places.at(-1) === start) places[places.length - 1] = end;
    else places.push(start, end);
  };
  const open: Profiler.CoverageRange[] = [];
  let at = 0;
  const closeUntil = (offset: number): void => {
    for (let top = open.at(-1); top && top.endOffset <= offset; top = open.at(-1)) {
      add(at, top.endOffset, top.count);
      at = Math.max(at, top.endOffset);
      open.pop();
    }
  };
  for (const range of ranges) {
    closeUntil(range.startOffset);
    const outer = open.at(-1);
    if (outer) add(at, range.startOffset, outer.count);
    at = range.startOffset;
    open.push(range);
  }
  closeUntil(Number.POSITIVE_INFINITY);
  return places;
}

function isModule({ functionName, ranges }: Profiler.FunctionCoverage): boolean {
  return functionName === '' && ranges[0]?.startOffset === 0;
}
