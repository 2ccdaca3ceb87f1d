import type { Day } from '../../core/time/days.ts';
import { minuteMs } from '../../core/time/days.ts';
import type { Interval } from '../../core/time/intervals.ts';

/** A task of a plan, as much as a calendar needs of it. */
export interface PlannedBlock {
  readonly id: string;
  readonly title: string;
  readonly minutes: number;
}

/** A task with the time that it was given. */
export interface PlacedBlock extends PlannedBlock, Interval {}

/** A shorter piece of a task isn't worth a block, unless the task itself is shorter. */
const leastMinutes = 15;

/**
 * Places tasks into free time, in their order. A task that doesn't fit into one stretch is continued in the next, in pieces of 15 minutes or
 * more.
 * @returns the pieces in order, and the tasks for which there was no time left, with the minutes that are missing
 */
export function placeTasks(
  tasks: readonly PlannedBlock[],
  free: readonly Interval[],
): { readonly placed: readonly PlacedBlock[]; readonly left: readonly PlannedBlock[] } {
  const slots = free.map(({ start, end }) => ({ start, end }));
  const [placed, left]: [PlacedBlock[], PlannedBlock[]] = [[], []];
  for (const task of tasks) {
    let missing = task.minutes;
    for (const slot of slots) {
      const room = Math.floor((slot.end - slot.start) / minuteMs);
      const piece = Math.min(missing, room);
      if (piece <= 0 || piece < Math.min(leastMinutes, missing)) continue;
      placed.push({ ...task, minutes: piece, start: slot.start, end: slot.start + piece * minuteMs });
      slot.start += piece * minuteMs;
      missing -= piece;
    }
    if (missing > 0) left.push({ ...task, minutes: missing });
  }
  return { placed: placed.sort((a, b) => a.start - b.start), left };
}

/** The content of a plan's calendar. */
export interface PlanCalendar {
  readonly day: Day;
  readonly blocks: readonly PlacedBlock[];
  /** Time of its creation, in ms since the epoch. */
  readonly now: number;
  /** The calendar's name. */
  readonly name: string;
}

/**
 * Writes a plan as a calendar (RFC 5545). Ids stay the same for the same piece of the same task, so that importing it again changes the
 * events in place of doubling them.
 */
export function planIcs({ day, blocks, now, name }: PlanCalendar): string {
  const pieces = new Map<string, number>();
  const events = blocks.flatMap(({ id, title, start, end }) => {
    const piece = (pieces.get(id) ?? 0) + 1;
    pieces.set(id, piece);
    return [
      'BEGIN:VEVENT',
      `UID:${uidOf(id)}-${day}-${piece}@daymark`,
      `DTSTAMP:${stampOf(now)}`,
      `DTSTART:${stampOf(start)}`,
      `DTEND:${stampOf(end)}`,
      `SUMMARY:${escapeText(title)}`,
      'TRANSP:OPAQUE',
      'END:VEVENT',
    ];
  });
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Daymark//Plan//EN',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escapeText(name)}`,
    ...events,
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

/** Ids of tasks have signs that some calendars don't take. */
function uidOf(id: string): string {
  return id.replaceAll(/[^A-Za-z0-9-]/g, '-');
}

function stampOf(at: number): string {
  return new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

function escapeText(text: string): string {
  return (
    text
      .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
      .replaceAll(/\r\n?|\n/g, '\\n')
      // eslint-disable-next-line no-control-regex -- those can't be in a calendar
      .replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F]/g, '')
  );
}

/** The longest line, in bytes, without its end. */
const longestLine = 75;

/** Returns the number of UTF-8 bytes of a code point. */
function bytesOf(point: number): number {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}

/** Folds a line between characters, so that no piece has more than 75 bytes (RFC 5545, section 3.1). */
export function foldLine(line: string): string {
  const pieces: string[] = [];
  let [piece, bytes] = ['', 0];
  for (const character of line) {
    const size = bytesOf(character.codePointAt(0) ?? 0);
    if (bytes + size > longestLine) {
      pieces.push(piece);
      [piece, bytes] = [' ', 1];
    }
    piece += character;
    bytes += size;
  }
  return [...pieces, piece].join('\r\n');
}
