import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';

/** A process, as another one can recognise it. */
export interface ProcessMark {
  readonly pid: number;
  /** Identifies host, boot, and process namespace without revealing their names: a pid is only meaningful within one of these. */
  readonly machine: string;
}

let machine: string | undefined;

/** This process. */
export function thisProcess(): ProcessMark {
  machine ??= createHash('sha256')
    .update([os.hostname(), bootId(), processNamespace()].join('|'))
    .digest('hex')
    .slice(0, 12);
  return { pid: process.pid, machine };
}

/**
 * Returns true if a process has certainly ended. `false` means that it lives, or that this can't be determined from here (another machine
 * or container, a reused pid).
 */
export function isSurelyDead(mark: ProcessMark): boolean {
  if (mark.machine !== thisProcess().machine) return false;
  try {
    process.kill(mark.pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

// Only Linux provides both; elsewhere the host name has to do.
function bootId(): string {
  const file = '/proc/sys/kernel/random/boot_id';
  return process.platform === 'linux' && fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : '';
}

function processNamespace(): string {
  const link = '/proc/self/ns/pid';
  return fs.lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() ? fs.readlinkSync(link) : '';
}
