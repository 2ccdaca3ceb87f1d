import * as z from 'zod';

/** A maximum number of bytes, in base64. */
export function base64(bytes: number): z.ZodBase64 {
  return z.base64().max(Math.ceil(bytes / 3) * 4);
}
