import type { Disposable } from '../../core/base/event.ts';

/** Store for the state of the view while the page is hidden or reloaded. */
export interface Keeper {
  read(): unknown;
  write(state: unknown): void;
}

type Values = Record<string, unknown>;

/** Typed text that was not sent yet: kept in the host's memory, never on the disk. */
const draftPrefix = 'draft.';
/** Drafts of earlier versions, which kept them on the disk. */
const formerDrafts = /^(?:log$|task\.|answer\.)/;

/**
 * The user's changes to the view (open sections, scroll, drafts), never dashboard data: values by key, written through to the keeper, or,
 * if the key begins with `draft.`, to the host. An undefined value is removed.
 */
export class ViewState {
  readonly #keeper: Keeper;
  readonly #keep: (drafts: Values) => void;
  #values: Values;
  readonly #listeners = new Map<string, Set<() => void>>();

  /** @param keep has the host keep all drafts */
  constructor(keeper: Keeper, keep: (drafts: Values) => void = () => {}) {
    this.#keeper = keeper;
    this.#keep = keep;
    const kept = keeper.read();
    const all = Object.entries(typeof kept === 'object' && kept !== null ? kept : {});
    const values = all.filter(([key]) => !formerDrafts.test(key));
    this.#values = Object.fromEntries(values);
    if (values.length < all.length) keeper.write({ ...this.#values });
  }

  /** The drafts that the host has kept; text typed since is newer. */
  restore(drafts: Readonly<Values>): void {
    this.#values = { ...drafts, ...this.#values };
  }

  /** The value kept, when it is of the type of `initial`, or else `initial`. */
  get<T>(key: string, initial: T): T {
    const value = this.#values[key];
    return value !== undefined && (initial === undefined || typeof value === typeof initial) ? (value as T) : initial;
  }

  set(key: string, value: unknown): void {
    if (value === undefined) delete this.#values[key];
    else this.#values[key] = value;
    const isDraft = key.startsWith(draftPrefix);
    const mine = Object.entries(this.#values).filter(([one]) => one.startsWith(draftPrefix) === isDraft);
    if (isDraft) this.#keep(Object.fromEntries(mine));
    else this.#keeper.write(Object.fromEntries(mine));
    for (const listener of this.#listeners.get(key) ?? []) listener();
  }

  /** Calls back when the value of a key was set: parts of the view that share one keep together. */
  onChange(key: string, listener: () => void): Disposable {
    const set = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, set.add(listener));
    return { dispose: () => void set.delete(listener) };
  }
}
