import { readFileSync, readlinkSync } from 'node:fs';

/** Facts to find out about processes. */
export interface Processes {
  /** Returns true if a process with this number is running. */
  isRunning(pid: number): boolean;
  /** Time at which it began, by its system's clock; undefined if unknown. */
  startOf(pid: number): string | undefined;
  /** Identifies the namespace of process ids (a container has its own); undefined if unknown. */
  readonly domain: string | undefined;
}

/** The processes of this machine, as far as Node and `/proc` tell. */
export const systemProcesses: Processes = {
  isRunning(pid) {
    try {
      return process.kill(pid, 0);
    } catch (error) {
      // Another user's process runs, too.
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
  },
  startOf(pid) {
    if (process.platform !== 'linux') return undefined;
    try {
      // Field 22 of proc_pid_stat(5). The name before it is in parentheses, and may hold any characters.
      const [, after = ''] = /^.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
      return after.split(' ')[19];
    } catch {
      return undefined;
    }
  },
  get domain() {
    try {
      return process.platform === 'linux' ? readlinkSync('/proc/self/ns/pid') : undefined;
    } catch {
      return undefined;
    }
  },
};
