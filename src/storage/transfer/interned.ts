/** Gives one object for all that are equal: names repeat in each entry of a file. */
export class InternedObjects<T extends object> {
  readonly #known = new Map<string, T>();

  of(value: T): T {
    const key = JSON.stringify(value);
    const known = this.#known.get(key);
    if (known === undefined) this.#known.set(key, value);
    return known ?? value;
  }
}
