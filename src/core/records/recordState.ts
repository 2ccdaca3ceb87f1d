import { compareText } from '../base/compareText.ts';
import { isRecordFields, isRecordName, type Json } from './recordChecks.ts';
import { columnValue, recordColumns } from './recordColumns.ts';
import { compareClocks, isRecordClock, nextClock, type RecordClock } from './recordClock.ts';

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
export type RecordFields = Readonly<Record<string, Json>>;

/** The field that says that a record is deleted: `true`, or cleared when the record is restored. */
export const deletedField = 'deleted';

interface FieldState {
  readonly value: Json;
  readonly clock: RecordClock;
}

/** The state of a record after the patches seen so far. Fields that this version does not know are kept. */
export interface RecordState {
  readonly id: string;
  readonly collection: string;
  readonly fields: ReadonlyMap<string, FieldState>;
}

/** Describes how to undo a change. It is JSON, so that a view can keep it until the person asks for it. */
export interface RecordUndo {
  readonly id: string;
  readonly collection: string;
  /** The clock of the change. */
  readonly clock: RecordClock;
  /** Previous values of the changed fields; absent for a change that created the record. */
  readonly before?: RecordFields;
}

/** Returns true for a patch as it can come from a file. */
export function isRecordPatch(value: unknown): value is RecordPatch {
  const patch = value as Partial<RecordPatch> | null | undefined;
  const isNamed = isRecordName(patch?.id) && isRecordName(patch?.collection);
  return isNamed && isRecordClock(patch?.clock) && isRecordFields(patch?.fields);
}

/**
 * Adds a patch to a record: of each field, the value with the latest clock wins. The result depends only on the set of patches, not on their
 * order or on how often each arrives.
 * @param state what is known of this record; undefined for nothing
 */
export function applyPatch(state: RecordState | undefined, patch: RecordPatch): RecordState {
  const fields = new Map(state?.fields);
  mergePatch(fields, patch);
  return { id: patch.id, collection: patch.collection, fields };
}

/** Makes a record of its patches, as `applyPatch` does, one after the other. */
export function foldPatches(
  { id, collection }: Pick<RecordState, 'id' | 'collection'>,
  patches: Iterable<Pick<RecordPatch, 'clock' | 'fields'>>,
): RecordState {
  const fields = new Map<string, FieldState>();
  for (const patch of patches) mergePatch(fields, patch);
  return { id, collection, fields };
}

function mergePatch(into: Map<string, FieldState>, { clock, fields }: Pick<RecordPatch, 'clock' | 'fields'>): void {
  for (const field of Object.keys(fields)) {
    const candidate = { value: fields[field] as Json, clock };
    const present = into.get(field);
    if (!present || compareFields(field, candidate, present) > 0) into.set(field, candidate);
  }
}

/** Returns true when `applyPatch` would change the record. */
export function changesRecord(state: RecordState | undefined, patch: RecordPatch): boolean {
  return Object.entries(patch.fields).some(([field, value]) => {
    const present = state?.fields.get(field);
    return !present || compareFields(field, { value, clock: patch.clock }, present) > 0;
  });
}

/** Returns the fewest patches that make this state, the earliest first: what was overwritten is in none of them. */
export function patchesOf({ id, collection, fields }: RecordState): RecordPatch[] {
  const byClock = new Map<string, { clock: RecordClock; fields: [string, Json][] }>();
  for (const [field, { value, clock }] of fields) {
    const key = JSON.stringify([clock.time, clock.count, clock.writer]);
    const patch = byClock.get(key) ?? { clock, fields: [] };
    byClock.set(key, patch);
    patch.fields.push([field, value]);
  }
  return [...byClock.values()]
    .sort((a, b) => compareClocks(a.clock, b.clock))
    .map((patch) => ({
      id,
      collection,
      clock: patch.clock,
      fields: Object.fromEntries(patch.fields.sort(([a], [b]) => compareText(a, b))),
    }));
}

/**
 * Two different values of one clock come from a copied profile whose windows share a writer; their text decides, so that all machines agree.
 * What goes into a column decides first, since the storage has nothing else to go by.
 */
function compareFields(field: string, a: FieldState, b: FieldState): number {
  const byClock = compareClocks(a.clock, b.clock);
  if (byClock !== 0) return byClock;
  const column = recordColumns.find((one) => one === field);
  const byColumn = column ? compareTexts(columnValue(column, a.value), columnValue(column, b.value)) : 0;
  return byColumn || compareTexts(a.value, b.value);
}

/** Orders values by their JSON. */
export function compareTexts(a: Json, b: Json): number {
  const [textA, textB] = [JSON.stringify(a), JSON.stringify(b)];
  return compareText(textA, textB);
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

/** @param before the record when the patch was made; undefined for a patch that creates it */
export function undoOf(before: RecordState | undefined, { id, collection, clock, fields }: RecordPatch): RecordUndo {
  if (!before) return { id, collection, clock };
  const values = Object.keys(fields).map((field) => [field, before.fields.get(field)?.value ?? null] as const);
  return { id, collection, clock, before: Object.fromEntries(values) };
}

/**
 * Returns the fields that take a change back: as they were before it, cleared where they were absent. Fields that were changed again since
 * are left out, so that undoing never overwrites a later edit. Undoing the change that created a record deletes it.
 */
export function undoFields({ clock, before }: RecordUndo, present: RecordState): RecordFields {
  if (!before) return { [deletedField]: true };
  return Object.fromEntries(
    Object.entries(before).filter(([field]) => {
      const latest = present.fields.get(field)?.clock;
      return latest !== undefined && compareClocks(latest, clock) === 0;
    }),
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
