import fc from 'fast-check';
import { anyText } from '../../../test/harness/anyText.ts';

/** The parts of JSON Schema that the API description uses. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/**
 * Text that has broken servers: control characters, half of a surrogate pair, more than fits a column, and text that is code elsewhere.
 */
const hostile = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\u202e',
    "'; drop table users; --",
    '%s%n',
    '../../etc',
    '{{7*7}}',
    '9'.repeat(400),
  ),
  anyText({ maxLength: 50 }),
);
const oddNumber = fc.constantFrom(-1, 0, 0.5, 1e308, -1e308, 2 ** 31, 2 ** 53, 2 ** 63, Number.MIN_VALUE);
const anything = fc.oneof(hostile, oddNumber, fc.constant(null), fc.boolean(), fc.jsonValue({ maxDepth: 2 }));

/** Values that a schema allows. */
export function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map(valuesOf));
  if (schema.allOf) return fc.tuple(...schema.allOf.map(valuesOf)).map((all) => Object.assign({}, ...all) as unknown);
  switch (Array.isArray(schema.type) ? (schema.type as string[])[0] : schema.type) {
    case 'string':
      return textOf(schema);
    case 'integer':
      return fc.integer({
        min: Math.max(schema.minimum ?? 0, -(2 ** 31)),
        max: Math.min(schema.maximum ?? 1000, 2 ** 31 - 1),
      });
    case 'number':
      return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 1000, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, 4),
      });
    case 'object':
      return objectOf(schema);
    case 'null':
      return fc.constant(null);
    case undefined:
    default:
      return fc.jsonValue({ maxDepth: 1 });
  }
}

function textOf({ format, pattern, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid({ version: 4 });
  if (format === 'date')
    return fc
      .date({ min: new Date('2025-01-01'), max: new Date('2026-11-28'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
  if (format === 'date-time')
    return fc.date({ min: new Date(0), noInvalidDate: true }).map((date) => date.toISOString());
  if (format === 'email') return fc.uuid().map((id) => `${id}@example.com`);
  if (format === 'base64') return fc.base64String({ minLength: 4, maxLength: 40 });
  if (pattern !== undefined && !pattern.includes('\\p')) return fc.stringMatching(new RegExp(pattern, 'u'));
  return fc.string({ minLength: Math.max(minLength, 1), maxLength: Math.max(minLength, Math.min(maxLength, 60)) });
}

function objectOf({ properties = {}, required = [] }: Schema): fc.Arbitrary<Record<string, unknown>> {
  const arbitraries = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, valuesOf(one)]));
  return fc.record(arbitraries, { requiredKeys: [...required] });
}

/** Values that are nearly what a schema allows: one property is missing, too many, or something else. */
export function nearlyOf(schema: Schema): fc.Arbitrary<unknown> {
  const names = Object.keys(schema.properties ?? {});
  const valid = valuesOf(schema);
  if (names.length === 0) return anything;
  const broken = fc
    .tuple(valid, fc.constantFrom(...names), anything, fc.integer({ min: 0, max: 2 }))
    .map(([value, name, other, how]) => {
      const { [name]: dropped, ...rest } = value as Record<string, unknown>;
      if (how === 0) return rest;
      return how === 1 ? { ...rest, [name]: other } : { ...rest, [name]: dropped, ['x'.repeat(5)]: other };
    });
  return fc.oneof({ weight: 6, arbitrary: broken }, { weight: 1, arbitrary: anything });
}
