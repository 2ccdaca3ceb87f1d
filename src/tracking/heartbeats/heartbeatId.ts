import type { SpanFact } from '../../core/facts/facts.ts';
import { dayMs, dayOf } from '../../core/time/days.ts';
import type { Heartbeat } from './heartbeat.ts';

/** The prefix of all ids of data sent by other programs. */
export const hubWriters = 'hub-';
/** Each place at an instant has a different number, except for a chance of one in as many. */
const places = 1_000_000;

/**
 * Returns the id of a heartbeat from client, instant, and place, so that the same heartbeat always gets the same id. Each client and day
 * has its own writer: for a writer, nothing is taken in that is older than its folded facts.
 */
export function heartbeatId(
  beat: Pick<Heartbeat, 'at' | 'app' | 'machine' | 'entity'>,
  span: Omit<SpanFact, 'id'>,
): string {
  const { kind, signals, project, file, language, branch } = span;
  return hubFactId(beat, JSON.stringify([kind, signals, project, file, language, branch, beat.entity]));
}

/**
 * The id of what another program sent.
 * @param what distinguishes heartbeats that began at the same instant
 */
export function hubFactId({ at, app, machine }: Pick<Heartbeat, 'at' | 'app' | 'machine'>, what: string): string {
  return `${hubWriters}${app}-${hash(machine).toString(36)}-${dayOf(at, 0)}:${(at % dayMs) * places + (hash(what) % places)}`;
}

/** FNV-1a, 32 bits, over UTF-16 units: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(text: string): number {
  let value = 0x81_1c_9d_c5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01_00_01_93);
  return value >>> 0;
}
