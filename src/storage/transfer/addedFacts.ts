import type { Fact } from '../../core/facts/facts.ts';
import { joinId, splitId } from '../facts/factId.ts';

/** A fact that an import added: its type, id, and the time in its key. Of a change of a record, the id is an `AddedPatch`. */
export type AddedFact = readonly [type: Fact['type'], id: string, at: number];

/**
 * Facts that an import added, so that a million of them need little room: by type and writer, time and number in turn; of facts that a
 * person can edit, by type, their ids.
 */
export type AddedFacts = Readonly<Record<string, (number | string)[]>>;

const edited: ReadonlySet<Fact['type']> = new Set(['activity', 'plan', 'planTask', 'document', 'record']);

/** Returns true if a person can edit facts of a type: then their id alone identifies them, and they have revisions. */
export function isEdited(type: Fact['type']): boolean {
  return edited.has(type);
}

/** The table of each type of fact. */
export const tableOf = {
  span: 'span',
  run: 'run',
  diagnostic: 'diagnostic',
  state: 'state',
  activity: 'activity',
  plan: 'plan',
  planTask: 'plan_task',
  document: 'document',
} as const satisfies Record<Exclude<Fact['type'], 'record'>, string>;

/** Gathers facts. */
export class AddedList {
  readonly #lists = new Map<string, (number | string)[]>();
  size = 0;

  add([type, id, at]: AddedFact): void {
    this.size++;
    const { writer, n } = splitId(id);
    const key = edited.has(type) ? type : `${type} ${writer}`;
    const list = this.#lists.get(key) ?? [];
    if (list.length === 0) this.#lists.set(key, list);
    if (edited.has(type)) list.push(id);
    else list.push(at, n);
  }

  /** For serialization as JSON. */
  all(): AddedFacts {
    return Object.fromEntries(this.#lists);
  }
}

export function* eachAdded(facts: AddedFacts): Iterable<AddedFact> {
  for (const [key, list] of Object.entries(facts)) {
    const space = key.indexOf(' ');
    const type = (space < 0 ? key : key.slice(0, space)) as Fact['type'];
    if (space < 0) for (const id of list) yield [type, String(id), 0];
    else
      for (let i = 0; i < list.length; i += 2)
        yield [type, joinId(key.slice(space + 1), Number(list[i + 1])), Number(list[i])];
  }
}
