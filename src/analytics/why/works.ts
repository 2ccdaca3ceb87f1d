import type { ActivityKind, Source } from '../../core/facts/activity.ts';
import type { RunFact, SpanFact } from '../../core/facts/facts.ts';
import type { KindRuleId } from '../../core/rules/kindReasons.ts';
import type { ProjectMap } from '../corrections/projectMap.ts';
import type { Rows } from '../rows.ts';
import type { Basis, PageConnection, Segment } from '../segment.ts';

/** One stretch of the person's time of one kind in one place, and why it counts. */
export interface WhyWork {
  readonly type: 'work';
  readonly start: number;
  readonly end: number;
  readonly offset: number;
  readonly kind: ActivityKind;
  readonly source: Source;
  readonly project?: string;
  readonly file?: string;
  /** Set if it is not a plain file. */
  readonly scheme?: string;
  /** The time by basis: observed, filled gaps, waiting, logged; in ms. */
  readonly byBasis: Readonly<Partial<Record<Basis, number>>>;
  /** The rule that decided the kind: a built-in one, or `user <number>` or `correction <id>`. */
  readonly rule: KindRuleId | `user ${number}` | `correction ${string}` | 'logged' | 'machine' | 'tool';
  /** The rule of the map of projects that named the project, from 0. */
  readonly mapping?: number;
  /** Link between a page and the project. */
  readonly connection?: PageConnection;
  /** Set if its site or application alone makes it leisure. */
  readonly leisureBy?: 'site' | 'app';
  /** The number of spans, runs, or activities behind it, and of signs of the person in them. */
  readonly facts: number;
  readonly signals: number;
}

/** @param machine whether this is about machine time */
export function knownOf({ spans, runs }: Rows, map: ProjectMap, machine = false): RuleBasis {
  return {
    machine,
    map,
    spans: new Map(spans.map((span) => [span.id, span])),
    runs: new Map(runs.map((run) => [run.id, run])),
    commands: runs.flatMap(({ source, start }) => (source === 'terminal' ? [start] : [])),
  };
}

/** Data that rules are determined from. */
export interface RuleBasis {
  readonly machine: boolean;
  readonly map: ProjectMap;
  readonly spans: ReadonlyMap<string, SpanFact>;
  readonly runs: ReadonlyMap<string, RunFact>;
  /** Starts of commands in terminals. */
  readonly commands: readonly number[];
}

/** Adjoining segments of one doing as one stretch. */
export function worksOf(segments: readonly Segment[], known: RuleBasis): WhyWork[] {
  const groups: Segment[][] = [];
  let rule: WhyWork['rule'] | undefined;
  for (const segment of segments) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const own = ruleOf(segment, known);
    if (group && last?.end === segment.start && own === rule && isAlike(last, segment)) group.push(segment);
    else groups.push([segment]);
    rule = own;
  }
  return groups.map((group) => workOf(group, known));
}

function isAlike(a: Segment, b: Segment): boolean {
  const isPlace = a.project === b.project && a.file === b.file && a.scheme === b.scheme;
  return isPlace && a.connection === b.connection && a.kind === b.kind && a.source === b.source;
}

function workOf(segments: readonly Segment[], known: RuleBasis): WhyWork {
  const [first] = segments as [Segment];
  const { start, offset, kind, source, project, file, scheme, connection } = first;
  const byBasis: Partial<Record<Basis, number>> = {};
  for (const one of segments) byBasis[one.basis] = (byBasis[one.basis] ?? 0) + one.end - one.start;
  const ids = new Set(segments.map(({ factId }) => factId));
  const mapping = mappingOf(first, known);
  let signals = 0;
  for (const id of ids) signals += known.spans.get(id)?.signals ?? 0;
  return {
    type: 'work',
    start,
    end: (segments.at(-1) ?? first).end,
    offset,
    kind,
    source,
    byBasis,
    signals,
    ...(project !== undefined && { project }),
    ...(file !== undefined && { file }),
    ...(scheme !== undefined && { scheme }),
    ...(connection && { connection }),
    rule: ruleOf(first, known),
    ...(mapping !== undefined && { mapping }),
    facts: ids.size,
  };
}

/** Corrections and the person's own rules have the last word; otherwise the map may have named the project. */
function mappingOf({ factId, project, ruledBy }: Segment, { spans, runs, map }: RuleBasis): number | undefined {
  if (ruledBy !== undefined) return undefined;
  const mapped = map((spans.get(factId) ?? runs.get(factId))?.project);
  return mapped?.project === project ? mapped?.rule : undefined;
}

/**
 * Returns the rule that decided a segment's kind: a correction or a user's rule, which are applied when reading, otherwise the one that the
 * span stores. Earlier versions stored none; for theirs, the kind and the counts tell which built-in rule it was.
 */
function ruleOf(segment: Segment, known: RuleBasis): WhyWork['rule'] {
  const { ruledBy, kind, basis } = segment;
  if (known.machine) return known.runs.has(segment.factId) ? 'machine' : 'tool';
  if (ruledBy !== undefined) return ruledBy as WhyWork['rule'];
  if (basis === 'manual') return 'logged';
  const span = known.spans.get(segment.factId);
  if (span?.rule !== undefined) return span.rule;
  if (segment.source === 'hub') return 'reported';
  if (kind === 'debugging') return 'debug-session';
  if (kind === 'testing') return 'test-run';
  if (kind === 'building') return 'build-run';
  if (kind === 'terminal') return isOfCommand(segment, known) ? 'terminal-run' : 'terminal-use';
  if (kind === 'reviewing') return 'review-document';
  if (kind === 'planning') return 'plan-file';
  if (kind === 'reading') return readingRuleOf(segment);
  if (kind === 'other') return otherRuleOf(segment);
  return isEdited(span) ? 'edit' : 'soon-after-edit';
}

function readingRuleOf({ file, language }: Segment): WhyWork['rule'] {
  if (language === searchLanguage) return 'search-results';
  return file === undefined && language === undefined ? 'output' : 'look';
}

/** VS Code's language of a search editor. */
const searchLanguage = 'search-result';

function otherRuleOf({ source, file }: Segment): WhyWork['rule'] {
  if (source === 'task') return 'other-run';
  return file === undefined ? 'elsewhere' : 'settings';
}

function isOfCommand({ basis, start, end }: Segment, { commands }: RuleBasis): boolean {
  return basis === 'waiting' || commands.some((at) => at >= start && at <= end);
}

function isEdited(span: SpanFact | undefined): boolean {
  return span === undefined || Object.keys(span.edits).length > 0;
}
