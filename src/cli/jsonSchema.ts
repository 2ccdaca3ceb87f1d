import type { JsonSchema } from '../catalog/describe.ts';
import { unitTexts } from '../core/views/unitTexts.ts';

/** A schema, and its alternatives, if any. */
export function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  const parts = schema['anyOf'] ?? schema['oneOf'];
  return Array.isArray(parts) ? [schema, ...(parts as readonly JsonSchema[]).flatMap(alternatives)] : [schema];
}

/** Recognizes the schema of a civil day by its pattern, that of `daySchema`. */
export function isDaySchema({ pattern }: JsonSchema): boolean {
  return pattern === String.raw`^\d{4}-\d{2}-\d{2}$`;
}

/** Recognizes the schema of an instant by its description, which ends with the unit. */
export function isInstantSchema({ description }: JsonSchema): boolean {
  return typeof description === 'string' && description.endsWith(unitTexts.instant);
}
