import type {
  ActivityFact,
  DiagnosticFact,
  DocumentFact,
  Editable,
  Fact,
  PlanTaskFact,
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
  readonly #activities = new Map<string, ActivityFact>();
  readonly #planTasks = new Map<string, PlanTaskFact>();
  readonly #corrections = new Map<string, DocumentFact>();
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
    for (const row of [spans, runs, states, diagnostics, activities, planTasks, corrections].flat()) this.apply(row);
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
        return keep(this.#activities, fact, (known) => isNewer(fact, known));
      case 'planTask':
        return keep(this.#planTasks, fact, (known) => isNewer(fact, known));
      case 'document':
        if (fact.collection === 'corrections') keep(this.#corrections, fact, (known) => isNewer(fact, known));
        return;
      case 'plan':
      case 'record':
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

  #rows(): Rows {
    return {
      spans: [...this.#spans.values()],
      runs: [...this.#runs.values()],
      states: [...this.#states.values()],
      diagnostics: [...this.#diagnostics.values()],
      activities: [...this.#activities.values()].filter(({ deleted }) => !deleted),
      planTasks: [...this.#planTasks.values()].filter(({ deleted }) => !deleted),
      corrections: [...this.#corrections.values()],
      ...(this.#collaboration && { collaboration: this.#collaboration }),
    };
  }
}

function keep<T extends { readonly id: string }>(known: Map<string, T>, fact: T, isLater: (known: T) => boolean): void {
  const before = known.get(fact.id);
  if (!before || isLater(before)) known.set(fact.id, fact);
}

function isNewer(fact: Editable, known: Editable): boolean {
  return fact.rev > known.rev || (fact.rev === known.rev && fact.at > known.at);
}
