import { activityCollection, activityOf } from '../core/facts/activities.ts';
import { correctionCollection, correctionOf, byCreation } from '../core/facts/corrections.ts';
import { recordOfOld, type OldFact } from '../core/facts/oldFacts.ts';
import {
  occurrenceCollection,
  plannedTaskFields,
  plannedTaskOf,
  planTaskCollection,
  taskCollection,
} from '../core/facts/plans.ts';
import { applyPatch, deletedField, type RecordFields, type RecordState } from '../core/records/recordState.ts';
import type { DiagnosticFact, Fact, RecordFact, RunFact, SpanFact, StateFact } from '../core/facts/facts.ts';
import { presentDay } from '../core/time/presentDay.ts';
import type { Score, Today } from '../core/views/views.ts';
import type { Context } from './context.ts';
import { measureDay, measureInSteps, type MeasuredDay } from './measure.ts';
import { noRows } from './noRows.ts';
import type { Rows } from './rows.ts';

/**
 * Today's facts, kept up to date: seeded with rows once, then updated with each recorded fact. Repeated facts and older versions change
 * nothing.
 */
export class LiveDay {
  readonly #spans = new Map<string, SpanFact>();
  readonly #runs = new Map<string, RunFact>();
  readonly #states = new Map<string, StateFact>();
  readonly #diagnostics = new Map<string, DiagnosticFact>();
  /** Activities, corrections, and planned tasks, by their collection and id. */
  readonly #records = new Map<string, RecordState>();
  readonly #collaboration: Rows['collaboration'];
  #measured: { readonly at: Context; readonly day: MeasuredDay } | undefined;

  constructor({
    spans,
    runs,
    states,
    diagnostics,
    activities,
    planTasks,
    corrections = [],
    collaboration,
  }: Rows = noRows) {
    this.#collaboration = collaboration;
    for (const row of [spans, runs, states, diagnostics].flat()) this.apply(row);
    for (const row of activities) this.#seed(activityCollection, row.id, fieldsOfRow(row));
    for (const row of corrections) this.#seed(correctionCollection, row.id, fieldsOfRow(row));
    for (const task of planTasks) this.#seed(planTaskCollection, task.id, plannedTaskFields(task));
  }

  apply(fact: Fact): void {
    this.#measured = undefined;
    switch (fact.type) {
      case 'span':
        return keep(this.#spans, fact, (known) => fact.end >= known.end && fact.signals >= known.signals);
      case 'run':
        return keep(this.#runs, fact, () => fact.end !== undefined);
      case 'diagnostic':
        return keep(this.#diagnostics, fact, () => fact.fixed !== undefined);
      case 'state':
        return keep(this.#states, fact, () => false);
      case 'activity':
      case 'plan':
      case 'planTask':
      case 'document':
      case 'record':
        return this.#patch(fact);
    }
  }

  /** A span as it is known here. */
  span(id: string): SpanFact | undefined {
    return this.#spans.get(id);
  }

  /** The number of facts, without records. */
  get size(): number {
    return this.#spans.size + this.#runs.size + this.#states.size + this.#diagnostics.size;
  }

  /** Measures what `today` and `score` will return for this context, in steps: without facts that come between them. */
  *prepare(context: Context): Generator<undefined, void> {
    const day = yield* measureInSteps(this.#rows(), presentDay(context), context);
    this.#measured = { at: context, day };
  }

  /** The day that holds `context.now`. */
  today(context: Context): Today {
    return this.#measure(context).today;
  }

  score(context: Context): Score {
    return this.#measure(context).score;
  }

  #measure(context: Context): MeasuredDay {
    if (this.#measured?.at !== context) {
      const day = presentDay(context);
      this.#measured = { at: context, day: measureDay(this.#rows(), day, context) };
    }
    return this.#measured.day;
  }

  /** Rows were read before any later fact, so the fact wins. */
  #seed(collection: string, id: string, fields: RecordFields): void {
    this.#patch({ type: 'record', id, collection, clock: { time: 0, count: 0, writer: 'row' }, fields });
  }

  #patch(fact: OldFact | RecordFact): void {
    const patch = fact.type === 'record' ? fact : recordOfOld(fact);
    if (!patch || !dayCollections.includes(patch.collection)) return;
    const key = `${patch.collection} ${patch.id}`;
    this.#records.set(key, applyPatch(this.#records.get(key), patch));
  }

  #rows(): Rows {
    const states = [...this.#records.values()];
    // Only later changes of a listed task are known here; its earlier state is in the planned task's row.
    const find = (collection: string, id: string): RecordState | undefined => {
      const state = this.#records.get(`${collection} ${id}`);
      return state?.fields.has('status') || state?.fields.has(deletedField) ? state : undefined;
    };
    const inCollection = (name: string) => states.filter(({ collection }) => collection === name);
    return {
      spans: [...this.#spans.values()],
      runs: [...this.#runs.values()],
      states: [...this.#states.values()],
      diagnostics: [...this.#diagnostics.values()],
      activities: inCollection(activityCollection).flatMap((state) => activityOf(state) ?? []),
      planTasks: inCollection(planTaskCollection).flatMap((state) => plannedTaskOf(state, find) ?? []),
      corrections: byCreation(inCollection(correctionCollection).flatMap((state) => correctionOf(state) ?? [])),
      ...(this.#collaboration && { collaboration: this.#collaboration }),
    };
  }
}

/** The collections that count in a day. */
export const dayCollections: readonly string[] = [
  activityCollection,
  correctionCollection,
  planTaskCollection,
  taskCollection,
  occurrenceCollection,
];

type RecordRow = Rows['activities'][number] | NonNullable<Rows['corrections']>[number];

function keep<T extends { readonly id: string }>(known: Map<string, T>, fact: T, isLater: (known: T) => boolean): void {
  const before = known.get(fact.id);
  if (!before || isLater(before)) known.set(fact.id, fact);
}

function fieldsOfRow({ offset: utcOffset, ...row }: RecordRow): RecordFields {
  return { ...row, utcOffset } as RecordFields;
}
