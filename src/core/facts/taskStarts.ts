import { isBoolean, number, shape, text } from '../base/checks.ts';
import { fieldValues, isDeleted, type RecordState } from '../records/recordState.ts';

/** The collection of starts. Its schema is in the room that writes them (`planning`). */
export const startCollection = 'starts';

/** That a person works on a task, from `start` to `end` (ms since the epoch). */
export interface TaskStart {
  readonly id: string;
  /** Id of the task. */
  readonly task: string;
  /** The project in which time counts toward it; without one, all time does. */
  readonly project?: string;
  readonly branch?: string;
  readonly start: number;
  /** Absent while the task runs. */
  readonly end?: number;
  /** Minutes east of UTC. */
  readonly offset: number;
}

const name = text(1, 2000);
const isStart = shape<
  { task: string; running: boolean; start: number; utcOffset: number },
  { project: string; branch: string; end: number }
>(
  { task: text(1, 200), running: isBoolean, start: number(0), utcOffset: number(-1440, 1440) },
  { project: name, branch: name, end: number(0) },
);

/** Reads a start. @returns undefined for one that was deleted, or that this version doesn't understand */
export function startOf(state: RecordState): TaskStart | undefined {
  const fields = fieldValues(state);
  if (isDeleted(state) || !isStart(fields)) return undefined;
  const { task, project, branch, running, start, end = start, utcOffset: offset } = fields;
  const where = { ...(project !== undefined && { project }), ...(branch !== undefined && { branch }) };
  return { id: state.id, task, ...where, start, ...(!running && { end: Math.max(start, end) }), offset };
}
