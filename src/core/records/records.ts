import type * as z from 'zod';
import { AppError } from '../base/appError.ts';
import type { App } from '../operations/app.ts';
import type { RecordQuery } from '../facts/reader.ts';
import type { Changes, RecordCollection } from './collection.ts';
import { readPage, type RecordPage } from './readRecords.ts';
import { isRecordFields } from './recordChecks.ts';
import { getRecord, listRecords } from './recordQueries.ts';
import {
  deletedField,
  isDeleted,
  makePatch,
  type RecordFields,
  type RecordState,
  type RecordUndo,
  undoFields,
  undoOf,
} from './recordState.ts';

/** A change that was recorded. */
export interface RecordChange {
  readonly id: string;
  /** Undoes the change when passed to `undo`; absent when nothing had to be changed. */
  readonly undo?: RecordUndo;
}

/**
 * Changes the records of one collection. Each change is checked by the schema and on disk when it resolves. It is made on what is recorded
 * here and in other windows, and wins over it whatever the clocks say.
 */
export interface Records<S extends z.ZodObject> {
  /** Reads a page of records, as `Reading.records` does. */
  list(query?: RecordQuery): Promise<RecordPage<z.output<S>>>;
  /** @throws AppError `invalid-input` that names the first field at fault */
  create(values: z.input<S>): Promise<RecordChange>;
  /**
   * Changes the given fields only; `null` clears one.
   * @throws AppError `not-found` for a record that doesn't exist or was deleted, `invalid-input`
   */
  revise(id: string, changes: Changes<z.input<S>>): Promise<RecordChange>;
  /**
   * Gives the record of an id that is known beforehand exactly these values, whether or not it exists: for what is the same thing on every
   * machine, such as the plan of a day or a session in a log. A deleted one is restored.
   * @throws AppError `invalid-input`
   */
  put(id: string, values: z.input<S>): Promise<RecordChange>;
  /** Deletes a record. @throws AppError `not-found` */
  remove(id: string): Promise<RecordChange>;
  /** Brings a deleted record back. @throws AppError `not-found` for one that never existed */
  restore(id: string): Promise<RecordChange>;
  /** Takes a change back, but no field that was changed again since. @throws AppError `not-found` */
  undo(undo: RecordUndo): Promise<RecordChange>;
}

/** Makes `App.records`. Changes of one app are made one after another, so that each sees the one before and no two have the same clock. */
export function recordsOf(app: Pick<App, 'clock' | 'recorder' | 'read' | 't'>): App['records'] {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = last.then(act);
    last = turn.catch(() => undefined);
    return turn;
  };
  return (collection) => changing(app, collection, inTurn);
}

type InTurn = <T>(act: () => Promise<T>) => Promise<T>;

function changing<S extends z.ZodObject>(
  app: Parameters<typeof recordsOf>[0],
  collection: RecordCollection<S>,
  inTurn: InTurn,
): Records<S> {
  const { name } = collection;
  const find = (id: string): Promise<RecordState | undefined> => app.read(getRecord, { collection: name, id });
  const write = (id: string, before: RecordState | undefined, fields: RecordFields): Promise<RecordChange> =>
    writePatch(app, { id, collection: name, before }, fields);
  const change = (id: string, fieldsFor: (state: RecordState) => RecordFields): Promise<RecordChange> =>
    inTurn(async () => {
      const state = await find(id);
      if (!state) throw new AppError('not-found', app.t('That entry no longer exists.'));
      return write(id, state, fieldsFor(state));
    });
  return {
    list: async (query = {}) => readPage(collection, await app.read(listRecords, { collection: name, ...query })),
    create: (values) => inTurn(async () => write(app.recorder.nextId(), undefined, collection.create(values))),
    revise: (id, changes) => change(id, (state) => collection.revise(state, changes)),
    put: (id, values) =>
      inTurn(async () => {
        const state = await find(id);
        if (!state) return write(id, state, collection.create(values));
        const fields = collection.replace(state, values);
        return write(id, state, isDeleted(state) ? { ...fields, [deletedField]: null } : fields);
      }),
    remove: (id) => change(id, (state) => (isDeleted(state) ? {} : { [deletedField]: true })),
    restore: (id) => change(id, (state) => (isDeleted(state) ? { [deletedField]: null } : {})),
    undo: (undo) => change(undo.id, (state) => undoFields(undo, state)),
  };
}

async function writePatch(
  { clock, recorder, t }: Pick<App, 'clock' | 'recorder' | 't'>,
  {
    id,
    collection,
    before,
  }: { readonly id: string; readonly collection: string; readonly before: RecordState | undefined },
  fields: RecordFields,
): Promise<RecordChange> {
  if (Object.keys(fields).length === 0) return { id };
  if (!isRecordFields(fields)) throw new AppError('invalid-input', t('This entry is too large to be stored.'));
  const written = recorder.nextId();
  const writer = written.slice(0, written.lastIndexOf(':'));
  const patch = makePatch(before ?? { id, collection }, fields, { now: clock.now(), writer });
  recorder.append({ type: 'record', ...patch });
  await recorder.flush();
  return { id, undo: undoOf(before, patch) };
}
