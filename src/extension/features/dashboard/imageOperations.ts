import * as z from 'zod';
import { hostAction } from '../../hostAction.ts';

/** An image of the dashboard is far smaller. */
const mostCharacters = 4_000_000;

export const saveImage = hostAction('images.save', {
  title: 'Save an image',
  description: 'Asks where to save an image that the dashboard has made and shown, and writes it there.',
  access: 'write',
  transports: ['view'],
  params: z.object({
    name: z
      .string()
      .regex(/^[a-z-]{1,40}$/)
      .describe('The suggested file name, without its extension.'),
    png: z.base64().min(1).max(mostCharacters).describe('The bytes of the image, in base64.'),
  }),
  result: z.object({ saved: z.boolean() }),
  run: async ({ t }, params) => ({ saved: await (await import('./saveImage.ts')).saveImageAs(params, t) }),
});
