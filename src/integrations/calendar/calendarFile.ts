import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { CalendarError, mostBytes } from './calendarHttp.ts';
import { requireCalendar, type CalendarAnswer, type FeedMarks } from './icsFeed.ts';

/**
 * Reads a calendar (ICS) from a file, if it has changed. Follows links, but only reads regular files, since a pipe would block forever, and
 * a device has no end.
 * @param marks of the last answer
 * @throws CalendarError
 */
export async function readCalendarFile(path: string, marks: FeedMarks): Promise<CalendarAnswer> {
  try {
    // A device may act on being opened.
    if (!(await stat(path)).isFile()) throw new CalendarError('not-a-calendar');
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const { mtimeMs, size, isFile } = await statOf(file);
      if (!isFile) throw new CalendarError('not-a-calendar');
      const modified = `${mtimeMs} ${size}`;
      if (modified === marks.modified) return { changed: false };
      const text = await textOf(file);
      requireCalendar(text);
      return { changed: true, texts: [text], modified };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof CalendarError) throw error;
    throw new CalendarError('not-found');
  }
}

type OpenFile = Awaited<ReturnType<typeof open>>;

async function statOf(file: OpenFile): Promise<{ mtimeMs: number; size: number; isFile: boolean }> {
  const stats = await file.stat();
  return { mtimeMs: stats.mtimeMs, size: stats.size, isFile: stats.isFile() };
}

/** Up to the limit: the file may grow while it is read, and some tell no size. */
async function textOf(file: OpenFile): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of file.createReadStream({ autoClose: false, end: mostBytes })) {
    parts.push(part as Buffer);
    length += (part as Buffer).length;
  }
  if (length > mostBytes) throw new CalendarError('too-large');
  return Buffer.concat(parts).toString('utf8');
}
