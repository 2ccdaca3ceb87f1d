import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { openLiveToday } from '../../../src/extension/liveToday.ts';
import { plainSealer } from '../../../src/storage/vault/plainSealer.ts';
import { allFacts } from './allFacts.ts';
import { record, span } from './facts.ts';
import { StorageFolder } from './storageFolder.ts';

const day = '2026-03-02';
const later = span({ id: 'w:99', start: span().start + 900_000, end: span().start + 950_000 });
const things: [name: string, make: (file: string) => void][] = [
  ['a folder', (file) => fs.mkdirSync(path.join(file, 'inner'), { recursive: true })],
  ['a pipe', (file) => execFileSync('mkfifo', [file])],
  ['a device', (file) => fs.symlinkSync('/dev/zero', file)],
  ['a link to nothing', (file) => fs.symlinkSync('/none', file)],
  ['a file of 4 GB', (file) => (fs.writeFileSync(file, ''), fs.truncateSync(file, 4 * 2 ** 30))],
];
/** Each file of a data folder, and the facts that are left where it is missing. */
const files: [name: string, facts: number][] = [
  ['daymark.lock', 4],
  ['daymark.sqlite', 4],
  [`backups/daymark-${day}.sqlite`, 4],
  [`imports/${day}-1.json`, 4],
  ['journal/w-1.ndjson', 3],
  ['today.sealed', 4],
  ['sync/outbox', 4],
  ['daymark.sqlite.99.tmp', 4],
];

/** A folder with facts in the SQLite file, in a backup, in a list of an import, and one in the journal alone. */
async function filled(): Promise<StorageFolder> {
  const folder = new StorageFolder();
  const journal = folder.journal({ writer: 'w' });
  for (const fact of [span(), record()]) journal.append(fact);
  await journal.flush();
  const store = await folder.store();
  store.importFacts([span({ id: 'i:1', start: span().start - 900_000, end: span().start - 800_000 })]);
  store.leaveToday({ version: '1', day, content: {} });
  store.close();
  journal.append(later);
  await journal.flush();
  return folder;
}

describe('something else that has the name of a file of the data folder', function () {
  if (process.platform === 'win32') return;
  for (const [name, left] of files)
    it(`neither holds up nor ends what is done with the others: ${name}`, async () => {
      for (const [what, make] of things) {
        // A journal is read to its end; a long one has a test of its own.
        if (name.startsWith('journal') && what.endsWith('GB')) continue;
        const folder = await filled();
        try {
          const file = folder.path(name);
          fs.rmSync(file, { force: true });
          fs.mkdirSync(path.dirname(file), { recursive: true });
          make(file);
          await openLiveToday({ version: '1', day }, { folder: folder.folder, sealer: plainSealer });
          const store = await folder.store();
          assert.equal(allFacts(store).length, left, what);
          store.health();
          store.backups();
          for (const list of store.imports())
            if (name.startsWith('imports')) assert.throws(() => store.undoImport(list), { code: 'storage-damaged' });
            else store.undoImport(list);
          store.checkpoint();
          folder.clock.pass(61_000);
          const { outcome } = store.checkpoint();
          assert.ok(outcome === 'done' || outcome === 'nothing', `${what}: ${outcome}`);
          assert.equal(store.erase({ project: '/p' }).outcome, 'done', what);
          assert.equal(store.erase({}).outcome, 'done', what);
        } finally {
          folder.remove();
        }
      }
    });
});
