import type { SpanFact } from '../../core/facts/facts.ts';
import { dayMs } from '../../core/time/days.ts';
import type { Heartbeat } from './heartbeat.ts';

/** How the ids of everything begin that other programs sent. */
export const hubWriters = 'hub-';
/** Each place at one instant has a number of its own, but for a chance of one in as many. */
const places = 1_000_000;

/**
 * The id of a heartbeat: from the client, the instant, and the place, so that the same one always gets the same. Each client and day has a
 * writer of its own: of a writer nothing is taken in that is older than what was folded of it.
 */
export function heartbeatId(
  beat: Pick<Heartbeat, 'at' | 'app' | 'machine' | 'entity'>,
  span: Omit<SpanFact, 'id'>,
): string {
  const { kind, signals, project, file, language, branch } = span;
  const day = new Date(Math.floor(beat.at / dayMs) * dayMs).toISOString().slice(0, 10);
  const machine = hash(beat.machine).toString(36);
  const place = hash(JSON.stringify([kind, signals, project, file, language, branch, beat.entity])) % places;
  return `${hubWriters}${beat.app}-${machine}-${day}:${(beat.at % dayMs) * places + place}`;
}

/** FNV-1a, 32 bits, over UTF-16 units: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(text: string): number {
  let value = 0x81_1c_9d_c5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01_00_01_93);
  return value >>> 0;
}
