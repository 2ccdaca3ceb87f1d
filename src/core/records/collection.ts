import type * as z from 'zod';
import { AppError } from '../base/appError.ts';
import { parseParams } from '../operations/parseParams.ts';
import { isWordColumn, recordColumns } from './recordColumns.ts';
import { isDeleted, type RecordFields, type RecordState } from './recordState.ts';

/** Changes of a record: `null` clears a field, and `undefined` leaves it as it is. */
export type Changes<T> = { readonly [Field in keyof T]?: T[Field] | null | undefined };

/**
 * One kind of record; its schema is its type, its validation, and its format in exports. Fields with the names in `recordColumns` are stored
 * in the clear, so that queries can filter and sort by them; all others are encrypted.
 */
export interface RecordCollection<S extends z.ZodObject> {
  readonly name: string;
  readonly schema: S;
  /** Returns the record's fields; undefined when it is deleted, or when this version doesn't understand it (it is kept as it is). */
  read(state: RecordState): z.output<S> | undefined;
  /**
   * Checks a new record.
   * @returns the fields of its first patch
   * @throws AppError `invalid-input` that names the first field at fault
   */
  create(values: z.input<S>): RecordFields;
  /**
   * Checks values that take the place of the record's present ones. Fields that this version doesn't know stay.
   * @returns the fields that really change, for the patch
   * @throws AppError `invalid-input` that names the first field at fault
   */
  replace(state: RecordState, values: z.input<S>): RecordFields;
  /**
   * Checks the record as it will be after the changes.
   * @returns the fields that really change, for the patch
   * @throws AppError `invalid-input` that names the first field at fault
   */
  revise(state: RecordState, changes: Changes<z.input<S>>): RecordFields;
}

/**
 * Defines a kind of record. Optional fields of the schema are `.optional()`, never `.nullable()`: `null` in a patch clears a field.
 * @param name as it is stored and exported; never change it
 * @throws TypeError for a field whose name is that of a column of another type
 */
export function collection<S extends z.ZodObject>(name: string, schema: S): RecordCollection<S> {
  checkColumns(name, schema);
  const check = (values: object): RecordFields => asFields(parseParams(schema, values));
  const known = (state: RecordState): RecordFields => knownFields(state, schema.shape);
  return {
    name,
    schema,
    read: (state) => (isDeleted(state) ? undefined : schema.safeParse(known(state)).data),
    create: check,
    replace: (state, values) => {
      const [next, present] = [check(values), known(state)];
      const cleared = Object.keys(present).filter((field) => !(field in next));
      const all = { ...next, ...Object.fromEntries(cleared.map((field) => [field, null])) };
      return Object.fromEntries(Object.entries(all).filter(([field, value]) => !isSame(value, present[field] ?? null)));
    },
    revise: (state, changes) => {
      if (isDeleted(state)) throw new AppError('not-found', `This entry of "${name}" was deleted. Restore it first.`);
      const present = known(state);
      const entries = Object.entries(changes).filter(([, value]) => value !== undefined);
      const unknown = entries.find(([field]) => !(field in schema.shape));
      if (unknown) throw new AppError('invalid-input', `${unknown[0]}: not a field of "${name}"`);
      const merged = Object.entries({ ...present, ...Object.fromEntries(entries) });
      const next = check(Object.fromEntries(merged.filter(([, value]) => value !== null)));
      const values = entries.map(([field]) => [field, next[field] ?? null] as const);
      return Object.fromEntries(values.filter(([field, value]) => !isSame(value, present[field] ?? null)));
    },
  };
}

/** The values of fields that this version knows, without those that were cleared. */
function knownFields({ fields }: RecordState, shape: object): RecordFields {
  const values: Record<string, RecordFields[string]> = {};
  for (const [field, { value }] of fields) if (value !== null && Object.hasOwn(shape, field)) values[field] = value;
  return values;
}

/** Without fields that are `undefined`, as JSON has them. */
function asFields(values: object): RecordFields {
  return JSON.parse(JSON.stringify(values)) as RecordFields;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A column in the clear can't hold a name: times and positions are numbers, and a status is one of the words that the schema lists. */
function checkColumns(name: string, schema: z.ZodObject): void {
  for (const column of recordColumns) {
    const field = schema.shape[column] as z.core.$ZodType | undefined;
    if (field === undefined) continue;
    if (column === 'deleted') throw new TypeError(`${name}: the field "${column}" is reserved`);
    const { type } = innerType(field)._zod.def;
    const fitting = isWordColumn(column) ? ['enum', 'literal'] : ['number', 'int'];
    if (!fitting.includes(type)) throw new TypeError(`${name}: the field "${column}" must be ${fitting[0]}`);
  }
}

/** The schema within `.optional()`, `.default()`, and the like. */
function innerType(field: z.core.$ZodType): z.core.$ZodType {
  const { innerType: inner } = field._zod.def as { readonly innerType?: z.core.$ZodType };
  return inner ? innerType(inner) : field;
}
