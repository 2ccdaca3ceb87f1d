import { jsonOf } from '../../core/base/jsonOf.ts';
import type { Place, SpanFact } from '../../core/facts/facts.ts';
import { isLockedName, lockedName } from '../../core/facts/lockedName.ts';
import type { Sealer } from '../../core/facts/sealer.ts';
import type { Database, SqlValue } from '../sqlite/database.ts';
import { joinId } from './factId.ts';

/** Names kept opened at most; enough for the files of a month. */
const keptNames = 20_000;

/** Turns the numbers in the tables back into names, ids and places. */
export class NameTable {
  readonly #database: Database;
  readonly #sealer: Sealer;
  readonly #names = new Map<SqlValue, string>();
  /** Texts stored as JSON; empty if they can't be opened. */
  readonly #texts = new Map<SqlValue, string>();
  readonly #bodies = new Map<SqlValue, string>();
  readonly #places = new Map<SqlValue, Place & Pick<SpanFact, 'scheme'>>();
  readonly #writers = new Map<SqlValue, string>();
  /** The number of distinct names that could not be opened. */
  locked = 0;

  constructor(database: Database, sealer: Sealer) {
    this.#database = database;
    this.#sealer = sealer;
  }

  id(writer: SqlValue | undefined, n: SqlValue | undefined): string {
    return joinId(this.writer(writer), Number(n));
  }

  writer(id: SqlValue | undefined): string {
    return cached(this.#writers, id ?? 0, () =>
      String(this.#database.first('SELECT name FROM writer WHERE id = ?', id ?? 0)?.[0]),
    );
  }

  /** The place of a span, with its scheme; places of other facts have none. */
  place(id: SqlValue | undefined): Place & Pick<SpanFact, 'scheme'> {
    return cached(this.#places, id ?? 0, () => {
      const sql = 'SELECT project, file, language, branch, scheme FROM place WHERE id = ?';
      const [project, file, language, branch, scheme] = this.#database.first(sql, id ?? 0) ?? [];
      return {
        ...this.named('project', project),
        ...this.named('file', file),
        ...this.named('language', language),
        ...this.named('branch', branch),
        ...this.named('scheme', scheme),
      };
    });
  }

  /** Returns an object with the name under a key, or an empty one if there is no name. */
  named<K extends string>(key: K, id: SqlValue | undefined): Partial<Record<K, string>> {
    return (id ? { [key]: this.#open(id) } : {}) as Partial<Record<K, string>>;
  }

  /** Returns a name; undefined if there is none, or no key for it. */
  known(id: SqlValue | undefined): string | undefined {
    const name = id ? this.#open(id) : undefined;
    return name === undefined || isLockedName(name) ? undefined : name;
  }

  /** Returns a required name, or a placeholder if its line was damaged. */
  required(id: SqlValue | undefined): string {
    return id ? this.#open(id) : lockedName('?');
  }

  /**
   * Returns the text of a document. Documents are kept apart from names, since they are all different and there are many.
   * @param sealed its bytes, where a question has read them already
   */
  body(id: SqlValue | undefined, sealed?: SqlValue): string {
    return id ? this.#open(id, this.#bodies, sealed) : lockedName('?');
  }

  /** Returns JSON stored under a name; undefined if there is none, or no key for it. */
  json(id: SqlValue | undefined): unknown {
    const text = id ? cached(this.#texts, id, () => this.#unseal(id) ?? '') : '';
    return text === '' ? undefined : jsonOf(text);
  }

  #open(id: SqlValue, known = this.#names, sealed?: SqlValue): string {
    return cached(known, id, () => {
      const text = sealed === undefined ? this.#unseal(id) : this.#unsealed(sealed);
      if (text === undefined) this.locked++;
      return text ?? lockedName(Number(id).toString(36));
    });
  }

  #unseal(id: SqlValue): string | undefined {
    return this.#unsealed(this.#database.first('SELECT sealed FROM string WHERE id = ?', id)?.[0]);
  }

  #unsealed(sealed: SqlValue | undefined): string | undefined {
    return sealed instanceof Uint8Array ? this.#sealer.open(sealed) : undefined;
  }
}

function cached<T>(cache: Map<SqlValue, T>, key: SqlValue, make: () => T): T {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const value = make();
  if (cache.size >= keptNames) cache.clear();
  cache.set(key, value);
  return value;
}
