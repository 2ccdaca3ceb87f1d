import { oneOf } from '../base/checks.ts';
import { fieldValues, isDeleted, type RecordState } from '../records/recordState.ts';
import { activityKinds, type ActivityKind } from './activity.ts';
import { lockedName } from './lockedName.ts';
import { timeOf, type RecordTime } from './recordTime.ts';

/** The collection of activities logged by hand. Its schema is in the room that writes them (`planning`). */
export const activityCollection = 'activities';

/** Work that a person logged by hand. */
export interface Activity extends RecordTime {
  readonly id: string;
  readonly title: string;
  readonly kind: ActivityKind;
  readonly project?: string;
  /** Errors met, as counted by the person. */
  readonly errors: number;
  readonly notes: string;
}

const isKind = oneOf(activityKinds);

/**
 * Reads an activity without zod, since today's total needs it while the editor starts.
 * @returns undefined for one that was deleted, or whose time or kind this version doesn't understand
 */
export function activityOf(state: RecordState): Activity | undefined {
  const fields = fieldValues(state);
  const { kind, title, project, errors, notes } = fields;
  const time = timeOf(fields, 'work');
  if (isDeleted(state) || !time || !isKind(kind)) return undefined;
  return {
    id: state.id,
    ...time,
    kind,
    // Where the key is missing, only what is stored in the clear is known.
    title: typeof title === 'string' ? title : lockedName('?'),
    ...(typeof project === 'string' && { project }),
    errors: typeof errors === 'number' ? errors : 0,
    notes: typeof notes === 'string' ? notes : '',
  };
}
