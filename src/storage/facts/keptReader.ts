import type { Activity } from '../../core/facts/activities.ts';
import type { Correction } from '../../core/facts/corrections.ts';
import type { Collection, DiagnosticFact, DocumentFact, RunFact, StateFact } from '../../core/facts/facts.ts';
import type { DayPlan, PlannedTask } from '../../core/facts/plans.ts';
import type { Sealer } from '../../core/facts/sealer.ts';
import { isWithin, type Day, type TimeRange } from '../../core/time/days.ts';
import type { Database } from '../sqlite/database.ts';
import { FactReader } from './factReader.ts';
import { KeptAnswers } from './keptAnswers.ts';
import { openDiagnosticMs, openRunMs } from './openEnds.ts';

/** Tables with records, also those of earlier versions. */
const records = ['record', 'record_patch', 'document', 'activity', 'plan', 'plan_task'];

/**
 * Answers like its base, and keeps what the dashboard asks for again and again. While it is shown and someone works, spans grow, and
 * hardly anything else changes. The base keeps spans, hour by hour, and names, which never change.
 */
export class KeptReader extends FactReader {
  readonly #runs: KeptAnswers;
  readonly #states: KeptAnswers;
  readonly #diagnostics: KeptAnswers;
  readonly #records: KeptAnswers;

  constructor(database: Database, sealer: Sealer) {
    super(database, sealer);
    const kept = (...tables: string[]) => new KeptAnswers(() => database.versionOf(tables));
    this.#runs = kept('run');
    this.#states = kept('state');
    this.#diagnostics = kept('diagnostic');
    this.#records = kept(...records);
  }

  override runs(range: TimeRange): RunFact[] {
    const isIn = ({ start, end }: RunFact, at: TimeRange): boolean => isOpenIn(at, { start, end, openMs: openRunMs });
    return this.#runs.within('runs', range, { read: (whole) => super.runs(whole), isIn });
  }

  override states(range: TimeRange): StateFact[] {
    const isIn = (fact: StateFact, at: TimeRange): boolean => isWithin(at, fact.at);
    return this.#states.within('states', range, { read: (whole) => super.states(whole), isIn });
  }

  override diagnostics(range: TimeRange): DiagnosticFact[] {
    const isIn = ({ introduced, fixed }: DiagnosticFact, at: TimeRange): boolean =>
      isOpenIn(at, { start: introduced, end: fixed, openMs: openDiagnosticMs });
    return this.#diagnostics.within('diagnostics', range, { read: (whole) => super.diagnostics(whole), isIn });
  }

  override activities(range: TimeRange): Activity[] {
    return this.#records.within('activities', range, { read: (whole) => super.activities(whole), isIn: overlaps });
  }

  override corrections(range: TimeRange): Correction[] {
    return this.#records.within('corrections', range, { read: (whole) => super.corrections(whole), isIn: overlaps });
  }

  /** Reading them takes 15 ms for 10,000 records. */
  override recordMarks(collection: string): ReadonlyMap<string, string> {
    return this.#records.answer(`marks ${collection}`, () => super.recordMarks(collection));
  }

  override plan(day: Day): DayPlan | undefined {
    return this.#records.answer(`plan ${day}`, () => super.plan(day));
  }

  override planTasks(from: Day, to: Day): PlannedTask[] {
    return [...this.#records.answer(`planTasks ${from} ${to}`, () => super.planTasks(from, to))];
  }

  override documents(collection: Collection, range: TimeRange, prefixes: readonly string[] = []): DocumentFact[] {
    const isIn = ({ start }: DocumentFact, at: TimeRange): boolean => isWithin(at, start);
    const read = (whole: TimeRange): DocumentFact[] => super.documents(collection, whole, prefixes);
    return this.#records.within(JSON.stringify(['documents', collection, prefixes]), range, { read, isIn });
  }
}

interface Lifetime {
  readonly start: number;
  /** Undefined if no end was seen: then it counts as open for `openMs`. */
  readonly end: number | undefined;
  readonly openMs: number;
}

function isOpenIn({ from, to }: TimeRange, { start, end, openMs }: Lifetime): boolean {
  if (start >= to) return false;
  return start >= from || (end === undefined ? start >= from - openMs : end > from);
}

function overlaps({ start, end }: { readonly start: number; readonly end: number }, { from, to }: TimeRange): boolean {
  return start < to && (start >= from || end > from);
}
