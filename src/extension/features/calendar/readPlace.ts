import { l10n } from 'vscode';
import { readCalDav } from '../../../integrations/calendar/calDav.ts';
import { AppError } from '../../../core/base/appError.ts';
import { CalendarError, mostBytes, type CalendarProblem } from '../../../integrations/calendar/calendarHttp.ts';
import { readCalendarFile } from '../../../integrations/calendar/calendarFile.ts';
import { downloadFeed, type CalendarAnswer, type FeedMarks } from '../../../integrations/calendar/icsFeed.ts';
import { readingRange } from '../../../planning/calendar/storeEvents.ts';
import type { CalendarPlace } from './connections.ts';

/**
 * Reads the texts of a calendar, if it has changed.
 * @throws CalendarError
 */
export async function readPlace(
  place: CalendarPlace,
  { marks = {}, signal }: { readonly marks?: FeedMarks; readonly signal: AbortSignal },
): Promise<CalendarAnswer> {
  if (place.source === 'file') return readCalendarFile(place.path, marks);
  if (place.source === 'url') return downloadFeed(place.url, { marks, signal });
  return readCalDav({ url: place.url, account: place, range: readingRange(Date.now()) }, { marks, signal });
}

/** Runs something that reads a calendar, and turns errors into messages. Rejects with an `AppError`. */
export async function inWords<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    throw new AppError('not-allowed', problemText(error.problem));
  }
}

/** Describes the error, and what to do. */
export function problemText(problem: CalendarProblem): string {
  switch (problem) {
    case 'unreachable':
      return l10n.t("The calendar can't be reached. Check its address and your connection.");
    case 'timeout':
      return l10n.t("The calendar didn't answer in time. Try again later.");
    case 'signed-out':
      return l10n.t('The server refuses the address or the password. Connect the calendar again.');
    case 'not-found':
      return l10n.t('There is no calendar at this address any more. Connect it again.');
    case 'busy':
      return l10n.t('The server is busy and asks to wait. Daymark tries again later.');
    case 'redirected':
      return l10n.t('The address redirects to another server. Connect the calendar with the address of that server.');
    case 'too-large':
      return l10n.t('The calendar is larger than {0} MB.', mostBytes / 1024 / 1024);
    case 'refused':
      return l10n.t('The server refused the request. Try again later, or connect the calendar again.');
    case 'not-a-calendar':
      return l10n.t(
        "This is not the address of a calendar. Copy the address in iCal format (ICS) from your calendar's settings.",
      );
  }
}
