import path from 'node:path';
import * as z from 'zod';
import { readOwnFile, removeOwnFile, writeOwnFile } from './ownFile.ts';

const running = z.object({ url: z.string(), port: z.number(), pid: z.number(), since: z.number() });
/** Where a hub answers. */
export type RunningHub = z.infer<typeof running>;

/** The file that tells other programs of the same user where the hub is. */
export function discoveryFile(folder: string): string {
  return path.join(folder, 'hub', 'hub.json');
}

/** The file in which VS Code leaves the settings that exclude places. */
export function privacyFile(folder: string): string {
  return path.join(folder, 'hub', 'privacy.json');
}

export function announce(folder: string, hub: RunningHub): void {
  writeOwnFile(discoveryFile(folder), `${JSON.stringify(hub)}\n`);
}

/** What was announced last; undefined when nothing was. The process may be gone. */
export function announced(folder: string): RunningHub | undefined {
  const text = readOwnFile(discoveryFile(folder));
  try {
    return text === undefined ? undefined : running.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Takes the announcement back, unless another hub has made its own by now. */
export function withdraw(folder: string, hub: RunningHub): void {
  if (announced(folder)?.pid === hub.pid) removeOwnFile(discoveryFile(folder));
}
