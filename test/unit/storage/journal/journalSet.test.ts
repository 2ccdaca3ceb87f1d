import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { HeldLock } from '../../../../src/storage/disk/folderLock.ts';
import { thisProcess } from '../../../../src/storage/disk/machine.ts';
import { nodeFiles } from '../../../../src/storage/disk/nodeFiles.ts';
import { LockLostError } from '../../../../src/storage/disk/replaceFile.ts';
import { FactTables } from '../../../../src/storage/facts/factTables.ts';
import { JournalEncoder } from '../../../../src/storage/journal/journalEncoder.ts';
import { encodeLine } from '../../../../src/storage/journal/journalLine.ts';
import { JournalSet } from '../../../../src/storage/journal/journalSet.ts';
import { detachWriters, restoreRetired, retireJournals } from '../../../../src/storage/journal/retireJournals.ts';
import { readMeta } from '../../../../src/storage/sqlite/metaTable.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { always } from '../allFacts.ts';
import { diskFailure, faultyFiles, type Fault } from '../faultyFiles.ts';
import { openMemoryTables, type MemoryTables } from '../facts/memoryTables.ts';
import { span, state } from '../facts.ts';
import { StorageFolder } from '../storageFolder.ts';

const fortnight = 14 * 86_400_000;
const alive = thisProcess();

describe('the journals of a folder', () => {
  let folder: StorageFolder;
  let memory: MemoryTables;
  let now: number;
  beforeEach(async () => {
    folder = new StorageFolder();
    fs.mkdirSync(folder.path('journal'));
    memory = await openMemoryTables();
    now = Date.now();
  });
  afterEach(() => {
    memory.database.close();
    folder.remove();
  });
  const path = (name: string) => folder.path('journal', name);
  const set = (fault?: Fault) =>
    new JournalSet(fault ? faultyFiles(fault) : nodeFiles, folder.path('journal'), () => now);
  const apply = (journals: JournalSet) => journals.apply(memory.database, new FactTables(memory.database));
  const found = () => memory.reader.states(always).map(({ id }) => id);
  const lock: HeldLock = { token: 'mine', isHeld: () => true, beat: () => undefined, release: () => undefined };
  const at = () => ({ database: memory.database, lock });

  /** Lines of a writer: its header, states with these numbers, and its end. */
  function lines(
    writer: string,
    numbers: readonly number[],
    more: { pid?: number; demo?: boolean; ends?: boolean } = {},
  ) {
    const { pid = alive.pid, demo = false, ends = false } = more;
    const encoder = new JournalEncoder({ writer, base: 0, machine: alive.machine, pid, demo }, plainSealer);
    const text = encoder.header() + encoder.encode(numbers.map((n) => state({ id: `${writer}:${n}` })));
    return text + (ends ? encoder.closing() : '');
  }
  const put = (name: string, text: string) => fs.writeFileSync(path(name), text);

  it('are taken in once, and then what they grew by', () => {
    const [whole, longer] = [lines('a', [1]), lines('a', [1, 2])];
    put('a.ndjson', whole);
    put('b.ndjson', lines('b', [1]));
    put('c.txt', lines('c', [1]));
    const journals = set();
    assert.deepEqual([apply(journals), found()], [true, ['a:1', 'b:1']]);
    assert.equal(apply(journals), false);
    assert.deepEqual(journals.positions(), { 'a.ndjson': whole.length, 'b.ndjson': lines('b', [1]).length });
    assert.equal(journals.totals().skipped, 0);
    put('a.ndjson', longer);
    assert.deepEqual([apply(journals), found()], [true, ['a:1', 'a:2', 'b:1']]);
    assert.deepEqual(journals.positions(), { 'a.ndjson': longer.length, 'b.ndjson': lines('b', [1]).length });
    assert.equal(journals.takenBytes, longer.length + lines('b', [1]).length);
    // Another window continues from what the file says.
    const other = set();
    other.reset(memory.database);
    assert.equal(apply(other), false);
    assert.equal(readMeta(memory.database, 'demo'), 0);
    put('d.ndjson', lines('d', [1], { demo: true }));
    apply(other);
    assert.equal(readMeta(memory.database, 'demo'), 1);
  });

  it('wait with a line that is not whole, unless its writer has ended', () => {
    put('a.ndjson', `${lines('a', [1])}["t",2`);
    put('b.ndjson', `${lines('b', [1], { pid: 2 ** 22 + 1 })}["t",2`);
    const journals = set();
    apply(journals);
    assert.deepEqual(found(), ['a:1', 'b:1']);
    assert.deepEqual(
      [journals.taken(), journals.finished(), journals.totals().skipped],
      [['b.ndjson'], ['b.ndjson'], 1],
    );
  });

  it('are looked at again when they grew, and count with all their bytes', () => {
    const text = `${lines('a', [1])}["t",2`;
    put('a.ndjson', text);
    put('b.ndjson', lines('b', [1, 2]));
    const journals = set();
    assert.deepEqual([apply(journals), apply(journals)], [true, false]);
    assert.equal(journals.totals().bytes, text.length + lines('b', [1, 2]).length);
    // Another window looks at their beginnings, and takes in the rest.
    const other = set();
    other.reset(memory.database);
    put('b.ndjson', lines('b', [1, 2, 3]));
    assert.equal(other.isFinished('b.ndjson'), false);
    assert.deepEqual([apply(other), found()], [true, ['a:1', 'b:1', 'b:2', 'b:3']]);
  });

  it('are taken in whole by a database that has nothing of them', async () => {
    put('a.ndjson', `${lines('a', [1])}damaged\n`);
    const journals = set();
    apply(journals);
    const older = await openMemoryTables();
    journals.reset(older.database);
    assert.deepEqual([journals.takenBytes, journals.totals().skipped], [0, 0]);
    assert.equal(journals.apply(older.database, new FactTables(older.database)), true);
    assert.deepEqual(
      older.reader.states(always).map(({ id }) => id),
      ['a:1'],
    );
    older.database.close();
  });

  it('make a long span be looked for', () => {
    const encoder = new JournalEncoder({ ...alive, writer: 'a', base: 0, demo: false }, plainSealer);
    put('a.ndjson', encoder.header() + encoder.encode([span({ id: 'a:1', end: span().start + 7_200_000 })]));
    apply(set());
    assert.equal(readMeta(memory.database, 'longestSpan'), 7_200_000);
  });

  it('are not understood where a newer version wrote, in the next window either', () => {
    put('a.ndjson', lines('a', [1]) + encodeLine(['newer', 1]));
    put('b.ndjson', lines('b', [1]));
    const journals = set();
    apply(journals);
    const other = set();
    other.reset(memory.database);
    for (const one of [journals, other])
      assert.deepEqual([one.positions(), one.taken(), one.totals().skipped], [undefined, ['b.ndjson'], 1]);
    // This version reads them again once it is the newer one.
    memory.database.run('UPDATE journal SET version = version - 1');
    other.reset(memory.database);
    assert.equal(other.totals().skipped, 0);
    assert.equal(other.takenBytes, lines('a', [1]).length + lines('b', [1]).length);
    assert.equal(apply(other), true);
  });

  it('are finished where they end, their writer is dead, or nobody wrote for two weeks', () => {
    put('closed.ndjson', lines('a', [1], { ends: true }));
    put('dead.ndjson', lines('b', [1], { pid: 2 ** 22 + 1 }));
    put('live.ndjson', lines('c', [1]));
    put('old.ndjson', lines('d', [1]));
    const age = (name: string, ms: number) => fs.utimesSync(path(name), new Date(now - ms), new Date(now - ms));
    age('live.ndjson', fortnight - 1000);
    age('old.ndjson', fortnight + 1000);
    const journals = set();
    assert.deepEqual(journals.finished(), [], 'none has been read');
    apply(journals);
    assert.deepEqual(journals.finished(), ['closed.ndjson', 'dead.ndjson', 'old.ndjson']);
    const { bytes: _, ...totals } = journals.totals();
    assert.deepEqual(totals, { journals: 4, skipped: 0, unreadable: [], writers: 1 });
    // Another window has to look at the beginning first.
    const other = set();
    other.reset(memory.database);
    assert.equal(other.isFinished('dead.ndjson'), true);
    assert.equal(other.isFinished('none.ndjson'), false);
  });

  it('are read again from the start where they were cut below what was read', () => {
    put('a.ndjson', lines('a', [1, 2, 3]));
    const journals = set();
    apply(journals);
    put('a.ndjson', lines('a', [4]));
    assert.equal(apply(journals), true);
    assert.deepEqual(found(), ['a:1', 'a:2', 'a:3', 'a:4']);
    assert.equal(journals.totals().skipped, 1);
  });

  it('are left for later where the system refuses, and named', () => {
    put('a.ndjson', lines('a', [1]));
    fs.mkdirSync(path('folder.ndjson'));
    let isRefused = true;
    const journals = set((step, file) => {
      if (isRefused && step === 'read' && file.endsWith('a.ndjson')) throw diskFailure('EACCES');
    });
    assert.deepEqual([apply(journals), found(), journals.positions()], [false, [], undefined]);
    assert.deepEqual(journals.totals().unreadable, ['a.ndjson', 'folder.ndjson']);
    isRefused = false;
    assert.deepEqual([apply(journals), found()], [true, ['a:1']]);
    assert.deepEqual(journals.totals().unreadable, ['folder.ndjson']);
    const broken = set((step) => {
      if (step === 'read') throw diskFailure('EMFILE');
    });
    assert.throws(() => apply(broken), { code: 'EMFILE' });
  });

  it('are forgotten with their files', () => {
    for (const name of ['a', 'b']) put(`${name}.ndjson`, lines(name, [1]));
    const journals = set();
    apply(journals);
    fs.rmSync(path('a.ndjson'));
    journals.forgetMissing(memory.database);
    const known = () => memory.database.all('SELECT name, position FROM journal ORDER BY name');
    const size = lines('b', [1]).length;
    assert.deepEqual(known(), [['b.ndjson', size]]);
    fs.appendFileSync(path('b.ndjson'), '["t"');
    put('c.ndjson', lines('c', [1]));
    journals.markAllTaken(memory.database);
    assert.deepEqual(known(), [
      ['b.ndjson', size],
      ['c.ndjson', lines('c', [1]).length],
    ]);
    assert.equal(memory.database.number('SELECT sum(skipped) FROM journal'), 0);
    put('a.ndjson', lines('a', [2]));
    assert.deepEqual([apply(journals), found()], [true, ['a:1', 'a:2', 'b:1', 'c:1']]);
  });

  it('are deleted once they are finished and taken in, and put back where a line came last', () => {
    put('done.ndjson', lines('a', [1], { ends: true }));
    put('late.ndjson', lines('b', [1], { ends: true }));
    put('live.ndjson', lines('c', [1]));
    const journals = set();
    apply(journals);
    fs.appendFileSync(path('late.ndjson'), 'more\n');
    const lost = { ...at(), lock: { ...lock, isHeld: () => false } };
    assert.throws(() => retireJournals(nodeFiles, journals, lost), LockLostError);
    assert.equal(folder.list('journal').length, 3);
    assert.equal(retireJournals(nodeFiles, journals, at()), 1);
    assert.deepEqual(folder.list('journal'), ['late.ndjson', 'live.ndjson']);
    assert.equal(retireJournals(nodeFiles, journals, { ...at(), isAlso: 'open' }), 1);
    assert.deepEqual(folder.list('journal'), ['late.ndjson']);
  });

  it('that a dead process moved away come back, and overwrite nothing', () => {
    put('a.ndjson.done', 'only');
    put('b.ndjson.done', 'short');
    put('b.ndjson', 'longer than that');
    put('c.ndjson.done', 'longer than that');
    put('c.ndjson', 'short');
    put('c.2.ndjson', 'taken');
    restoreRetired(nodeFiles, set(), folder.path('journal'));
    const contents = Object.fromEntries(
      folder.list('journal').map((name) => [name, fs.readFileSync(path(name), 'utf8')]),
    );
    assert.deepEqual(contents, {
      'a.ndjson': 'only',
      'b.ndjson': 'longer than that',
      'c.ndjson': 'short',
      'c.2.ndjson': 'taken',
      'c.3.ndjson': 'longer than that',
    });
  });

  it('of live writers are replaced by their whole lines, which nobody writes to', () => {
    const whole = lines('a', [1]);
    put('live.ndjson', `${whole}["t",2`);
    put('closed.ndjson', lines('b', [1], { ends: true }));
    put('other.txt', 'x');
    const journals = set();
    apply(journals);
    const inode = fs.statSync(path('live.ndjson')).ino;
    const names = detachWriters(nodeFiles, journals, at());
    assert.deepEqual(names, ['closed.ndjson', 'live.ndjson']);
    assert.deepEqual(folder.list('journal'), ['closed.ndjson', 'live.ndjson', 'other.txt']);
    assert.equal(fs.readFileSync(path('live.ndjson'), 'utf8'), whole);
    assert.notEqual(fs.statSync(path('live.ndjson')).ino, inode);
  });

  it('stay with their writers where the copy can’t be made', () => {
    const whole = lines('a', [1]);
    put('live.ndjson', whole);
    const detach = (code: string) => {
      const files = faultyFiles((step) => {
        if (step === 'create') throw diskFailure(code);
      });
      const journals = new JournalSet(files, folder.path('journal'), () => now);
      apply(journals);
      return detachWriters(files, journals, at());
    };
    assert.throws(() => detach('ENOSPC'), { code: 'ENOSPC' });
    assert.deepEqual(detach('EACCES'), ['live.ndjson'], 'another user’s is left');
    assert.deepEqual([folder.list('journal'), fs.readFileSync(path('live.ndjson'), 'utf8')], [['live.ndjson'], whole]);
  });
});
