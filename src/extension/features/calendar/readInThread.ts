import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { TimeRange } from '../../../core/time/days.ts';
import { CalendarError } from '../../../integrations/calendar/calendarHttp.ts';
import type { CalendarContent } from '../../../planning/calendar/ics/readCalendar.ts';
import type { Services } from '../../services.ts';
import type { CalendarInput, CalendarMessage } from '../../worker/calendarProtocol.ts';

/** The most memory (MB) and time (ms) that the thread may take: a calendar of 20 MB takes a tenth of both. */
const mostMemory = 512;
const deadlineMs = 60_000;

/** Content to read from a calendar. */
export interface CalendarText {
  readonly texts: readonly string[];
  readonly range: TimeRange;
  readonly addresses: readonly string[];
}

/**
 * Reads a calendar's events in a separate thread.
 * @throws CalendarError `not-a-calendar` where the text isn't a whole calendar, or can't be read in time
 */
export async function readInThread(
  { timeZone }: Services,
  { texts, range, addresses }: CalendarText,
): Promise<CalendarContent> {
  const input: CalendarInput = { texts, range, addresses: [...addresses], timeZone: timeZone.name };
  const program = join(__dirname, 'calendar.cjs');
  const worker = new Worker(program, {
    workerData: input,
    name: 'daymark-calendar',
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
  });
  worker.unref();
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<CalendarContent>((resolve, reject) => {
      const fail = () => reject(new CalendarError('not-a-calendar'));
      timer = setTimeout(fail, deadlineMs);
      worker.on('error', fail);
      worker.on('exit', fail);
      worker.on('message', (message: CalendarMessage) => {
        if ('content' in message && message.content.isWhole) resolve(message.content);
        else fail();
      });
    });
  } finally {
    clearTimeout(timer);
    void worker.terminate();
  }
}
