import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { errorMessage } from '../../core/base/appError.ts';
import { offsetsOf } from '../../core/time/zone.ts';
import { readCalendar } from '../../planning/calendar/ics/readCalendar.ts';
import type { CalendarInput, CalendarMessage } from './calendarProtocol.ts';

/** A thread that lives for one calendar: what comes from outside can cost its time and memory only. */
const { texts, range, timeZone, addresses } = workerData as CalendarInput;

const idOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

try {
  say({ content: readCalendar(texts, { range, addresses, idOf, local: offsetsOf(timeZone) }) });
} catch (error) {
  say({ error: errorMessage(error) });
}

function say(message: CalendarMessage): void {
  parentPort?.postMessage(message);
}
