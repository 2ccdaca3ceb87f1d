import { env } from 'vscode';
import type { Services } from './services.ts';

/** Writes an instant (ms since the epoch) as a date and time of the user's zone, which isn't that of a container or a remote host. */
export function timeText({ timeZone }: Pick<Services, 'timeZone'>, at: number): string {
  return new Date(at).toLocaleString(env.language, { timeZone: timeZone.name });
}
