import { provenances } from '../../core/facts/activity.ts';
import type {
  ActivityFact,
  DiagnosticFact,
  DocumentFact,
  Fact,
  PlanFact,
  PlanTaskFact,
  Place,
  RecordFact,
  RunFact,
  SpanFact,
} from '../../core/facts/facts.ts';
import { columnsOf } from '../../core/records/recordColumns.ts';
import type { Sealer } from '../../core/facts/sealer.ts';
import { codeOf, codeOrNull } from '../facts/codes.ts';
import { splitId } from '../facts/factId.ts';
import type { JournalCell } from './journalLine.ts';
import { encodeLine, endLine } from './journalLine.ts';
import type { ProcessMark } from '../disk/machine.ts';

/**
 * The lines of a journal, by their first cell. Names are written once (`N`) and then meant by their number, 0 for none; times are
 * milliseconds from the `base` of the header; an id of the journal's own writer is a number, another one a text.
 *
 * - `h`, version, writer, base, pid, machine, demo (0 or 1)
 * - `N`, number, tag (base64), sealed (base64)
 * - `s`, id, start, length, offset, kind, source, place, signals, saves, edits, scheme (a name), rule; none at the end are left out: a span, whole
 * - `x`, id, length, signals, saves, edits: a span that has grown
 * - `r`, id, start, length or null, offset, source, group, name, exit code or null, place: a run
 * - `d`, id, introduced, length or null, offset, severity, reporter, code, message, line, place: a diagnostic
 * - `t`, id, at, offset, state
 * - `o`, id, rev, at, deleted, collection, start, length, offset, body: a document
 * - `a`, id, rev, at, deleted, start, length, offset, kind, errors, title, notes, project: an activity
 * - `p`, id, rev, at, deleted, day, provider, capacity, body: a plan; the body is JSON, kept as a name
 * - `k`, id, rev, at, deleted, day, order, priority, minutes, done at or null, source, title, project, evidence: a task of a plan
 * - `e`, id, collection, time, count, writer (0 for the journal's own), fields, columns: a change of a record; the fields are JSON, kept as a name
 * - `c`: closed, nothing follows
 *
 * `place` is project, file, language, branch; `edits` is provenance, edits, added, removed, and so on; `columns` is name, value, and so on.
 */
export const journalVersion = 2;

/** A span is written in full after this many growths, so that a damaged line costs little. */
const growthsPerWhole = 30;
const spansRemembered = 50;

/** A span in the file. */
interface WrittenSpan {
  /** Its id as a cell, in JSON. */
  readonly id: string;
  readonly rule: SpanFact['rule'];
  /** The number of lines that it has grown by since it had its rule. */
  growths: number;
}

/** The contents of a journal's header. */
export interface JournalHeader extends ProcessMark {
  readonly writer: string;
  readonly base: number;
  readonly demo: boolean;
}

/** Turns facts into the lines of one journal file. */
export class JournalEncoder {
  readonly #header: JournalHeader;
  readonly #sealer: Sealer;
  readonly #names = new Map<string, number>();
  readonly #spans = new Map<string, WrittenSpan>();
  #nameCount = 0;
  #lines: string[] = [];

  constructor(header: JournalHeader, sealer: Sealer) {
    this.#header = header;
    this.#sealer = sealer;
  }

  /** The first line, twice, with an empty one between: without it no other one could be understood, whichever byte is damaged. */
  header(): string {
    const { writer, base, pid, machine, demo } = this.#header;
    const line = encodeLine(['h', journalVersion, writer, base, pid, machine, Number(demo)]);
    return `${line}\n${line}`;
  }

  closing(): string {
    return encodeLine(['c']);
  }

  /** The lines for some facts. Each name is in the first line that needs it only, so lines must be written in the order they were made. */
  encode(facts: Iterable<Fact>): string {
    this.#lines = [];
    for (const fact of facts) {
      const growth = fact.type === 'span' ? this.#growth(fact) : undefined;
      this.#lines.push(growth ?? encodeLine(this.#cellsOf(fact)));
    }
    return this.#lines.join('');
  }

  #cellsOf(fact: Fact): JournalCell[] {
    switch (fact.type) {
      case 'span':
        return this.#span(fact);
      case 'run':
        return this.#run(fact);
      case 'diagnostic':
        return this.#diagnostic(fact);
      case 'state':
        return ['t', this.#id(fact.id), this.#time(fact.at), fact.offset, codeOf('state', fact.state)];
      case 'activity':
        return this.#activity(fact);
      case 'plan':
        return this.#plan(fact);
      case 'planTask':
        return this.#planTask(fact);
      case 'document':
        return this.#document(fact);
      case 'record':
        return this.#record(fact);
    }
  }

  /** A line is written each second while someone works, so it is put together by hand; undefined if the span has to be written whole. */
  #growth(fact: SpanFact): string | undefined {
    const span = this.#spans.get(fact.id);
    // Lines of growth have no rule.
    if (span?.rule !== fact.rule || span === undefined || ++span.growths % growthsPerWhole === 0) return undefined;
    const edits = editCells(fact).join(',');
    return endLine(`["x",${span.id},${fact.end - fact.start},${fact.signals},${fact.saves},[${edits}]`);
  }

  #span(fact: SpanFact): JournalCell[] {
    const id = this.#id(fact.id);
    this.#noteWhole(fact, id);
    const where = [fact.offset, codeOf('kind', fact.kind), codeOf('source', fact.source), ...this.#place(fact)];
    const rule = codeOrNull('rule', fact.rule);
    const scheme = fact.scheme === undefined && rule === null ? [] : [this.#name(fact.scheme)];
    const time = [this.#time(fact.start), fact.end - fact.start];
    const counts = [fact.signals, fact.saves, editCells(fact)];
    return ['s', id, ...time, ...where, ...counts, ...scheme, ...(rule === null ? [] : [rule])];
  }

  /** The span is the last one to be forgotten. */
  #noteWhole({ id, rule }: SpanFact, cell: JournalCell): void {
    this.#spans.delete(id);
    this.#spans.set(id, { id: JSON.stringify(cell), rule, growths: 0 });
    const oldest = this.#spans.size > spansRemembered ? this.#spans.keys().next().value : undefined;
    if (oldest !== undefined) this.#spans.delete(oldest);
  }

  #run(fact: RunFact): JournalCell[] {
    const what = [codeOf('source', fact.source), codeOf('group', fact.group), this.#name(fact.name)];
    const time = [this.#time(fact.start), lengthOf(fact.start, fact.end), fact.offset];
    return ['r', this.#id(fact.id), ...time, ...what, fact.exitCode ?? null, ...this.#place(fact)];
  }

  #diagnostic(fact: DiagnosticFact): JournalCell[] {
    const names = [fact.reporter, fact.code, fact.message].map((text) => this.#name(text));
    const time = [this.#time(fact.introduced), lengthOf(fact.introduced, fact.fixed), fact.offset];
    return [
      'd',
      this.#id(fact.id),
      ...time,
      codeOf('severity', fact.severity),
      ...names,
      fact.line,
      ...this.#place(fact),
    ];
  }

  #activity(fact: ActivityFact): JournalCell[] {
    const time = [this.#time(fact.start), fact.end - fact.start, fact.offset];
    const names = [fact.title, fact.notes, fact.project].map((text) => this.#name(text));
    return ['a', ...this.#edited(fact), ...time, codeOf('kind', fact.kind), fact.errors, ...names];
  }

  #plan(fact: PlanFact): JournalCell[] {
    const { capacityEvidence, learning, reflection } = fact;
    const body = this.#name(JSON.stringify({ capacityEvidence, learning, reflection }));
    return ['p', ...this.#edited(fact), fact.day, codeOf('provider', fact.provider), fact.capacityMinutes, body];
  }

  #planTask(fact: PlanTaskFact): JournalCell[] {
    const numbers = [
      codeOf('priority', fact.priority),
      fact.minutes,
      fact.doneAt ?? null,
      codeOf('provider', fact.source),
    ];
    const evidence = fact.evidence.length > 0 ? JSON.stringify(fact.evidence) : undefined;
    const names = [fact.title, fact.project, evidence].map((text) => this.#name(text));
    return ['k', ...this.#edited(fact), fact.day, fact.order, ...numbers, ...names];
  }

  #document(fact: DocumentFact): JournalCell[] {
    const time = [this.#time(fact.start), fact.end - fact.start, fact.offset];
    return ['o', ...this.#edited(fact), fact.collection, ...time, this.#name(fact.body)];
  }

  #record({ id, collection, clock, fields }: RecordFact): JournalCell[] {
    const writer = clock.writer === this.#header.writer ? 0 : clock.writer;
    const columns = Object.entries(columnsOf(fields)).flat();
    return [
      'e',
      this.#id(id),
      collection,
      clock.time,
      clock.count,
      writer,
      this.#name(JSON.stringify(fields)),
      columns,
    ];
  }

  #edited(fact: ActivityFact | PlanFact | PlanTaskFact | DocumentFact): JournalCell[] {
    return [this.#id(fact.id), fact.rev, fact.at, Number(fact.deleted ?? false)];
  }

  #place(place: Place): JournalCell[] {
    return [place.project, place.file, place.language, place.branch].map((text) => this.#name(text));
  }

  #id(id: string): JournalCell {
    const { writer, n } = splitId(id);
    return writer === this.#header.writer ? n : id;
  }

  #time(at: number): number {
    return at - this.#header.base;
  }

  #name(text: string | undefined): number {
    if (text === undefined) return 0;
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    const number = ++this.#nameCount;
    const [tag, sealed] = [this.#sealer.tag(text), this.#sealer.seal(text)].map((bytes) =>
      Buffer.from(bytes).toString('base64'),
    );
    this.#lines.push(encodeLine(['N', number, tag ?? '', sealed ?? '']));
    this.#names.set(text, number);
    return number;
  }
}

function lengthOf(start: number, end: number | undefined): number | null {
  return end === undefined ? null : end - start;
}

function editCells(fact: SpanFact): JournalCell[] {
  return provenances.flatMap((provenance) => {
    const counts = fact.edits[provenance];
    return counts ? [codeOf('provenance', provenance), counts.edits, counts.added, counts.removed] : [];
  });
}
