import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemProcesses } from '../../systemProcesses.ts';

/** A process by its number and its start, since a number is given to another process later. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Field 22 of `/proc/<pid>/stat`; absent on other systems than Linux. */
  readonly start?: string | undefined;
}

/** The environment variable that marks the processes of a run. Children inherit it, also those that leave the process group. */
export const tokenVariable = 'DAYMARK_RUN';

export function identityOf(pid: number): ProcessIdentity {
  const start = statOf(pid)?.start;
  return { pid, ...(start !== undefined && { start }) };
}

/** Returns true while exactly this process runs, and `unknown` where the number is in use and its start can't be compared. */
export function isRunning({ pid, start }: ProcessIdentity): boolean | 'unknown' {
  if (!systemProcesses.isRunning(pid)) return false;
  const stat = statOf(pid);
  if (stat?.hasEnded) return false;
  return start === undefined || stat?.start === undefined ? 'unknown' : start === stat.start;
}

/** Fields of proc_pid_stat(5); undefined on other systems than Linux, and for a process that is gone. */
function statOf(pid: number) {
  try {
    // The name in parentheses may hold any characters.
    const [, after = ''] = /^.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? [];
    const fields = after.split(' ');
    // Z and X: it has ended, and nobody has waited for it yet.
    return { hasEnded: fields[0] === 'Z' || fields[0] === 'X', group: fields[2], start: fields[19] };
  } catch {
    return undefined;
  }
}

/** Processes with the token of a run; undefined if the system doesn't tell. */
export function processesWith(token: string): readonly number[] | undefined {
  const entry = `${tokenVariable}=${token}`;
  return pidsWhere((pid) => readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(entry));
}

/** Processes that work in a folder; undefined if the system doesn't tell. */
export function processesIn(folder: string): readonly number[] | undefined {
  // The system tells where links lead.
  const real = existsSync(folder) ? realpathSync(folder) : folder;
  return pidsWhere((pid) => `${readlinkSync(`/proc/${pid}/cwd`)}${sep}`.startsWith(`${real}${sep}`));
}

function pidsWhere(matches: (pid: number) => boolean): readonly number[] | undefined {
  if (process.platform !== 'linux') return undefined;
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) return [];
    try {
      return matches(pid) ? [pid] : [];
    } catch {
      // It has ended, or it is another user's, which is never ours.
      return [];
    }
  });
}

/** Ended processes that nobody has waited for are no members. */
function hasMembers(group: number): boolean {
  const members = pidsWhere((pid) => {
    const stat = statOf(pid);
    return stat?.group === String(group) && !stat.hasEnded;
  });
  return members ? members.length > 0 : signal(-group, 0);
}

/** Time that processes have to end by themselves, in ms. */
const graceMs = 3_000;
const pollMs = 50;
/** Time to go on after that: a process in an uninterruptible call can't be killed. */
const giveUpMs = 5_000;

/**
 * Ends every process that has the token, and those of the group: first with SIGTERM, then with SIGKILL. Others are left alone.
 * @param group the leader of the process group, if it is known to be ours
 * @returns processes that are still there; undefined if the system can't tell
 */
export async function endProcesses(token: string, group?: number): Promise<readonly number[] | undefined> {
  const began = performance.now();
  const signaled = new Set<number>();
  for (;;) {
    const pids = processesWith(token);
    const isGroupThere = group !== undefined && hasMembers(group);
    if ((pids ?? []).length === 0 && !isGroupThere) return pids;
    const passed = performance.now() - began;
    if (passed > graceMs + giveUpMs) return pids;
    const isLate = passed > graceMs;
    if (group !== undefined && (isLate || !signaled.has(-group))) signal(-group, isLate ? 'SIGKILL' : 'SIGTERM');
    // Also those that started in the meantime.
    for (const pid of pids ?? []) if (isLate || !signaled.has(pid)) signal(pid, isLate ? 'SIGKILL' : 'SIGTERM');
    for (const pid of pids ?? []) signaled.add(pid);
    if (group !== undefined) signaled.add(-group);
    await sleep(pollMs);
  }
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
