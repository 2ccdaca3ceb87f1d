import * as z from 'zod';
import { hostAction } from '../../hostAction.ts';

const path = z.string().min(1).max(4000);

export const openPlace = hostAction('places.open', {
  title: 'Open a place in a file',
  description: 'Opens the file that a task is linked to in an editor, at its line.',
  access: 'write',
  transports: ['view'],
  params: z.object({
    file: path.describe("Relative to the project's folder, or a whole path."),
    line: z.number().int().min(1).optional().describe('Counts from 1.'),
    project: path.optional(),
  }),
  result: z.object({}),
  run: async (_, place) => {
    await (await import('./openPlace.ts')).openPlaceInEditor(place);
    return {};
  },
});
