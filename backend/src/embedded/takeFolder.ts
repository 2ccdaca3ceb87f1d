import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EmbeddedError } from './embeddedError.ts';

const stopMs = 15_000;

/**
 * Makes this process the one that runs the database of a folder. A PostgreSQL that a killed server left behind is stopped first.
 * @returns gives the folder back
 * @throws EmbeddedError if another server uses it
 */
export async function takeFolder(folder: string): Promise<() => void> {
  const file = path.join(folder, 'server.pid');
  const owner = readPid(file);
  // In a container, every start may have the same process id.
  if (owner !== undefined && owner !== process.pid && isAlive(owner))
    throw new EmbeddedError(
      `Process ${owner} uses ${folder} already. Stop it, or set DAYMARK_BACKEND_FOLDER to another folder. If it is no Daymark server, delete ${file}.`,
    );
  writeFileSync(file, String(process.pid));
  await stopOrphan(path.join(folder, 'data', 'postmaster.pid'));
  return () => rmSync(file, { force: true });
}

async function stopOrphan(file: string): Promise<void> {
  const pid = readPid(file);
  if (pid === undefined || !isPostgres(pid, path.dirname(file))) return;
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    // It just ended.
    return;
  }
  for (const deadline = Date.now() + stopMs; existsSync(file) && isAlive(pid) && Date.now() < deadline;)
    await new Promise((resolve) => setTimeout(resolve, 50));
}

/**
 * Returns whether a process is a folder's PostgreSQL: after a reboot its process id may be anyone's. False if that can't be determined;
 * then PostgreSQL itself refuses to start a second time.
 */
function isPostgres(pid: number, data: string): boolean {
  try {
    const command =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        : execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
    return command.includes(`-D ${data} `);
  } catch {
    return false;
  }
}

function readPid(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  return pid > 0 ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
