import type { Problem } from '../core/facts/signal.ts';

/** Something at a line. */
interface OnLine {
  readonly line: number;
}

/**
 * Matches known problems with the ones reported now. Two are the same if reporter, code, and message are equal. Among several equal ones,
 * those on the same line are matched first, then the rest in order, each with the nearest one. Distance is unlimited, since reports lag
 * behind while someone types.
 * @returns for each of `now`, the index of its match in `known`, or -1 for a new one
 */
export function matchProblems(known: readonly Problem[], now: readonly Problem[]): Int32Array {
  const matched = new Int32Array(now.length).fill(-1);
  const groups = groupByText(known);
  for (const [text, indices] of groupByText(now)) {
    const candidates = groups.get(text);
    if (candidates) matchAlike({ known, now, matched }, candidates, indices);
  }
  return matched;
}

interface MatchState {
  readonly known: readonly OnLine[];
  readonly now: readonly OnLine[];
  readonly matched: Int32Array;
}

function groupByText(problems: readonly Problem[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const [index, { reporter, code, message }] of problems.entries()) {
    const text = `${reporter ?? ''}\n${code ?? ''}\n${message}`;
    const group = groups.get(text);
    if (group) group.push(index);
    else groups.set(text, [index]);
  }
  return groups;
}

function matchAlike(matching: MatchState, candidates: readonly number[], indices: readonly number[]): void {
  const { known, now } = matching;
  const olds = byLine(known, candidates);
  const news = byLine(now, indices);
  const [restOfOlds, restOfNews] = matchSameLine(matching, olds, news);
  if (restOfNews.length <= restOfOlds.length) matchNearest(matching, restOfOlds, restOfNews, false);
  else matchNearest(matching, restOfNews, restOfOlds, true);
}

function byLine(problems: readonly OnLine[], indices: readonly number[]): number[] {
  return indices.toSorted((a, b) => lineOf(problems, a) - lineOf(problems, b));
}

/** Matches items on the same line; returns the rest of both, in order. */
function matchSameLine({ known, now, matched }: MatchState, olds: number[], news: number[]): [number[], number[]] {
  const restOfOlds: number[] = [];
  const restOfNews: number[] = [];
  let next = 0;
  for (const index of news) {
    const line = lineOf(now, index);
    while (next < olds.length && lineOf(known, olds[next]) < line) restOfOlds.push(olds[next++] as number);
    if (next < olds.length && lineOf(known, olds[next]) === line) matched[index] = olds[next++] as number;
    else restOfNews.push(index);
  }
  return [restOfOlds.concat(olds.slice(next)), restOfNews];
}

/** Gives each of `fewer` the nearest of `more`, keeping the order of both. `flipped`: `fewer` are the known ones. */
// oxlint-disable-next-line max-params -- the two sides change places
function matchNearest({ known, now, matched }: MatchState, more: number[], fewer: number[], flipped: boolean): void {
  let next = 0;
  for (const [position, index] of fewer.entries()) {
    const line = lineOf(flipped ? known : now, index);
    const lines = flipped ? now : known;
    // The ones after this one need one each.
    const last = more.length - (fewer.length - position);
    while (next < last && distance(lines, more[next + 1], line) <= distance(lines, more[next], line)) next++;
    const partner = more[next++] as number;
    if (flipped) matched[partner] = index;
    else matched[index] = partner;
  }
}

function distance(problems: readonly OnLine[], index: number | undefined, line: number): number {
  return Math.abs(lineOf(problems, index) - line);
}

function lineOf(problems: readonly OnLine[], index: number | undefined): number {
  return index === undefined ? Number.POSITIVE_INFINITY : (problems[index]?.line ?? 0);
}
