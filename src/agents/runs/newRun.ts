import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { AgentRun } from './runRecords.ts';
import { identityOf } from './supervisor/processes.ts';

/** Returns an id that no other run has. */
export function newRunId(): string {
  return randomBytes(6).toString('hex');
}

type NewRunFields = 'status' | 'start' | 'worktree' | 'branch' | 'owner' | 'outputKey' | 'attempts';

/**
 * Makes a run of this process that waits to begin, with a worktree, a branch, and a key of its own.
 * @param place its id, the folder for what belongs to it, and the present instant, in ms since the epoch
 */
export function newRun<R extends Pick<AgentRun, 'title'>>(
  fields: R,
  { id, folder, now }: { readonly id: string; readonly folder: string; readonly now: number },
): R & Pick<AgentRun, NewRunFields> {
  return {
    ...fields,
    status: 'pending',
    start: now,
    worktree: join(folder, 'tree'),
    branch: branchName(fields.title, id),
    owner: identityOf(process.pid),
    outputKey: randomBytes(32).toString('hex'),
    attempts: 0,
  };
}

/** The first line of a task, shortened. */
export function runTitle(task: string): string {
  const [line = ''] = task.trim().split('\n');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

/** A name that git accepts, and that no other run has. */
function branchName(title: string, id: string): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, '');
  return `daymark/${words === '' ? 'run' : words}-${id.slice(0, 6)}`;
}
