import type * as z from 'zod';
import { AppError } from '../base/appError.ts';

/**
 * Checks parameters that come from outside.
 * @throws AppError `invalid-input` that names the first parameter at fault
 */
export function parseParams<T extends z.ZodType>(schema: T, params: unknown): z.output<T> {
  const parsed = schema.safeParse(params);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.join('.') || 'input';
  throw new AppError('invalid-input', `${where}: ${issue ? faultOf(issue, params) : 'not valid'}`);
}

/** Words for a fault, for a person who types: the usual ones plain, others as zod states them. */
function faultOf(issue: z.core.$ZodIssue, params: unknown): string {
  if (issue.code === 'invalid_value')
    return `must be ${new Intl.ListFormat('en', { type: 'disjunction' }).format(issue.values.map(String))}`;
  if (issue.code === 'too_small' && issue.origin === 'number')
    return `must be ${issue.inclusive === false ? 'greater than' : 'at least'} ${issue.minimum}`;
  if (issue.code === 'too_big' && issue.origin === 'number')
    return `must be ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}`;
  if (issue.code !== 'invalid_type') return issue.message;
  const value = issue.path.reduce((inside, key) => (inside as Record<PropertyKey, unknown> | undefined)?.[key], params);
  return value === undefined
    ? 'is required'
    : `must be ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`;
}
