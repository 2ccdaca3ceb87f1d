import type { JournalOptions, JournalWriter } from './journal.ts';

/** Opens a journal for one window. Touches no file before the first flush. */
export declare function openJournal(options: JournalOptions): JournalWriter;
