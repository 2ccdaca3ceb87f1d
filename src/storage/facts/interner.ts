import type { Database } from '../sqlite/database.ts';
import type { PlaceNumbers, SealedName } from '../journal/journalDecoder.ts';

/** Gives writers, names and places their numbers in a database, each one number. */
export class Interner {
  readonly #database: Database;
  readonly #writers = new Map<string, number>();
  readonly #strings = new WeakMap<SealedName, number>();
  readonly #places = new Map<string, number>();

  constructor(database: Database) {
    this.#database = database;
  }

  writer(name: string): number {
    const known = this.#writers.get(name);
    if (known !== undefined) return known;
    this.#database.run('INSERT OR IGNORE INTO writer (name) VALUES (?)', name);
    const id = this.#database.number('SELECT id FROM writer WHERE name = ?', name);
    this.#writers.set(name, id);
    return id;
  }

  string(name: SealedName): number {
    const known = this.#strings.get(name);
    if (known !== undefined) return known;
    this.#database.run('INSERT OR IGNORE INTO string (tag, sealed) VALUES (?, ?)', name.tag, name.sealed);
    const id = this.#database.number('SELECT id FROM string WHERE tag = ?', name.tag);
    this.#strings.set(name, id);
    return id;
  }

  /** @param names numbers of project, file, language, branch and scheme */
  place(names: PlaceNumbers): number {
    const key = names.join();
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const columns = 'project, file, language, branch, scheme';
    this.#database.run(`INSERT OR IGNORE INTO place (${columns}) VALUES (?, ?, ?, ?, ?)`, ...names);
    const where = 'project = ? AND file = ? AND language = ? AND branch = ? AND scheme = ?';
    const id = this.#database.number(`SELECT id FROM place WHERE ${where}`, ...names);
    this.#places.set(key, id);
    return id;
  }
}
