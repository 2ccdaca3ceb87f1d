import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { JournalFile } from '../../../src/storage/journal/journalFile.ts';
import { testSetup } from '../../harness/editor/control.ts';

/** The ids of the processes that write a journal, or wrote one that is still there. */
export function writingProcesses(): Set<number> {
  const folder = path.join(testSetup().globalStorage, 'journal');
  const headers = readdirSync(folder).map((name) => {
    const journal = new JournalFile({ position: 0, skipped: 0, unknownFrom: null });
    journal.read(readFileSync(path.join(folder, name)), () => undefined);
    return journal.header;
  });
  // A file that has just been created has no header yet.
  return new Set(headers.flatMap((header) => (header ? [header.pid] : [])));
}
