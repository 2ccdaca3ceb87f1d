import { crc32 } from 'node:zlib';
import { dayMs, dayOf } from '../../core/time/days.ts';
import type { SpanFact } from '../../core/facts/facts.ts';
import { joinId, splitId } from '../facts/factId.ts';

type ImportedTracker = 'wakatime' | 'activitywatch';

/** The number of places that have different ids at one instant, except for a chance of one in as many. */
const places = 1_000_000;
const form = /^(wakatime|activitywatch)-at-(\d{4}-\d{2}-\d{2})$/;

/**
 * Returns the id of a fact that another program recorded in a place at an instant. It is deterministic, so that importing it again changes
 * nothing. Each day has its own writer: for a writer, nothing is taken in that is older than its folded facts.
 */
export function importedId(
  from: ImportedTracker,
  { start, kind, project, file, language, branch }: Omit<SpanFact, 'id'>,
): string {
  const place = crc32(JSON.stringify([kind, project, file, language, branch])) % places;
  return joinId(`${from}-at-${dayOf(start, 0)}`, (start % dayMs) * places + place);
}

/**
 * Returns the id of the same fact before November 2026, which depended on the instant only, so that one of two facts at an instant was
 * lost.
 */
export function earlierId(id: string): string | undefined {
  const { writer, n } = splitId(id);
  const [, from, day] = form.exec(writer) ?? [];
  return day === undefined ? undefined : joinId(`${from}-${day}`, Math.floor(n / places));
}

/** The earliest time that other programs can have recorded, in ms since the epoch. A clock may be a day ahead. */
const earliest = Date.UTC(2000, 0);

/** Returns true if something can have been recorded at an instant, which rules out other units and clocks that are off by years. */
export function isRecordable(at: number, now: number): boolean {
  return at >= earliest && at <= now + dayMs;
}
