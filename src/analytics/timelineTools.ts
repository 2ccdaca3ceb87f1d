import { compareText } from '../core/base/compareText.ts';
import { minuteMs } from '../core/time/days.ts';
import type { SpanFact } from '../core/facts/facts.ts';
import { candidateOfSpan } from './segment.ts';
import type { Candidate } from './segment.ts';

/** Changes by a tool that are at most this far apart (ms) are one piece of its work: an agent thinks and runs commands between them. */
export const toolPauseMs = minuteMs;

/**
 * The work of tools that change files one after another, such as agents: from the first change to the last. One change alone, such as
 * a checkout or a replacement in files, takes no time.
 * @param spans those with no sign of a person are looked at
 */
export function toolWorkOf(spans: readonly SpanFact[]): Candidate[] {
  const changes = new Map<string | undefined, SpanFact[]>();
  for (const span of spans) {
    if (span.signals > 0) continue;
    const known = changes.get(span.project);
    if (known) known.push(span);
    else changes.set(span.project, [span]);
  }
  return Array.from(changes.values(), piecesOf).flat();
}

function piecesOf(changes: readonly SpanFact[]): Candidate[] {
  const pieces: { first: SpanFact; end: number }[] = [];
  for (const change of changes.toSorted((a, b) => a.start - b.start || compareText(a.id, b.id))) {
    const before = pieces.at(-1);
    if (before && change.start - before.end <= toolPauseMs) before.end = Math.max(before.end, change.end);
    else pieces.push({ first: change, end: change.end });
  }
  return pieces
    .filter(({ first, end }) => end > first.start)
    .map(({ first, end }) => ({ ...candidateOfSpan(first), end, rank: 1 }));
}
