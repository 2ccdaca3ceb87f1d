import { crc32 } from 'node:zlib';
import { dayMs } from '../../core/time/days.ts';
import type { SpanFact } from '../../core/facts/facts.ts';
import { joinId, splitId } from '../facts/factId.ts';

type From = 'wakatime' | 'activitywatch';

/** Of so many places at one instant each has a number of its own, but for a chance of one in as many. */
const places = 1_000_000;
const form = /^(wakatime|activitywatch)-at-(\d{4}-\d{2}-\d{2})$/;

/**
 * The id of what another program recorded in a place at an instant: the same for the same one, so that importing it again changes nothing.
 * Each day has a writer of its own: of a writer, nothing is taken in any more that is older than what was folded of it.
 */
export function importedId(from: From, { start, kind, project, file, language, branch }: Omit<SpanFact, 'id'>): string {
  const place = crc32(JSON.stringify([kind, project, file, language, branch])) % places;
  return joinId(`${from}-at-${dayOf(start)}`, (start % dayMs) * places + place);
}

/** The id of the same before November 2026, which told the instant only: of two at one instant, one was taken for the other. */
export function earlierId(id: string): string | undefined {
  const { writer, n } = splitId(id);
  const [, from, day] = form.exec(writer) ?? [];
  return day === undefined ? undefined : joinId(`${from}-${day}`, Math.floor(n / places));
}

/** The id of a stretch of a day of which other programs tell little more than its length. */
export function stretchId(from: From, start: number): string {
  return joinId(`${from}-${dayOf(start)}`, start % dayMs);
}

/** From when on other programs can have recorded anything, ms since the epoch; a clock may be a day ahead. */
const earliest = Date.UTC(2000, 0);

/** Whether something can have been recorded at an instant: not in other units, nor by a clock that was years off. */
export function isRecordable(at: number, now: number): boolean {
  return at >= earliest && at <= now + dayMs;
}

function dayOf(at: number): string {
  return new Date(Math.floor(at / dayMs) * dayMs).toISOString().slice(0, 10);
}
