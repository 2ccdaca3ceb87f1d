import assert from 'node:assert/strict';
import { memoryNow } from '../../bench/probe/measure.ts';
import { minuteMs } from '../../src/core/time/days.ts';
import { closeAll, sleep } from './lib/editor.ts';
import { recordAsAnother } from './lib/otherWriter.ts';

const others = 19;
const spansEach = 100;

/** Records this morning's spans in separate files, like another window. */
function writeAsAnother(index: number, round: number): Promise<void> {
  const now = Date.now();
  const project = `/p/other-${index}`;
  const spans = Array.from({ length: spansEach }, (_, i) => {
    const start = now - (spansEach - i) * 1000;
    const place = { project, file: `file-${round}-${i}.ts`, language: 'typescript', branch: 'main' };
    return { start, end: start + 900, ...place };
  });
  return recordAsAnother(spans);
}

async function all(round: number): Promise<void> {
  for (let index = 0; index < others; index++) await writeAsAnother(index, round);
  // Reported after 0.7 s; then the status bar's total is read again.
  await sleep(3000);
}

describe('a window whose dashboard is closed', function () {
  this.timeout(2 * minuteMs);

  it('holds no more for what nineteen others write', async () => {
    await closeAll();
    // One-time setup (the watch, the first reading) happens before the measurement.
    await all(0);
    const facts = 2 * others * spansEach;
    // A span of today that the status bar's total may hold is some 500 bytes; four times as much would be a leak.
    const limit = facts * 0.002;
    let grown = Infinity;
    // What VS Code happens to load meanwhile comes once, a leak each time.
    for (let round = 1; round < 6 && grown >= limit; round += 2) {
      const before = (await memoryNow()).heap;
      await all(round);
      await all(round + 1);
      grown = ((await memoryNow()).heap - before) / 1e6;
      console.log(`    ${facts} spans of ${others} other windows: the heap grew by ${grown.toFixed(2)} MB`);
    }
    assert.ok(grown < limit, `${grown.toFixed(1)} MB`);
  });
});
