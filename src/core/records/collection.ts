import type * as z from 'zod';
import { AppError } from '../base/appError.ts';
import { parseParams } from '../operations/parseParams.ts';
import { deletedField, fieldValues, isDeleted, type RecordFields, type RecordState } from './recordState.ts';

type FieldsOf<T, Value> = { [Field in keyof T]-?: NonNullable<T[Field]> extends Value ? Field : never }[keyof T];

/** The columns that queries use, each with the field it is filled from. They are stored in the clear, so never name a field that holds a name. */
export interface RecordIndex<T> {
  /** Times in ms since the epoch. */
  readonly start?: FieldsOf<T, number>;
  readonly end?: FieldsOf<T, number>;
  readonly due?: FieldsOf<T, number>;
  readonly sort?: FieldsOf<T, number>;
  readonly status?: FieldsOf<T, string>;
}

/** The values of the columns. All can be absent: a task in the backlog has no time. */
export interface IndexValues {
  readonly start?: number;
  readonly end?: number;
  readonly due?: number;
  readonly sort?: number;
  readonly status?: string;
}

/** Changes of a record: `null` clears a field. */
export type Changes<T> = { readonly [Field in keyof T]?: T[Field] | null };

/** One kind of record; its schema is its type, its validation, and its format in exports. */
export interface RecordCollection<S extends z.ZodObject> {
  readonly name: string;
  readonly schema: S;
  /** Returns the record's fields; undefined when it is deleted, or when this version doesn't understand it (it is kept as it is). */
  read(state: RecordState): z.output<S> | undefined;
  indexValues(state: RecordState): IndexValues;
  /**
   * Checks a new record.
   * @returns the fields of its first patch
   * @throws AppError `invalid-input` that names the first field at fault
   */
  create(values: z.input<S>): RecordFields;
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
 */
export function collection<S extends z.ZodObject>(
  name: string,
  schema: S,
  { index = {} }: { readonly index?: RecordIndex<z.output<S>> } = {},
): RecordCollection<S> {
  if (deletedField in schema.shape) throw new TypeError(`${name}: the field "${deletedField}" is reserved`);
  const check = (values: object): RecordFields => asFields(parseParams(schema, values));
  const known = (state: RecordState): RecordFields => pick(fieldValues(state), schema.shape);
  return {
    name,
    schema,
    read: (state) => (isDeleted(state) ? undefined : schema.safeParse(known(state)).data),
    indexValues: (state) => indexValues(index as Readonly<Record<string, string | undefined>>, fieldValues(state)),
    create: check,
    revise: (state, changes) => {
      if (isDeleted(state)) throw new AppError('not-found', `This entry of "${name}" was deleted. Undo that first.`);
      const present = known(state);
      const given = Object.entries(changes).filter(([, value]) => value !== undefined);
      const unknown = given.find(([field]) => !(field in schema.shape));
      if (unknown) throw new AppError('invalid-input', `${unknown[0]}: not a field of "${name}"`);
      const merged = Object.entries({ ...present, ...Object.fromEntries(given) });
      const next = check(Object.fromEntries(merged.filter(([, value]) => value !== null)));
      const values = given.map(([field]) => [field, next[field] ?? null] as const);
      return Object.fromEntries(values.filter(([field, value]) => !isSame(value, present[field] ?? null)));
    },
  };
}

function pick(values: RecordFields, shape: object): RecordFields {
  return Object.fromEntries(Object.entries(values).filter(([field]) => field in shape));
}

/** Without fields that are `undefined`, as JSON has them. */
function asFields(values: object): RecordFields {
  return JSON.parse(JSON.stringify(values)) as RecordFields;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Columns take only what they can compare; a newer version may have stored something else in the field. */
function indexValues(index: Readonly<Record<string, string | undefined>>, values: RecordFields): IndexValues {
  return Object.fromEntries(
    Object.entries(index).flatMap(([column, field]) => {
      const value = field === undefined ? undefined : values[field];
      return typeof value === (column === 'status' ? 'string' : 'number') ? [[column, value]] : [];
    }),
  );
}
