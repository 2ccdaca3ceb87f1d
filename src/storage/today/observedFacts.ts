import type { DiagnosticFact, Place, RunFact, SpanFact, StateFact } from '../../core/facts/facts.ts';
import { lockedName } from '../../core/facts/lockedName.ts';
import { wordOf, wordsOf } from '../facts/codes.ts';
import { mergeCounts, toEdits } from '../facts/editCounts.ts';
import type {
  DiagnosticLine,
  GrowthLine,
  PlaceNumbers,
  RunLine,
  SpanLine,
  StateLine,
} from '../journal/journalDecoder.ts';

/** A fact that a window observed by itself. */
export type ObservedFact = SpanFact | RunFact | DiagnosticFact | StateFact;

/** A span that grew, of which its line doesn't tell the rest. */
export interface SpanGrowth extends Pick<SpanFact, 'id' | 'start' | 'end' | 'signals' | 'saves' | 'edits'> {
  readonly type: 'growth';
}

/** Finds a name by its number; undefined if its line was damaged. */
export type OpenName = (number: number) => string | undefined;

/** Makes the fact of a line, as the store would after it took the line in. Throws a `RangeError` for a word of a newer version. */
export function observedFact(
  line: SpanLine | RunLine | DiagnosticLine | StateLine | (GrowthLine & { readonly start: number }),
  nameOf: OpenName,
): ObservedFact | SpanGrowth {
  switch (line.type) {
    case 'span':
      return spanFact(line, nameOf);
    case 'growth':
      return { ...grownTo(line, line.start), type: 'growth', id: line.id };
    case 'run':
      return runFact(line, nameOf);
    case 'diagnostic':
      return diagnosticFact(line, nameOf);
    case 'state':
      return { type: 'state', id: line.id, at: line.at, offset: line.offset, state: wordOf('state', line.state) };
  }
}

/** Merges what two lines tell of a span: the larger of each figure, and the rule that is checked first. */
export function mergedSpan(known: SpanFact, line: SpanFact | SpanGrowth): SpanFact {
  const rules = wordsOf('rule');
  const rule = [known.rule, line.type === 'span' ? line.rule : undefined]
    .filter((one) => one !== undefined)
    .sort((a, b) => rules.indexOf(a) - rules.indexOf(b))[0];
  return {
    ...known,
    end: Math.max(known.end, line.end),
    signals: Math.max(known.signals, line.signals),
    saves: Math.max(known.saves, line.saves),
    edits: toEdits(mergeCounts(cellsOf(known), cellsOf(line))),
    ...(rule !== undefined && { rule }),
  };
}

/** Returns true if nothing of a span's earlier growth is left to merge after a later one, as with nearly all: each has the whole counts. */
export function isContained(earlier: SpanGrowth, later: SpanGrowth): boolean {
  if (earlier.id !== later.id || earlier.end > later.end) return false;
  if (earlier.signals > later.signals || earlier.saves > later.saves) return false;
  for (const [provenance, counts] of Object.entries(earlier.edits)) {
    const more = later.edits[provenance as keyof SpanFact['edits']];
    if (!more || counts.edits > more.edits || counts.added > more.added || counts.removed > more.removed) return false;
  }
  return true;
}

function cellsOf({ edits }: Pick<SpanFact, 'edits'>): number[] {
  return wordsOf('provenance').flatMap((word, code) => {
    const counts = edits[word];
    return counts ? [code, counts.edits, counts.added, counts.removed] : [];
  });
}

function spanFact(line: SpanLine, nameOf: OpenName): SpanFact {
  const rule = line.rule === null ? undefined : wordsOf('rule')[line.rule];
  return {
    type: 'span',
    id: line.id,
    ...grownTo(line, line.start),
    offset: line.offset,
    kind: wordOf('kind', line.kind),
    source: wordOf('source', line.source),
    ...placeOf(line.place, nameOf),
    ...(rule !== undefined && { rule }),
  };
}

function grownTo(line: Omit<GrowthLine, 'type' | 'id'>, start: number) {
  const { length, signals, saves, edits } = line;
  return { start, end: start + length, signals, saves, edits: toEdits(edits) };
}

function runFact(line: RunLine, nameOf: OpenName): RunFact {
  return {
    type: 'run',
    id: line.id,
    start: line.start,
    ...(line.length !== null && { end: line.start + line.length }),
    offset: line.offset,
    source: wordOf('source', line.source),
    group: wordOf('group', line.group),
    name: requiredName(line.name, nameOf),
    ...(line.exitCode !== null && { exitCode: line.exitCode }),
    ...placeOf(line.place, nameOf),
  };
}

function diagnosticFact(line: DiagnosticLine, nameOf: OpenName): DiagnosticFact {
  return {
    type: 'diagnostic',
    id: line.id,
    introduced: line.start,
    ...(line.length !== null && { fixed: line.start + line.length }),
    offset: line.offset,
    severity: wordOf('severity', line.severity),
    ...named('reporter', line.reporter, nameOf),
    ...named('code', line.code, nameOf),
    message: requiredName(line.message, nameOf),
    line: line.line,
    ...placeOf(line.place, nameOf),
  };
}

function placeOf(numbers: PlaceNumbers, nameOf: OpenName): Place & Pick<SpanFact, 'scheme'> {
  const [project, file, language, branch, scheme] = numbers;
  return {
    ...named('project', project, nameOf),
    ...named('file', file, nameOf),
    ...named('language', language, nameOf),
    ...named('branch', branch, nameOf),
    ...named('scheme', scheme, nameOf),
  };
}

function named<K extends string>(key: K, number: number, nameOf: OpenName): Partial<Record<K, string>> {
  const name = number > 0 ? nameOf(number) : undefined;
  return (name === undefined ? {} : { [key]: name }) as Partial<Record<K, string>>;
}

function requiredName(number: number, nameOf: OpenName): string {
  return (number > 0 ? nameOf(number) : undefined) ?? lockedName('?');
}
