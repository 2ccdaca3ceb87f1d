import type { OperationDescription } from '../catalog/describe.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The parts of a schema that `loosened` keeps. */
const kept = new Set(['type', 'properties', 'items', 'anyOf', 'description', 'title']);

/**
 * Returns a result's schema after the policy of what a model may see: names are replaced and anything not known to be harmless is omitted,
 * so nothing is required, and strings have no pattern.
 */
export function loosened(schema: Schema): Schema {
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => kept.has(key))
      .map(([key, value]) => [key, key === 'properties' ? each(value as Schema) : loosenedPart(value)]),
  );
}

function each(properties: Schema): Schema {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, loosenedPart(value)]));
}

function loosenedPart(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(loosenedPart);
  return typeof value === 'object' && value !== null ? loosened(value as Schema) : value;
}

/** The `outputSchema` of an operation's tool; undefined if its result isn't an object, which clients of 2025 can't take. */
export function outputSchemaOf({ result }: OperationDescription): { readonly type: 'object' } | undefined {
  return result['type'] === 'object' ? { ...loosened(result), type: 'object' } : undefined;
}
