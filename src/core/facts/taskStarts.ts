import { isBoolean, shape, text } from '../base/checks.ts';
import type { DocumentFact } from './facts.ts';
import { jsonOf } from '../base/jsonOf.ts';

/** That a person works on a task, kept as a `DocumentFact` of the collection `starts` from when it was started to when it was stopped. */
export interface StartBody {
  /** Id of the task. */
  readonly task: string;
  /** Where time counts toward it; without a project all time does. */
  readonly project?: string;
  readonly branch?: string;
  /** Not stopped yet: then its end is not known, and the fact's own says nothing. */
  readonly running: boolean;
}

/** A start with its range, `[start, end)` in ms since the epoch. */
export interface TaskStart extends StartBody {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

const name = text(1, 2000);
const isStart = shape<{ task: string; running: boolean }, { project: string; branch: string }>(
  { task: text(1, 200), running: isBoolean },
  { project: name, branch: name },
);

/** Reads the starts among documents, in the order of their start; what this version does not understand is passed over. */
export function startsIn(documents: readonly DocumentFact[]): TaskStart[] {
  return documents.flatMap(({ id, start, end, offset, body, deleted, collection }) => {
    const found = deleted || collection !== 'starts' ? undefined : jsonOf(body);
    return isStart(found) ? [{ ...found, id, start, end, offset }] : [];
  });
}
