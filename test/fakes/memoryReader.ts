import type { DayBasis, DayCache } from '../../src/core/time/dayCache.ts';
import { dayOf, daysBetween, type Day, type TimeRange } from '../../src/core/time/days.ts';
import type { Collection, Fact, FactType, RecordFact } from '../../src/core/facts/facts.ts';
import { activityCollection, activityOf } from '../../src/core/facts/activities.ts';
import { correctionCollection, correctionOf, byCreation } from '../../src/core/facts/corrections.ts';
import {
  civilDay,
  dayPlanOf,
  inPlanOrder,
  planCollection,
  plannedTaskOf,
  planTaskCollection,
} from '../../src/core/facts/plans.ts';
import { recordOfOld } from '../../src/core/facts/oldFacts.ts';
import { columnsOf } from '../../src/core/records/recordColumns.ts';
import { applyPatch, fieldValues, isDeleted, patchesOf, type RecordState } from '../../src/core/records/recordState.ts';
import type { ActivityReader, RecordQuery } from '../../src/core/facts/reader.ts';

type Of<T extends FactType> = Extract<Fact, { type: T }>;

/** Recorded facts in memory: the last version of each. */
export class MemoryReader implements ActivityReader {
  readonly #facts = new Map<string, Fact>();
  readonly #records = new Map<string, RecordState>();
  /** Times a range was read. */
  reads = 0;

  constructor(facts: readonly Fact[] = []) {
    this.add(...facts);
  }

  /** The cache of finished days; valid for any basis, cleared with each fact. */
  readonly kept = new Map<string, { readonly mark: number; readonly text: () => string }>();

  dayCache({ of, settings }: DayBasis): DayCache {
    const keyOf = (day: Day) => `${of} ${settings} ${day}`;
    return {
      read: (from, to) =>
        new Map(
          daysBetween(from, to).flatMap((day) => {
            const kept = this.kept.get(keyOf(day));
            return kept ? [[day, kept] as const] : [];
          }),
        ),
      keep: (texts) =>
        new Map(
          Array.from(texts, ([day, text]) => {
            const mark = this.kept.size;
            this.kept.set(keyOf(day), { mark, text: () => text });
            return [day, mark] as const;
          }),
        ),
    };
  }

  add(...facts: readonly Fact[]): void {
    this.kept.clear();
    for (const fact of facts) {
      const patch = fact.type === 'record' ? fact : recordOfOld(fact);
      if (patch) {
        const key = `${patch.collection} ${patch.id}`;
        this.#records.set(key, applyPatch(this.#records.get(key), patch));
      } else this.#facts.set(`${fact.type} ${fact.id}`, fact);
    }
  }

  spans(range: TimeRange) {
    this.reads++;
    return this.#overlapping('span', range, ({ start, end }) => [start, end]);
  }

  runs(range: TimeRange) {
    return this.#overlapping('run', range, ({ start, end = start }) => [start, end]);
  }

  states(range: TimeRange) {
    return this.#overlapping('state', range, ({ at }) => [at, at]);
  }

  diagnostics(range: TimeRange) {
    return this.#overlapping('diagnostic', range, ({ introduced, fixed = Infinity }) => [introduced, fixed]);
  }

  activities(range: TimeRange) {
    return this.records(activityCollection, range).states.flatMap((state) => activityOf(state) ?? []);
  }

  plan(day: Day) {
    return this.#on(planCollection, day, day)
      .flatMap((state) => dayPlanOf(state) ?? [])
      .at(-1);
  }

  planTask(id: string) {
    const state = this.record(planTaskCollection, id);
    return state && this.#planned(state);
  }

  planTasks(from: Day, to: Day) {
    return inPlanOrder(this.#on(planTaskCollection, from, to).flatMap((state) => this.#planned(state) ?? []));
  }

  #planned(state: RecordState) {
    return plannedTaskOf(state, (collection, id) => this.record(collection, id));
  }

  #on(collection: string, from: Day, to: Day): RecordState[] {
    return this.records(collection, { from: civilDay(from).start, to: civilDay(to).end }).states;
  }

  documents(collection: Collection, { from, to }: TimeRange, prefixes: readonly string[] = ['']) {
    const isWanted = ({ id }: { id: string }) => prefixes.some((prefix) => id.startsWith(prefix));
    const found = this.#all('document').filter((fact) => fact.collection === collection && isWanted(fact));
    return found.filter(({ start }) => start >= from && start < to).sort((a, b) => a.start - b.start);
  }

  corrections(range: TimeRange) {
    return byCreation(this.records(correctionCollection, range).states.flatMap((state) => correctionOf(state) ?? []));
  }

  document(id: string) {
    return this.#all('document').find((fact) => fact.id === id);
  }

  record(collection: string, id: string): RecordState | undefined {
    return this.#records.get(`${collection} ${id}`);
  }

  /** All on one page. */
  records(collection: string, { ids, status, by = 'start', from, to, descending }: RecordQuery) {
    const columnsFor = (state: RecordState) => columnsOf(fieldValues(state));
    const at = (state: RecordState, column: typeof by | 'end') => Number(columnsFor(state)[column] ?? Number.NaN);
    const isWanted = (state: RecordState): boolean =>
      (!ids || ids.includes(state.id)) &&
      (status === undefined || [status].flat().includes(String(columnsFor(state).status))) &&
      (to === undefined || at(state, by) < to) &&
      (from === undefined || at(state, by) >= from || (by === 'start' && at(state, 'end') > from));
    const order = (state: RecordState): number => (columnsFor(state)[by] === undefined ? -Infinity : at(state, by));
    const states = [...this.#records.values()]
      .filter((state) => state.collection === collection && !isDeleted(state) && isWanted(state))
      .sort((a, b) => (order(a) === order(b) ? (a.id < b.id ? -1 : 1) : order(a) - order(b)));
    return { states: descending ? states.reverse() : states };
  }

  recordMarks(collection: string): ReadonlyMap<string, string> {
    const states = [...this.#records.values()].filter((state) => state.collection === collection && !isDeleted(state));
    return new Map(states.map((state) => [state.id, JSON.stringify(patchesOf(state))]));
  }

  recordFacts(): RecordFact[] {
    return [...this.#records.values()].flatMap(patchesOf).map((patch) => ({ type: 'record', ...patch }));
  }

  recordStarts(): number[] {
    return this.recordFacts().map(({ clock }) => clock.time);
  }

  firstInstant(from = 0): number | undefined {
    const facts = [...this.#facts.values()].flatMap((fact) => ('start' in fact ? [fact.start] : []));
    const always = { from: 0, to: Infinity };
    const starts = [...facts, ...[...this.activities(always), ...this.corrections(always)].map(({ start }) => start)];
    const found = starts.filter((start) => start >= from);
    return found.length > 0 ? Math.min(...found) : undefined;
  }

  isDemo(): boolean {
    return false;
  }

  /** Days with a span, by the offset of each. */
  days(): Day[] {
    return [...new Set(this.#all('span').map(({ start, offset }) => dayOf(start, offset)))].sort();
  }

  #all<T extends FactType>(type: T): Of<T>[] {
    const facts = [...this.#facts.values()].filter((fact) => fact.type === type) as Of<T>[];
    return facts.filter((fact) => !('deleted' in fact && fact.deleted));
  }

  #overlapping<T extends FactType>(
    type: T,
    { from, to }: TimeRange,
    timeOf: (fact: Of<T>) => [number, number],
  ): Of<T>[] {
    const inRange = (fact: Of<T>) => timeOf(fact)[0] < to && timeOf(fact)[1] >= from;
    return this.#all(type)
      .filter(inRange)
      .sort((a, b) => timeOf(a)[0] - timeOf(b)[0]);
  }
}
