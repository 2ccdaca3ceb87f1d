import assert from 'node:assert/strict';
import fs from 'node:fs';
import { dayMs } from '../../../../src/core/time/days.ts';
import { nodeFiles } from '../../../../src/storage/disk/nodeFiles.ts';
import { AddedList, eachAdded, isEdited, type AddedFact } from '../../../../src/storage/transfer/addedFacts.ts';
import { dropOldImports, listImports, readTraces } from '../../../../src/storage/transfer/importLists.ts';
import { rebaseLists } from '../../../../src/storage/transfer/rebaseTraces.ts';
import { StorageFolder } from '../storageFolder.ts';

describe('the lists of imports', () => {
  let folder: StorageFolder;
  beforeEach(() => {
    folder = new StorageFolder();
    fs.mkdirSync(folder.path('imports'));
  });
  afterEach(() => folder.remove());
  const put = (name: string, content: unknown = { facts: {}, hidden: [] }) =>
    fs.writeFileSync(folder.path('imports', name), JSON.stringify(content));
  const read = (name: string) => JSON.parse(fs.readFileSync(folder.path('imports', name), 'utf8')) as object;

  it('come with the newest first, by day and then by number', () => {
    for (const name of ['2026-03-02-2.json', '2026-03-02-10.json', '2026-03-03-1.json', '2025-12-31-99.json', 'x.json'])
      put(name);
    for (const name of ['2026-03-02-1.json.tmp', '2026-3-2-1.json', 'a2026-03-02-1.json']) put(name);
    fs.mkdirSync(folder.path('imports', '2026-03-04-1.json'));
    const sorted = ['2026-03-03-1.json', '2026-03-02-10.json', '2026-03-02-2.json', '2025-12-31-99.json'];
    assert.deepEqual(listImports(nodeFiles, folder.folder), sorted);
    fs.rmSync(folder.path('imports'), { recursive: true });
    assert.deepEqual(listImports(nodeFiles, folder.folder), []);
  });

  it('are damaged unless each part is a list', () => {
    const name = '2026-03-02-1.json';
    const found = (content: unknown): unknown => {
      put(name, content);
      return readTraces(nodeFiles, folder.folder, name);
    };
    const whole = { facts: { 'span w': [1, 2], document: [] }, hidden: [] };
    for (const content of [whole, { ...whole, facts: {} }, { ...whole, grown: [], edited: [] }])
      assert.deepEqual(found(content), content);
    const wrong = [
      { facts: { 'span w': 5 } },
      { facts: { 'span w': [], document: {} } },
      { facts: null },
      { hidden: {} },
      { hidden: undefined },
      { grown: {} },
      { edited: 5 },
    ];
    for (const change of wrong) assert.equal(found({ ...whole, ...change }), 'damaged', JSON.stringify(change));
    assert.equal(readTraces(nodeFiles, folder.folder, '2026-03-02-2.json'), undefined);
    put('other.json');
    assert.equal(readTraces(nodeFiles, folder.folder, 'other.json'), undefined);
  });

  it('are dropped after a week and a day, by a clock that may have run ahead', () => {
    const now = Date.UTC(2026, 2, 20);
    const names = ['2026-03-12-1.json', '2026-03-28-1.json'];
    for (const name of [...names, '2026-03-11-1.json', '2026-03-29-1.json']) put(name);
    assert.equal(dropOldImports(nodeFiles, folder.folder, now), true);
    assert.deepEqual(folder.list('imports'), names);
    assert.equal(dropOldImports(nodeFiles, folder.folder, now + 1), true);
    assert.deepEqual(folder.list('imports'), names.slice(1), 'a moment later');
    assert.equal(dropOldImports(nodeFiles, folder.folder, now + 90 * dayMs), false);
    assert.equal(dropOldImports(nodeFiles, folder.folder, now), false);
  });

  it('are rewritten where an earlier import that they built on is undone', () => {
    const [before, between, after, last] = [1, 2, 3, 4].map((n) => [n, n, n, '']);
    const row = (of: string, from: string | null, to: string) => ({
      type: 'document',
      id: of,
      after: to,
      before: from === null ? null : { version: from, row: `row of ${from}` },
    });
    const undone = {
      facts: {},
      hidden: [],
      grown: [
        [5, 'w', 1, before, between],
        [5, 'w', 2, before, between],
      ],
      edited: [row('a', '1', '2'), row('b', null, '2'), row('c', '1', '2')],
    };
    const later = {
      facts: { 'span w': [1, 2] },
      hidden: [],
      grown: [
        [5, 'w', 1, between, after],
        [5, 'w', 2, after, last],
        [6, 'w', 1, between, after],
      ],
      edited: [row('a', '2', '3'), row('b', '2', '3'), row('c', '3', '4'), row('d', null, '1')],
    };
    const other = { facts: {}, hidden: [], grown: [[9, 'w', 1, between, after]], edited: [row('x', '2', '3')] };
    put('2026-03-02-1.json', undone);
    put('2026-03-02-2.json', later);
    put('2026-03-02-3.json', other);
    put('2026-03-02-4.json', { facts: {}, hidden: [] });
    put('2026-03-02-5.json', 'damaged');
    const inodes = () =>
      listImports(nodeFiles, folder.folder).map((name) => fs.statSync(folder.path('imports', name)).ino);
    const inodesBefore = inodes();
    rebaseLists(nodeFiles, folder.folder, { name: '2026-03-02-1.json', undone: undone as never });
    assert.deepEqual(read('2026-03-02-2.json'), {
      facts: later.facts,
      hidden: [],
      grown: [[5, 'w', 1, before, after], later.grown[1], later.grown[2]],
      edited: [{ ...row('a', '1', '3') }, { ...row('b', null, '3') }, later.edited[2], later.edited[3]],
    });
    assert.deepEqual([read('2026-03-02-1.json'), read('2026-03-02-3.json')], [undone, other]);
    // Newest first: only the second has been written.
    assert.deepEqual(
      inodes().map((inode, i) => inode === inodesBefore[i]),
      [true, true, true, false, true],
    );
    assert.equal(readTraces(nodeFiles, folder.folder, '2026-03-02-5.json'), 'damaged');
  });
});

describe('the facts that an import added', () => {
  it('are listed by type and writer, and those that a person can edit by their ids', () => {
    const facts: AddedFact[] = [
      ['span', 'w:1', 5],
      ['span', 'v:2', 6],
      ['span', 'w:3', 7],
      ['state', 'w:1', 8],
      ['span', 'no number', 9],
      ['document', 'w:1', 0],
      ['record', '["tasks","1"]', 0],
      ['document', 'a b', 0],
    ];
    const list = new AddedList();
    for (const fact of facts) list.add(fact);
    assert.equal(list.size, facts.length);
    assert.deepEqual(list.all(), {
      'span w': [5, 1, 7, 3],
      'span v': [6, 2],
      'state w': [8, 1],
      'span !no number': [9, 0],
      document: ['w:1', 'a b'],
      record: ['["tasks","1"]'],
    });
    const text = (all: Iterable<AddedFact>) => [...all].map((fact) => JSON.stringify(fact)).toSorted();
    assert.deepEqual(text(eachAdded(list.all())), text(facts));
    assert.deepEqual(
      (['span', 'run', 'diagnostic', 'state', 'activity', 'plan', 'planTask', 'document', 'record'] as const).filter(
        isEdited,
      ),
      ['activity', 'plan', 'planTask', 'document', 'record'],
    );
  });
});
