import * as z from 'zod';
import { passwordSchema } from './passwords.ts';
import { scopes } from './caller.ts';

const line = '^[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]*$';
const linePattern = new RegExp(line, 'u');

/** One line of text for people; control characters could change what a log or a terminal shows. */
export function lineOf(most: number): z.ZodType<string> {
  return (
    z
      .string()
      .trim()
      .min(1)
      .max(most)
      .refine((text) => linePattern.test(text), 'Use one line without control characters.')
      // A pattern with flags would come out of the description with its slashes and flags.
      .meta({ pattern: line })
  );
}

export const emailSchema = z
  .email()
  .max(254)
  .transform((text) => text.toLowerCase());

export const nameSchema = lineOf(100);

export const scopesSchema = z
  .array(z.enum(scopes))
  .min(1)
  .transform((values) => [...new Set(values)]);

export const newAccountSchema = z.strictObject({ email: emailSchema, name: nameSchema, password: passwordSchema });

/** A page in a browser gets its refresh token as a cookie that scripts can't read, anything else in the answer. */
export const clientSchema = z.enum(['web', 'app']).default('app');

export const tokensSchema = z.object({
  accessToken: z.string(),
  /** Seconds. */
  expiresIn: z.int(),
  refreshToken: z.string().optional(),
});
