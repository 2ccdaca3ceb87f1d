import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { Fact } from '../../../../src/core/facts/facts.ts';
import { encodeLine } from '../../../../src/storage/journal/journalLine.ts';
import { JournalTail } from '../../../../src/storage/today/journalTail.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { activity, diagnostic, document, plan, planTask, record, run, span, state } from '../facts.ts';
import { StorageFolder } from '../storageFolder.ts';

describe('what the journals hold since the copy of today', () => {
  let folder: StorageFolder;
  let journal: ReturnType<StorageFolder['journal']>;
  let store: Store;
  beforeEach(async () => {
    folder = new StorageFolder();
    journal = folder.journal({ writer: 'w' });
    await write(span());
    store = await folder.store();
  });
  afterEach(() => folder.remove());

  async function write(...facts: Fact[]): Promise<void> {
    for (const fact of facts) journal.append(fact);
    await journal.flush();
  }
  const file = (): string => folder.path('journal', folder.list('journal').find((name) => name.startsWith('w')) ?? '');
  const tail = (sealer = plainSealer): JournalTail => {
    const basis = store.leaveToday({ version: '1', day: '2026-03-02', content: 0 }) ?? assert.fail();
    return new JournalTail({ folder: folder.folder, sealer, basis });
  };

  it('is each new line once: facts as they are, and of others their collection', async () => {
    const lines = tail();
    assert.deepEqual([await lines.read(), lines.isDemo], [[], false]);
    const observed = [span({ id: 'w:21' }), run(), diagnostic(), state()];
    await write(...observed);
    assert.deepEqual(await lines.read(), observed);
    await write(activity(), plan(), planTask(), document(), document({ id: 'c', collection: 'corrections' }), record());
    const other = { type: 'other' };
    assert.deepEqual(await lines.read(), [
      other,
      other,
      other,
      { ...other, collection: 'insights' },
      { ...other, collection: 'corrections' },
      { ...other, collection: 'tasks' },
    ]);
    assert.deepEqual(await lines.read(), []);
    await write(span({ id: 'w:22', file: 'b.ts' }));
    await write(span({ id: 'w:22', file: 'b.ts', end: span().end + 5 }));
    const [first, second] = (await lines.read()) ?? [];
    assert.deepEqual([first?.type, second?.type], ['span', 'growth']);
  });

  it('is also in journals of other windows that were opened since, but not in what is no journal', async () => {
    const lines = tail();
    const other = folder.journal({ writer: 'x', demo: true });
    other.append(span({ id: 'x:1' }));
    await other.flush();
    fs.mkdirSync(folder.path('journal', 'y-1.ndjson'));
    fs.writeFileSync(folder.path('journal', 'z.txt'), encodeLine(['newer', 1]));
    assert.deepEqual([await lines.read(), lines.isDemo], [[span({ id: 'x:1' })], true]);
    assert.deepEqual(await lines.read(), []);
  });

  it('is read in pieces, and a longer line than any is left to the store', async () => {
    const lines = tail();
    const many = Array.from({ length: 400 }, (_, i) => span({ id: `w:${100 + i}`, file: `${'f'.repeat(90)}${i}` }));
    const long = document({ body: JSON.stringify({ text: 'x'.repeat(3_000_000) }) });
    await write(...many, long, state());
    const read = (await lines.read()) ?? assert.fail();
    assert.deepEqual([read.length, read.slice(0, 400)], [402, many]);
    fs.appendFileSync(file(), `["${'x'.repeat(5 * 1024 * 1024)}`);
    assert.equal(await lines.read(), undefined);
  });

  it('is left to the store once a journal is gone, was cut, or has a line of a newer version', async () => {
    const cut = tail();
    fs.truncateSync(file(), fs.statSync(file()).size - 1);
    assert.equal(await cut.read(), undefined);
    fs.appendFileSync(file(), '\n');
    const newer = tail();
    fs.appendFileSync(file(), encodeLine(['newer', 1]));
    assert.equal(await newer.read(), undefined);
    const gone = tail();
    fs.rmSync(file());
    assert.equal(await gone.read(), undefined);
    fs.rmSync(folder.path('journal'), { recursive: true });
    assert.equal(await gone.read(), undefined);
  });

  it('is left to the store once its file was written, or a name can not be opened', async () => {
    const locked = tail({ ...plainSealer, open: () => undefined });
    await write(span({ id: 'w:30', file: 'new.ts' }));
    assert.equal(await locked.read(), undefined);
    const lines = tail();
    assert.equal((await lines.read())?.length, 1);
    store.refresh();
    store.checkpoint();
    assert.equal(await lines.read(), undefined);
  });
});
