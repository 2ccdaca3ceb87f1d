import * as z from 'zod';
import { activityKinds } from './activity.ts';
import type { DocumentFact } from './facts.ts';

/**
 * What a person says of a stretch of time, kept as a `DocumentFact` of the collection `corrections`; its range is the fact's. The facts that
 * were recorded stay as they are, so that taking a correction back restores what was.
 */
const correctionSchema = z.discriminatedUnion('what', [
  /** This was no work. */
  z.object({ what: z.literal('exclude') }),
  /** What counts here was of another kind or for another project; of a part of a stretch, this splits it. */
  z.object({
    what: z.literal('reassign'),
    kind: z.enum(activityKinds).optional(),
    project: z.string().min(1).max(1000).optional(),
  }),
  /** Where nothing counts here, it was this. A break counts no time, and says what the gap was. */
  z.object({
    what: z.literal('mark'),
    kind: z.enum(activityKinds),
    project: z.string().min(1).max(1000).optional(),
  }),
]);
export type CorrectionBody = z.infer<typeof correctionSchema>;

/** A correction with its range, `[start, end)` in ms since the epoch. */
export type Correction = CorrectionBody & {
  readonly id: string;
  readonly at: number;
  readonly start: number;
  readonly end: number;
  readonly offset: number;
};

/** Reads the corrections among documents, in the order in which they were made; what this version does not understand is passed over. */
export function correctionsIn(documents: readonly DocumentFact[]): Correction[] {
  const corrections = documents.flatMap(({ id, at, start, end, offset, body, deleted, collection }) => {
    if (deleted || collection !== 'corrections' || !(end > start)) return [];
    const parsed = correctionSchema.safeParse(jsonOf(body));
    return parsed.success ? [{ ...parsed.data, id, at, start, end, offset }] : [];
  });
  return corrections.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A locked or damaged name: there is nothing to be corrected by.
    return undefined;
  }
}
