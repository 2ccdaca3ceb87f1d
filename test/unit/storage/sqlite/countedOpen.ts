import type { Database, OpenDatabase } from '../../../../src/storage/sqlite/database.ts';

/** Opens databases as another function does, and knows which of them are open. */
export class CountedOpen {
  readonly #open: OpenDatabase;
  readonly #databases = new Set<Database>();

  constructor(open: OpenDatabase) {
    this.#open = open;
  }

  /** The number of databases that were opened and not closed. */
  get count(): number {
    return this.#databases.size;
  }

  readonly open: OpenDatabase = (bytes) => {
    const database = this.#open(bytes);
    const close = database.close.bind(database);
    this.#databases.add(database);
    return Object.assign(database, {
      close: () => {
        this.#databases.delete(database);
        close();
      },
    });
  };

  /** Closes those that are open. */
  closeAll(): void {
    for (const database of this.#databases) database.close();
  }
}
