import { activityKinds, type ActivityKind } from './activity.ts';
import { oneOf, shape, text } from '../base/checks.ts';
import type { DocumentFact } from './facts.ts';
import { jsonOf } from '../base/jsonOf.ts';

/**
 * What a person says of a stretch of time, kept as a `DocumentFact` of the collection `corrections`; its range is the fact's. The facts that
 * were recorded stay as they are, so that taking a correction back restores what was.
 */
export type CorrectionBody =
  /** This was no work. */
  | { readonly what: 'exclude' }
  /** What counts here was of another kind or for another project; of a part of a stretch, this splits it. */
  | { readonly what: 'reassign'; readonly kind?: ActivityKind; readonly project?: string }
  /** Where nothing counts here, it was this. A break counts no time, and says what the gap was. */
  | { readonly what: 'mark'; readonly kind: ActivityKind; readonly project?: string };

const kind = oneOf(activityKinds);
const project = text(1, 1000);
const kinds = [
  shape({ what: oneOf(['exclude']) }),
  shape({ what: oneOf(['reassign']) }, { kind, project }),
  shape({ what: oneOf(['mark']), kind }, { project }),
];

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
    const found = jsonOf(body);
    return isCorrection(found) ? [{ ...found, id, at, start, end, offset }] : [];
  });
  return corrections.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

function isCorrection(value: unknown): value is CorrectionBody {
  return kinds.some((isOne) => isOne(value));
}
