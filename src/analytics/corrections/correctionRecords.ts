import * as z from 'zod';
import { instant, utcOffset } from '../../core/records/timeFields.ts';
import { activityKinds } from '../../core/facts/activity.ts';
import { correctionCollection } from '../../core/facts/corrections.ts';
import { collection } from '../../core/records/collection.ts';

/** Corrections. Read them with `correctionOf` (core), which needs no zod and checks which fields each `what` has. */
export const corrections = collection(
  correctionCollection,
  z.object({
    /** Time at which it was made, in ms since the epoch. */
    at: instant,
    start: instant,
    end: instant,
    utcOffset,
    what: z.enum(['exclude', 'reassign', 'mark']),
    kind: z.enum(activityKinds).optional(),
    project: z.string().min(1).max(1000).optional(),
  }),
);
