import assert from 'node:assert/strict';
import { memoryNow } from '../../bench/probe/measure.ts';
import { minuteMs } from '../../src/core/time/days.ts';
import type { SpanFact } from '../../src/core/facts/facts.ts';
import { systemClock } from '../../src/headless/systemClock.ts';
import { openJournal } from '../../src/storage/journal/openJournal.ts';
import { folderSecret } from '../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../src/storage/vault/vault.ts';
import { testSetup } from '../harness/editor/control.ts';
import { closeAll, sleep } from './lib/editor.ts';

const others = 19;
const spansEach = 100;

/** What another window records in one go: spans of this morning, in files of its own. */
async function writeAsAnother(index: number, round: number): Promise<void> {
  const now = Date.now();
  const folder = testSetup().globalStorage;
  const sealer = new Vault({ folder, clock: systemClock, secret: folderSecret(folder) });
  const journal = openJournal({ folder, clock: systemClock, sealer });
  for (let i = 0; i < spansEach; i++) {
    const start = now - (spansEach - i) * 1000;
    const time = { start, end: start + 900, offset: systemClock.utcOffset(now) };
    const place = {
      project: `/p/other-${index}`,
      file: `file-${round}-${i}.ts`,
      language: 'typescript',
      branch: 'main',
    };
    const what = { kind: 'coding', source: 'editor', signals: 3, saves: 0, edits: {} } as const;
    journal.append({ type: 'span', id: journal.nextId(), ...time, ...what, ...place } satisfies SpanFact);
  }
  await journal.close();
}

async function all(round: number): Promise<void> {
  for (let index = 0; index < others; index++) await writeAsAnother(index, round);
  // Told after 0.7 s; then the status bar's total is read anew.
  await sleep(3000);
}

describe('a window whose dashboard is closed', function () {
  this.timeout(2 * minuteMs);

  it('holds no more for what nineteen others write', async () => {
    await closeAll();
    // What is made once (the watch, the first reading) is there before it is measured.
    await all(0);
    const before = (await memoryNow()).heap;
    await all(1);
    await all(2);
    const grown = ((await memoryNow()).heap - before) / 1e6;
    const facts = 2 * others * spansEach;
    console.log(`    ${facts} spans of ${others} other windows: the heap grew by ${grown.toFixed(2)} MB`);
    // A span of today that the status bar's total may hold is some 500 bytes; ten times as much would be a leak.
    assert.ok(grown < facts * 0.002, `${grown.toFixed(1)} MB`);
  });
});
