import type * as z from 'zod';
import { type FieldProblem, HttpProblem } from './problem.ts';

const mostFields = 20;

/**
 * Checks a part of a request: against its schema, and that the database can keep all of its text.
 * @param place where it was sent, the start of each field's path in the answer
 * @returns what the schema makes of it; undefined without a schema
 * @throws HttpProblem 422 with the fields that are wrong
 */
export function validate(schema: z.ZodType | undefined, value: unknown, place: 'path' | 'query' | 'body'): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  const fields: FieldProblem[] = parsed.success
    ? [...unstorable(parsed.data, place)]
    : parsed.error.issues.map(({ path, message }) => ({ path: [place, ...path].join('.'), message }));
  if (!parsed.success || fields.length > 0)
    throw new HttpProblem(422, 'Some fields are not valid. See "errors".', { fields: fields.slice(0, mostFields) });
  return parsed.data;
}

/**
 * Text that PostgreSQL refuses, which would end as an internal error: `text` can't hold the character NUL, and `jsonb` no half of
 * a surrogate pair either. https://www.postgresql.org/docs/current/datatype-json.html
 */
function* unstorable(value: unknown, path: string): Generator<FieldProblem> {
  if (typeof value === 'string') {
    if (value.includes('\0')) yield { path, message: 'Leave out the character NUL.' };
    else if (!value.isWellFormed()) yield { path, message: 'Leave out half of a surrogate pair.' };
  } else if (typeof value === 'object' && value !== null)
    for (const [name, one] of Object.entries(value)) {
      yield* unstorable(name, path);
      yield* unstorable(one, `${path}.${name}`);
    }
}
