import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from '../folders.mjs';

/** The process that a new head of a group ends with. */
export const runVariable = 'DAYMARK_MUTANTS_RUN';
/** The head of the group that a process belongs to, with which it ends. */
export const headVariable = 'DAYMARK_MUTANTS_HEAD';
/** The memory that a process may take, in MB. */
export const memoryVariable = 'DAYMARK_MUTANTS_MB';
/** The memory that a process may take, in MB, unless said otherwise. */
const memoryMb = 2_000;

interface GroupOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: 'ignore' | 'pipe';
  readonly stderr: 'ignore' | 'inherit';
  readonly mb?: number;
}

/**
 * Starts a script as the head of a process group that ends with this process, whatever its code does and however this process ends. So do
 * the Node processes that its tests start, in whichever group they are, and each that takes too much memory.
 */
export function forkGroup(
  script: string,
  args: readonly string[],
  { env, stdout, stderr, mb = memoryMb }: GroupOptions,
): ChildProcess {
  const watchdog = `--import=${pathToFileURL(path.join(import.meta.dirname, 'watchdog.ts')).href}`;
  return fork(script, args, {
    cwd: projectFolder,
    detached: true,
    stdio: ['ignore', stdout, stderr, 'ipc'],
    env: {
      ...env,
      NODE_OPTIONS: `${env['NODE_OPTIONS'] ?? ''} ${watchdog} --max-old-space-size=${mb}`,
      [runVariable]: String(process.pid),
      [memoryVariable]: String(mb),
    },
  });
}

/** Ends the head of a group with all that is in it; on Windows, which has no groups, the others see that it is gone. */
export function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
