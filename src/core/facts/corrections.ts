import { compareText } from '../base/compareText.ts';
import { activityKinds, type ActivityKind } from './activity.ts';
import { oneOf, shape, text } from '../base/checks.ts';
import { fieldValues, isDeleted, type RecordState } from '../records/recordState.ts';
import { timeOf, type RecordTime } from './recordTime.ts';

/** The collection of corrections. Its schema is in the room that applies them (`analytics`). */
export const correctionCollection = 'corrections';

/**
 * A person's statement about a stretch of time. The facts that were recorded stay as they are, so that taking a correction back restores what was.
 */
export type CorrectionBody =
  /** This was not work. */
  | { readonly what: 'exclude' }
  /** The time that counts here was of another kind or for another project; for a part of a stretch, this splits it. */
  | { readonly what: 'reassign'; readonly kind?: ActivityKind; readonly project?: string }
  /** The gap was this. A break counts no time, and says what the gap was. */
  | { readonly what: 'mark'; readonly kind: ActivityKind; readonly project?: string };

const kind = oneOf(activityKinds);
const project = text(1, 1000);
const kinds = [
  shape({ what: oneOf(['exclude']) }),
  shape({ what: oneOf(['reassign']) }, { kind, project }),
  shape({ what: oneOf(['mark']), kind }, { project }),
];

/** A correction with its range, and the instant at which it was made (ms since the epoch). */
export type Correction = CorrectionBody & RecordTime & { readonly id: string; readonly at: number };

/**
 * Reads a correction without zod, since today's total needs it while the editor starts.
 * @returns undefined for one that was taken back, or that this version doesn't understand
 */
export function correctionOf(state: RecordState): Correction | undefined {
  const fields = fieldValues(state);
  const { at, start: _start, end: _end, utcOffset: _offset, ...body } = fields;
  const time = timeOf(fields, 'any');
  if (isDeleted(state) || !time || time.end === time.start || typeof at !== 'number') return undefined;
  return isCorrection(body) ? { ...body, id: state.id, at, ...time } : undefined;
}

/** Sorts corrections into the order in which they were made: the last one has the last word. */
export function byCreation(corrections: readonly Correction[]): Correction[] {
  return [...corrections].sort((a, b) => a.at - b.at || compareText(a.id, b.id));
}

function isCorrection(value: unknown): value is CorrectionBody {
  return kinds.some((isOne) => isOne(value));
}
