import { jsonOf } from '../base/jsonOf.ts';

/** A JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The longest id, collection, field name, or writer of a patch, in characters. */
const longestName = 200;
/** The longest JSON text of a patch's fields, in characters. */
const longestFields = 1_000_000;
/** The deepest nesting of JSON values: code that walks them recursively must not run out of stack. */
const deepest = 50;

/** Returns true for a whole number from 0 to `limit`. */
export function isCount(value: unknown, limit: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= limit;
}

/** Returns true for a text that can be an id, a collection, a field name, or a writer. */
export function isRecordName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= longestName;
}

/** Returns true for what can be the fields of a patch: JSON values by name, within the limits above. */
export function isRecordFields(value: unknown): value is Readonly<Record<string, Json>> {
  return hasFields(value) && JSON.stringify(value).length <= longestFields;
}

/** Reads the fields of a patch from their JSON text. @returns undefined if they can't be the fields of a patch */
export function recordFieldsOf(text: string): Readonly<Record<string, Json>> | undefined {
  const value = jsonOf(text);
  // JSON.stringify never writes more than the text that was parsed.
  const isFields = text.length <= longestFields ? hasFields(value) : isRecordFields(value);
  return isFields ? (value as Readonly<Record<string, Json>>) : undefined;
}

function hasFields(value: unknown): value is Readonly<Record<string, Json>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.keys(value).every(isRecordName) && isJson(value, deepest);
}

function isJson(value: unknown, depth: number): value is Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'object' && depth > 0 && Object.values(value).every((each) => isJson(each, depth - 1));
}
