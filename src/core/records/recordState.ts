import * as z from 'zod';
import { parseParams } from '../operations/parseParams.ts';
import { compareClocks, nextClock, type RecordClock, recordClockSchema } from './recordClock.ts';

const name = z.string().min(1).max(200);
const patchSchema = z.strictObject({
  id: name,
  collection: name,
  clock: recordClockSchema,
  fields: z.record(name, z.json()),
});

/**
 * One change of a record: the fields that changed, with their new JSON values. `null` clears a field. Facts of this type are never changed;
 * a record is the fold of its patches.
 */
export interface RecordPatch {
  /** Unique within the collection. */
  readonly id: string;
  readonly collection: string;
  readonly clock: RecordClock;
  readonly fields: RecordFields;
}
export type RecordFields = Readonly<Record<string, z.core.util.JSONType>>;

/** The field that says that a record is deleted: `true`, or cleared when the record is restored. */
export const deletedField = 'deleted';

interface FieldState {
  readonly value: z.core.util.JSONType;
  readonly clock: RecordClock;
}

/** What the patches seen so far make of a record. Fields that this version does not know are kept. */
export interface RecordState {
  readonly id: string;
  readonly collection: string;
  readonly fields: ReadonlyMap<string, FieldState>;
}

/**
 * Reads a patch that comes from a file.
 * @throws AppError `invalid-input` that names the part at fault
 */
export function parsePatch(value: unknown): RecordPatch {
  return parseParams(patchSchema, value);
}

/**
 * Adds a patch to a record: of each field, the value with the latest clock wins. The result depends only on the set of patches, not on their
 * order or on how often each arrives.
 * @param state what is known of this record; undefined for nothing
 */
export function applyPatch(state: RecordState | undefined, patch: RecordPatch): RecordState {
  const fields = new Map(state?.fields);
  for (const [field, value] of Object.entries(patch.fields)) {
    const candidate = { value, clock: patch.clock };
    const present = fields.get(field);
    if (!present || compareFields(candidate, present) > 0) fields.set(field, candidate);
  }
  return { id: patch.id, collection: patch.collection, fields };
}

/** Two different values of one clock come from a copied profile whose windows share a writer; their text decides, so that all machines agree. */
function compareFields(a: FieldState, b: FieldState): number {
  const byClock = compareClocks(a.clock, b.clock);
  if (byClock !== 0) return byClock;
  const [textA, textB] = [JSON.stringify(a.value), JSON.stringify(b.value)];
  return textA < textB ? -1 : textA > textB ? 1 : 0;
}

/** Makes the patch that changes fields of a record; its clock is later than those of the fields it changes. */
export function makePatch(
  record: Pick<RecordPatch, 'id' | 'collection'> & Partial<RecordState>,
  fields: RecordFields,
  { now, writer }: { readonly now: number; readonly writer: string },
): RecordPatch {
  const seen = Object.keys(fields).flatMap((field) => record.fields?.get(field)?.clock ?? []);
  return { id: record.id, collection: record.collection, clock: nextClock(seen, now, writer), fields };
}

/**
 * Returns the fields that take a patch back: as they were before it, cleared where they were absent. Fields that were changed again since
 * are left out, so that undoing never overwrites a later edit.
 * @param before the record when the patch was made; undefined for a patch that created it: undoing that deletes the record
 */
export function undoFields(before: RecordState | undefined, patch: RecordPatch, present: RecordState): RecordFields {
  if (!before) return { [deletedField]: true };
  return Object.fromEntries(
    Object.keys(patch.fields)
      .filter((field) => {
        const clock = present.fields.get(field)?.clock;
        return clock !== undefined && compareClocks(clock, patch.clock) === 0;
      })
      .map((field) => [field, before.fields.get(field)?.value ?? null]),
  );
}

/** Returns true for a record whose latest word is that it is deleted. */
export function isDeleted(state: RecordState): boolean {
  return state.fields.get(deletedField)?.value === true;
}

/** Returns the values of a record without the fields that were cleared. */
export function fieldValues(state: RecordState): RecordFields {
  return Object.fromEntries(
    [...state.fields].filter(([, { value }]) => value !== null).map(([field, { value }]) => [field, value]),
  );
}
