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
  throw new AppError('invalid-input', `${where}: ${issue?.message ?? 'not valid'}`);
}
