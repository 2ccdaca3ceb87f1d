import { readRows } from '../../analytics/rows.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { presentDay } from '../../core/time/presentDay.ts';
import { focusNow } from '../../habits/focus/readSessions.ts';
import { goalsOf } from '../../habits/storedGoals.ts';
import { currentTimer } from '../../planning/time/readEntries.ts';
import type { Store } from '../../storage/store.ts';
import type { StoredToday, TodayContent } from './protocol.ts';

/**
 * Reads what a window needs to show the present day, and leaves a copy of it, with which the next window needs no worker.
 * @param read was made just now, so nothing was taken in since
 * @param version of Daymark
 */
export function readToday(store: Store, read: Reading, version: string): StoredToday {
  const day = presentDay(read);
  const { running, paused } = currentTimer(read);
  const content: TodayContent = {
    rows: readRows(read.reader, day, day),
    demo: read.reader.isDemo(),
    idle: {
      timer: !running && !paused,
      focus: focusNow(read).phase === 'none',
      goals: goalsOf(read).every(({ status }) => status !== 'active'),
    },
  };
  const basis = store.leaveToday({ version, day, content });
  return { ...content, ...(basis && { basis }) };
}
