import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { Fact } from '../../../../src/core/facts/facts.ts';
import type { Sealer } from '../../../../src/core/facts/sealer.ts';
import { thisProcess } from '../../../../src/storage/disk/machine.ts';
import { JournalEncoder } from '../../../../src/storage/journal/journalEncoder.ts';
import { JournalTail } from '../../../../src/storage/today/journalTail.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { run, span, state } from '../facts.ts';
import { openFiles, StorageFolder } from '../storageFolder.ts';

const mebibyte = 1024 * 1024;

describe('the end of the journals, which a window reads without the store', () => {
  let folder: StorageFolder;
  beforeEach(() => {
    folder = new StorageFolder();
    fs.mkdirSync(folder.path('journal'));
  });
  afterEach(() => folder.remove());
  const path = (name: string) => folder.path('journal', name);
  const tailOf = (journals: Record<string, number> = {}, sealer: Sealer = plainSealer) =>
    new JournalTail({ folder: folder.folder, sealer, basis: { stamp: 'none', journals } });
  const encoderOf = (demo = false) =>
    new JournalEncoder({ ...thisProcess(), writer: 'w', base: span().start, demo }, plainSealer);
  /** Makes a journal with facts. @returns what writes further ones to it */
  function journal(name: string, facts: readonly Fact[] = [], demo = false) {
    const encoder = encoderOf(demo);
    const add = (...more: Fact[]) => fs.appendFileSync(path(name), encoder.encode(more));
    fs.writeFileSync(path(name), encoder.header());
    add(...facts);
    return { add, size: () => fs.statSync(path(name)).size };
  }
  const ids = async (tail: JournalTail) => (await tail.read())?.map((line) => ('id' in line ? line.id : line.type));

  it('has no name where its line was damaged, and opens each name once', async () => {
    const { add } = journal('a.ndjson', [run({ id: 'w:1' }), run({ id: 'w:2' })]);
    let opened = 0;
    const tail = tailOf({}, { ...plainSealer, open: (sealed) => (opened++, plainSealer.open(sealed)) });
    assert.deepEqual(await ids(tail), ['w:1', 'w:2']);
    add(run({ id: 'w:3' }));
    assert.deepEqual([await tail.read(), opened], [[run({ id: 'w:3' })], 2]);
    const lines = fs.readFileSync(path('a.ndjson'), 'utf8').split('\n');
    const project = lines.findIndex((line) => line.startsWith('["N",2,'));
    fs.writeFileSync(path('a.ndjson'), lines.with(project, 'damaged').join('\n'));
    const { project: _, ...rest } = run({ id: 'w:1' });
    assert.deepEqual((await tailOf().read())?.[0], rest);
  });

  it('is of a demo where a journal is', async () => {
    journal('a.ndjson', [state({ id: 'w:1' })]);
    const tail = tailOf();
    assert.equal(tail.isDemo, false);
    await tail.read();
    assert.equal(tail.isDemo, false);
    journal('b.ndjson', [state({ id: 'w:2' })], true);
    await tail.read();
    assert.equal(tail.isDemo, true);
    journal('c.ndjson', [state({ id: 'w:3' })]);
    await tail.read();
    assert.equal(tail.isDemo, true);
  });

  it('may be long, and have lines of up to 4 MiB', async () => {
    const many = Array.from({ length: 1000 }, (_, i) => state({ id: `w:${i + 1}` }));
    const { size } = journal('a.ndjson', many);
    assert.ok(size() > 16 * 1024);
    assert.equal((await tailOf().read())?.length, 1000);
    for (const [length, expected] of [
      [4 * mebibyte, ['w:1', 'w:2']],
      [4 * mebibyte + 1, undefined],
    ] as const) {
      const { add } = journal('a.ndjson', [state({ id: 'w:1' })]);
      fs.appendFileSync(path('a.ndjson'), `${'x'.repeat(length - 1)}\n`);
      add(state({ id: 'w:2' }));
      assert.deepEqual(await ids(tailOf()), expected, `${length}`);
    }
  });

  it('leaves no file open', async () => {
    journal('a.ndjson', [state()]);
    await tailOf().read();
    assert.deepEqual(openFiles(folder.folder), []);
  });
});
