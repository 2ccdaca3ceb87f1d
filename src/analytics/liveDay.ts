import { activityCollection, activityOf } from '../core/facts/activities.ts';
import { correctionCollection, correctionOf, inOrderMade } from '../core/facts/corrections.ts';
import { recordOfOld } from '../core/facts/oldFacts.ts';
import { applyPatch, type RecordFields, type RecordState } from '../core/records/recordState.ts';
import type {
  ActivityFact,
  DiagnosticFact,
  Editable,
  DocumentFact,
  Fact,
  PlanTaskFact,
  RecordFact,
  RunFact,
  SpanFact,
  StateFact,
} from '../core/facts/facts.ts';
import { presentDay } from '../core/time/presentDay.ts';
import type { Score, Today } from '../core/views/views.ts';
import type { Context } from './context.ts';
import { measureDay } from './measure.ts';
import type { MeasuredDay } from './measure.ts';
import { noRows } from './noRows.ts';
import type { Rows } from './rows.ts';

/**
 * Today kept up from the facts themselves: seeded once with rows, then told of each fact as it is recorded. A fact told twice
 * changes nothing, and an older version of one changes nothing.
 */
export class LiveDay {
  readonly #spans = new Map<string, SpanFact>();
  readonly #runs = new Map<string, RunFact>();
  readonly #states = new Map<string, StateFact>();
  readonly #diagnostics = new Map<string, DiagnosticFact>();
  /** Activities and corrections, by their collection and id. */
  readonly #records = new Map<string, RecordState>();
  readonly #planTasks = new Map<string, PlanTaskFact>();
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
    for (const row of [spans, runs, states, diagnostics, planTasks].flat()) this.apply(row);
    for (const row of activities) this.#seed(activityCollection, row);
    for (const row of corrections) this.#seed(correctionCollection, row);
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
      case 'planTask':
        return keep(this.#planTasks, fact, (known) => isNewer(fact, known));
      case 'activity':
      case 'document':
      case 'record':
        return this.#patch(fact);
      case 'plan':
    }
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

  /** A row was read before any fact that comes later, so whatever a fact says of it wins. */
  #seed(collection: string, { offset: utcOffset, ...row }: RecordRow): void {
    const fields = { ...row, utcOffset } as RecordFields;
    const clock = { time: 0, count: 0, writer: 'row' };
    this.#patch({ type: 'record', id: row.id, collection, clock, fields });
  }

  #patch(fact: ActivityFact | DocumentFact | RecordFact): void {
    const patch = fact.type === 'record' ? fact : recordOfOld(fact);
    if (patch?.collection !== activityCollection && patch?.collection !== correctionCollection) return;
    const key = `${patch.collection} ${patch.id}`;
    this.#records.set(key, applyPatch(this.#records.get(key), patch));
  }

  #rows(): Rows {
    const states = [...this.#records.values()];
    const inCollection = (name: string) => states.filter(({ collection }) => collection === name);
    return {
      spans: [...this.#spans.values()],
      runs: [...this.#runs.values()],
      states: [...this.#states.values()],
      diagnostics: [...this.#diagnostics.values()],
      activities: inCollection(activityCollection).flatMap((state) => activityOf(state) ?? []),
      planTasks: [...this.#planTasks.values()].filter(({ deleted }) => !deleted),
      corrections: inOrderMade(inCollection(correctionCollection).flatMap((state) => correctionOf(state) ?? [])),
      ...(this.#collaboration && { collaboration: this.#collaboration }),
    };
  }
}

type RecordRow = Rows['activities'][number] | NonNullable<Rows['corrections']>[number];

function keep<T extends { readonly id: string }>(known: Map<string, T>, fact: T, isLater: (known: T) => boolean): void {
  const before = known.get(fact.id);
  if (!before || isLater(before)) known.set(fact.id, fact);
}

function isNewer(fact: Editable, known: Editable): boolean {
  return fact.rev > known.rev || (fact.rev === known.rev && fact.at > known.at);
}
