import * as z from 'zod';
import { action, type Transport } from '../operations/operation.ts';
import type { RecordCollection } from './collection.ts';

/** The texts and transports of an action that takes only the id of a record. */
interface RecordAction<T> {
  readonly title: string;
  readonly description: string;
  readonly transports: T;
}

const params = z.object({ id: z.string() });
const result = z.object({});

/** Defines the action that deletes a record. It throws `not-found` for an unknown id. */
export function deletion<S extends z.ZodObject, const T extends readonly Transport[]>(
  name: string,
  records: RecordCollection<S>,
  texts: RecordAction<T>,
) {
  return action(name, {
    ...texts,
    access: 'destructive',
    params,
    result,
    run: async (app, { id }) => (await app.records(records).remove(id), {}),
  });
}

/** Defines the action that brings a deleted record back. It throws `not-found` for an unknown id. */
export function restoration<S extends z.ZodObject, const T extends readonly Transport[]>(
  name: string,
  records: RecordCollection<S>,
  texts: RecordAction<T>,
) {
  return action(name, {
    ...texts,
    access: 'write',
    params,
    result,
    run: async (app, { id }) => (await app.records(records).restore(id), {}),
  });
}
