import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { wasmPath } from '../../../demo/wasmPath.ts';
import { writeDemo } from '../../../demo/writeDemo.ts';
import { systemClock } from '../../../src/headless/systemClock.ts';
import { dayMs } from '../../../src/core/time/days.ts';
import { openJournal } from '../../../src/storage/journal/openJournal.ts';
import { openStore } from '../../../src/storage/openStore.ts';
import { plainSealer } from '../../../src/storage/vault/plainSealer.ts';

const now = Date.UTC(2026, 10, 20, 13, 10);
const options = { seed: 3, now, days: 20 };

describe('the demo', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'daymark-demo-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('can be read back, marked as a demo, with nothing lost', async () => {
    await writeDemo(folder, options);
    const read = await readBack(folder);
    assert.equal(read.demo, true);
    assert.equal(read.skippedLines, 0);
    assert.ok(read.spans > 2000, `${read.spans} spans`);
    assert.ok(read.lastEnd < now && read.lastEnd > now - 20 * 60_000);
    assert.deepEqual(readdirSync(path.join(folder, 'journal')), []);
  });

  it('replaces an older demo', async () => {
    await writeDemo(folder, options);
    const first = await readBack(folder);
    writeFileSync(path.join(folder, 'other.json'), '{}');
    await writeDemo(folder, { ...options, now: now + dayMs });
    await writeDemo(folder, options);
    assert.deepEqual(await readBack(folder), first);
    assert.ok(readdirSync(folder).includes('other.json'));
  });

  it("refuses a folder with data that isn't a demo, and leaves it as it is", async () => {
    const journal = openJournal({ folder, clock: systemClock, sealer: plainSealer, writer: 'real' });
    journal.append({ type: 'state', id: journal.nextId(), at: now, offset: 0, state: 'started' });
    await journal.close();
    writeFileSync(path.join(folder, 'daymark.sqlite'), 'damaged');
    const before = contents(folder);
    await assert.rejects(writeDemo(folder, options), /isn't a demo/);
    assert.deepEqual(contents(folder), before);
  });
});

async function readBack(folder: string) {
  const store = await openStore({ folder, wasmPath, clock: systemClock, sealer: plainSealer });
  const spans = store.spans({ from: 0, to: now + dayMs });
  const { demo, skippedLines, facts } = store.health();
  const ms = spans.reduce((sum, { start, end }) => sum + end - start, 0);
  const lastEnd = Math.max(...spans.map(({ end }) => end));
  store.close();
  return { demo, skippedLines, facts, spans: spans.length, ms, lastEnd };
}

function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => [
      path.join(parentPath, name),
      readFileSync(path.join(parentPath, name), 'utf8'),
    ]),
  );
}
