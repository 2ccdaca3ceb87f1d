import type { App } from '../../core/operations/app.ts';
import { internalQuery } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { dayMs, type TimeRange } from '../../core/time/days.ts';
import type { CalendarEvent } from './calendarEvents.ts';
import { calendarDayId, calendarDays, calendarLimits } from './calendars.ts';

/** A calendar's stored events, by the start of their UTC days. */
export const getStoredDays = internalQuery(
  'calendar.storedDays',
  (read: Reading, { calendar, from, to }: { readonly calendar: string } & TimeRange) => {
    const { records } = read.records(calendarDays, { from, to, limit: 20_000 });
    return records.filter(({ values }) => values.calendar === calendar);
  },
);

/** The part of a calendar that was read: whole UTC days. */
export function readingRange(now: number): TimeRange {
  const today = now - (now % dayMs);
  return { from: today - 7 * dayMs, to: today + 60 * dayMs };
}

/**
 * Records the events of a calendar in place of those that are stored in the range. Days that haven't changed write nothing.
 * @returns the number of days that changed
 */
export async function storeEvents(
  app: App,
  {
    calendar,
    range,
    events,
  }: { readonly calendar: string; readonly range: TimeRange; readonly events: readonly CalendarEvent[] },
): Promise<number> {
  const stored = await app.read(getStoredDays, { calendar, ...range });
  const inRange = events.filter(({ start }) => start >= range.from && start < range.to);
  const byDay = Map.groupBy(inRange, ({ start }) => start - (start % dayMs));
  const records = app.records(calendarDays);
  let changed = 0;
  for (const [start, all] of byDay) {
    const ofDay = all.slice(0, calendarLimits.eventsOfDay);
    const end = Math.max(start + dayMs, ...ofDay.map((one) => one.end));
    const { undo } = await records.put(calendarDayId(calendar, start), { calendar, start, end, events: [...ofDay] });
    if (undo) changed++;
  }
  for (const { id, values } of stored) {
    if (values.start < range.from || byDay.has(values.start)) continue;
    await records.remove(id);
    changed++;
  }
  return changed;
}
