import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SpanFact } from '../../src/core/facts/facts.ts';
import { systemClock } from '../../src/headless/systemClock.ts';
import { openJournal } from '../../src/storage/journal/openJournal.ts';
import { openStore } from '../../src/storage/openStore.ts';
import { plainSealer } from '../../src/storage/vault/plainSealer.ts';

const wasmPath = path.join(import.meta.dirname, '../../node_modules/sql.js/dist/sql-wasm.wasm');
const start = Date.parse('2026-03-02T09:00:00Z');

const spanOf = (id: string, index: number): SpanFact => ({
  type: 'span',
  id,
  start: start + index * 60_000,
  end: start + index * 60_000 + 30_000,
  offset: 60,
  kind: 'coding',
  source: 'editor',
  project: '/work/engine',
  file: `a-file-of-its-own-with-a-long-name-${index}.ts`,
  signals: 3,
  saves: 0,
  edits: {},
});

/** A disk of one megabyte, where this machine lets us have one. */
function mountDisk(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a disk that is really full', function () {
  this.timeout(60_000);
  let disk: string;
  let isMounted = false;

  before(function () {
    disk = mkdtempSync(path.join(tmpdir(), 'daymark-full-'));
    isMounted = mountDisk(disk);
    if (isMounted) return;
    console.log('skipped, since no tmpfs can be mounted here: a disk that is really full');
    this.skip();
  });

  after(() => {
    if (isMounted) execFileSync('umount', [disk]);
    rmSync(disk, { recursive: true, force: true });
  });

  /** Fills the disk, to the last byte. */
  function fill(): void {
    for (const bytes of [65_536, 4096, 512, 1]) {
      try {
        for (;;) writeFileSync(path.join(disk, 'ballast'), Buffer.alloc(bytes), { flag: 'a' });
      } catch (error) {
        assert.equal((error as NodeJS.ErrnoException).code, 'ENOSPC');
      }
    }
  }

  it('loses nothing: facts wait in memory, are reported once, and are written when there is room', async () => {
    const folder = path.join(disk, 'storage');
    const journal = openJournal({ folder, clock: systemClock, sealer: plainSealer, flushEveryMs: 20 });
    const told: string[] = [];
    journal.onDidFail(({ code }) => void told.push(code));
    for (let index = 0; index < 50; index++) journal.append(spanOf(journal.nextId(), index));
    await journal.flush();
    const store = await openStore({ folder, wasmPath, clock: systemClock, sealer: plainSealer });
    assert.equal(store.checkpoint().outcome, 'done');

    fill();
    for (let index = 50; index < 3000; index++) journal.append(spanOf(journal.nextId(), index));
    await assert.rejects(journal.flush(), { code: 'storage-full' });
    await assert.rejects(journal.flush(), { code: 'storage-full' });
    assert.deepEqual(told, ['storage-full']);
    assert.ok(journal.state().pending > 0);
    store.refresh();
    assert.throws(() => store.checkpoint(), { code: 'storage-full' });

    rmSync(path.join(disk, 'ballast'));
    await journal.close();
    store.refresh();
    const spans = store.spans({ from: 0, to: Number.MAX_SAFE_INTEGER });
    assert.equal(spans.length, 3000);
    assert.equal(new Set(spans.map(({ id }) => id)).size, 3000);
    store.close();
  });
});
