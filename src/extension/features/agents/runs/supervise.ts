import { spawn } from 'node:child_process';
import type { AgentRun } from '../../../../agents/runs/runRecords.ts';
import type { FromSupervisor, Job, ToSupervisor } from '../../../../agents/runs/supervisor/protocol.ts';
import { minuteMs } from '../../../../core/time/days.ts';

/** A job that a supervisor runs. */
export interface SupervisedJob {
  /** Resolves when the supervisor is gone. How the job ended is in the files of its folder, unless the supervisor was killed. */
  readonly gone: Promise<void>;
  cancel(): void;
}

/** Returns the job of a run: what is to run, where, and within which limits. */
export function jobOf(id: string, run: AgentRun, how: Pick<Job, 'folder' | 'steps' | 'prices'>): Job {
  const { outputKey, worktree, limits } = run;
  const { minutes, usd, turns } = limits;
  const token = `${id}-${outputKey.slice(0, 16)}`;
  return { ...how, token, outputKey, workingFolder: worktree, timeMs: minutes * minuteMs, usd, turns };
}

/**
 * Starts a supervisor. It ends the job when this process is gone, however that came about.
 * @param program the file `supervisor.cjs`
 * @param changed called when there is new output or progress
 */
export function supervise(program: string, job: Job, changed: () => void): SupervisedJob {
  const child = spawn(process.execPath, [program], {
    // Out of the reach of what ends the extension host and its group.
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    windowsHide: true,
  });
  const send = (message: ToSupervisor): void => {
    // One that is gone tells it by `exit`.
    if (child.connected) child.send(message, () => undefined);
  };
  child.on('message', (_message: FromSupervisor) => changed());
  const gone = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  send({ job });
  return { gone, cancel: () => send({ cancel: true }) };
}
