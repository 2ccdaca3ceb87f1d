import type { OperationDescription } from '../catalog/describe.ts';

type Schema = Readonly<Record<string, unknown>>;

/** What `loosened` keeps of a schema. */
const kept = new Set(['type', 'properties', 'items', 'anyOf', 'description', 'title']);

/**
 * The schema of a result after the policy of what a model may be told: names are replaced and what isn't known to be harmless is left
 * out, so nothing is required, and texts have no pattern.
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

/** The `outputSchema` of an operation's tool; undefined where its result is no object, which clients of 2025 can't take. */
export function outputSchemaOf({ result }: OperationDescription): { readonly type: 'object' } | undefined {
  return result['type'] === 'object' ? { ...loosened(result), type: 'object' } : undefined;
}
