import type { Sealer } from '../../core/facts/sealer.ts';
import type { Database, SqlValue } from '../sqlite/database.ts';

/** The decrypted texts of a database by number, without those whose key is missing. */
export class SealedTexts {
  readonly #sealer: Sealer;
  readonly database: Database;
  readonly #texts = new Map<SqlValue, string>();

  constructor(database: Database, sealer: Sealer) {
    this.#sealer = sealer;
    this.database = database;
    for (const [id = 0, sealed] of database.all('SELECT id, sealed FROM string')) {
      const text = sealed instanceof Uint8Array ? sealer.open(sealed) : undefined;
      if (text !== undefined) this.#texts.set(id, text);
    }
  }

  get(id: SqlValue | undefined): string | undefined {
    return this.#texts.get(id ?? 0);
  }

  idsOf(isWanted: (text: string) => boolean): Set<SqlValue> {
    return new Set([...this.#texts].filter(([, text]) => isWanted(text)).map(([id]) => id));
  }

  /** Returns the number of a new text; undefined if there is no key to seal it with. */
  add(text: string): SqlValue | undefined {
    if (this.#sealer.canSeal?.() === false) return undefined;
    const tag = this.#sealer.tag(text);
    this.database.run('INSERT OR IGNORE INTO string (tag, sealed) VALUES (?, ?)', tag, this.#sealer.seal(text));
    return this.database.number('SELECT id FROM string WHERE tag = ?', tag);
  }
}
