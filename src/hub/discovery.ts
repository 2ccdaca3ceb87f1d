import path from 'node:path';
import * as z from 'zod';
import type { Refusal, SeenClient } from './hubLog.ts';
import { readOwnFile, refreshOwnFile, removeOwnFile, writeOwnFile } from './ownFile.ts';

const client = z.object({
  token: z.string(),
  app: z.string(),
  last: z.number(),
  accepted: z.number(),
  ignored: z.record(z.string(), z.number()),
});
const refusal = z.object({ status: z.number(), reason: z.string(), count: z.number(), last: z.number() });
const running = z.object({
  url: z.string(),
  port: z.number(),
  pid: z.number(),
  since: z.number(),
  watchers: z.string().default(''),
  clients: z.array(client).default([]),
  refusals: z.array(refusal).default([]),
});
/** The hub's address, its clients, and what it refused. Times are in ms since the epoch. */
export interface RunningHub {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly since: number;
  /** Address to which ActivityWatch's watchers may send without a token; empty if they may not, `taken` if their port is in use. */
  readonly watchers: string;
  readonly clients: readonly SeenClient[];
  readonly refusals: readonly Refusal[];
}

/** The file that tells the user's other programs where the hub is. */
export function discoveryFile(folder: string): string {
  return path.join(folder, 'hub', 'hub.json');
}

/** The file in which VS Code leaves the settings that exclude places. */
export function privacyFile(folder: string): string {
  return path.join(folder, 'hub', 'privacy.json');
}

/** Returns the port on which the hub of a folder answered last; undefined if it never did. */
export function lastPort(folder: string): number | undefined {
  const port = Number(readOwnFile(portFile(folder)));
  return Number.isInteger(port) && port >= 1024 && port < 65_536 ? port : undefined;
}

/** Keeps the port for the next start, since clients are set up with it. @throws Node's error if the folder isn't writable */
export function keepPort(folder: string, port: number): void {
  if (lastPort(folder) !== port) writeOwnFile(portFile(folder), `${port}\n`);
}

function portFile(folder: string): string {
  return path.join(folder, 'hub', 'port');
}

/** Announces the hub's address. @throws Node's error if the folder isn't writable */
export function announce(folder: string, hub: RunningHub): void {
  writeOwnFile(discoveryFile(folder), `${JSON.stringify(hub)}\n`);
}

/** Announces the hub's current state, while it answers clients. Rejects with Node's error. */
export function announceAgain(folder: string, hub: RunningHub): Promise<void> {
  return refreshOwnFile(discoveryFile(folder), `${JSON.stringify(hub)}\n`);
}

/** Returns the last announcement; undefined if there is none. The process may be gone. */
export function announced(folder: string): RunningHub | undefined {
  const text = readOwnFile(discoveryFile(folder));
  try {
    return text === undefined ? undefined : running.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Returns the running hub: the last announcement, if its process is alive. */
export function runningHub(folder: string): RunningHub | undefined {
  const hub = announced(folder);
  return hub && lives(hub.pid) ? hub : undefined;
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user lives too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Takes the announcement back, unless another hub has made its own by now. */
export function withdraw(folder: string, hub: Pick<RunningHub, 'pid'>): void {
  if (announced(folder)?.pid === hub.pid) removeOwnFile(discoveryFile(folder));
}
