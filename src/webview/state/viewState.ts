/** Where the state of the view is kept while the page is hidden or loaded anew. */
export interface Keeper {
  read(): unknown;
  write(state: unknown): void;
}

/**
 * What the user did to the view (open sections, scroll, drafts), never data of the dashboard: values by key, written through to
 * the keeper. A value that is undefined is forgotten.
 */
export class ViewState {
  readonly #keeper: Keeper;
  readonly #values: Record<string, unknown>;

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
    const kept = keeper.read();
    this.#values = typeof kept === 'object' && kept !== null ? { ...kept } : {};
  }

  /** The value kept, when it is of the type of `initial`, else `initial`. */
  get<T>(key: string, initial: T): T {
    const value = this.#values[key];
    return value !== undefined && (initial === undefined || typeof value === typeof initial) ? (value as T) : initial;
  }

  set(key: string, value: unknown): void {
    if (value === undefined) delete this.#values[key];
    else this.#values[key] = value;
    this.#keeper.write({ ...this.#values });
  }
}
