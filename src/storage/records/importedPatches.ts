import type { RecordFact } from '../../core/facts/facts.ts';
import type { RecordReader } from '../../core/facts/reader.ts';
import { changesRecord } from '../../core/records/recordState.ts';
import type { Database } from '../sqlite/database.ts';
import { oldBody } from './oldFacts.ts';
import { foldColumns, recordNumber } from './recordTables.ts';

/** A patch that an import added, as text: what finds it again, and whether its record was new. */
export type AddedPatch = string;

type Parts = readonly [collection: string, id: string, time: number, count: number, writer: string, isNew: boolean];

const patchIs = 'time = ? AND count = ? AND writer = (SELECT id FROM writer WHERE name = ?)';

/** Determines what an import's patches do to existing records. */
export class ImportedPatches {
  readonly #database: Database;
  readonly #reader: RecordReader;
  readonly #created = new Set<string>();
  readonly #changed = new Set<string>();

  constructor(database: Database, reader: RecordReader) {
    this.#database = database;
    this.#reader = reader;
  }

  /** The number of records that did not exist before. */
  get created(): number {
    return this.#created.size;
  }

  /** The number of existing records that change. */
  get changed(): number {
    return this.#changed.size;
  }

  /**
   * Takes a patch that is about to be written.
   * @returns the trace needed to undo it, if any; `known` if the patch changes nothing
   */
  take(fact: RecordFact): { readonly trace?: AddedPatch } | 'known' {
    const { collection, id } = fact;
    const key = JSON.stringify([collection, id]);
    const isThere = recordNumber(this.#database, collection, id) > 0;
    if (isThere && !changesRecord(this.#reader.record(collection, id), fact)) return 'known';
    if (!isThere) this.#created.add(key);
    const isNew = this.#created.has(key);
    if (!isNew) this.#changed.add(key);
    const trace = addedPatch(fact, isNew);
    // A part of this patch with the same clock exists already, and an undo must keep it.
    return hasPatch(this.#database, trace) ? {} : { trace };
  }
}

function addedPatch({ collection, id, clock }: RecordFact, isNew: boolean): AddedPatch {
  return JSON.stringify([collection, id, clock.time, clock.count, clock.writer, isNew] satisfies Parts);
}

/** Returns true when the patch is in the table. One that was overwritten and dropped is not. */
export function hasPatch(database: Database, added: AddedPatch): boolean {
  const [collection, id, time, count, writer] = JSON.parse(added) as Parts;
  const record = recordNumber(database, collection, id);
  return (
    database.first(`SELECT 1 FROM record_patch WHERE record = ? AND ${patchIs}`, record, time, count, writer) !==
    undefined
  );
}

/**
 * Removes the patches that an import added. A record that the import created and a person changed since is kept whole: the remaining fields
 * would make no sense alone.
 * @returns the number of patches that were removed
 */
export function removePatches(database: Database, added: readonly AddedPatch[]): number {
  const byRecord = new Map<number, { isNew: boolean; patches: Parts[] }>();
  for (const each of added) {
    const patch = JSON.parse(each) as Parts;
    const record = recordNumber(database, patch[0], patch[1]);
    const known = byRecord.get(record) ?? { isNew: patch[5], patches: [] };
    byRecord.set(record, { ...known, patches: [...known.patches, patch] });
  }
  let removed = 0;
  for (const [record, { isNew, patches }] of byRecord) {
    const present = database.number('SELECT count(*) FROM record_patch WHERE record = ?', record);
    if (isNew && present > patches.length) continue;
    for (const [, , time, count, writer] of patches) {
      database.run(
        `DELETE FROM record_patch WHERE record = ? AND body <> ${oldBody} AND ${patchIs}`,
        record,
        time,
        count,
        writer,
      );
      removed += database.changes();
    }
    foldColumns(database, record);
    const isEmpty = '(SELECT count(*) FROM record_patch WHERE record = number) = 0';
    database.run(`DELETE FROM record WHERE number = ? AND ${isEmpty}`, record);
  }
  return removed;
}
