import assert from 'node:assert/strict';
import fs from 'node:fs';
import { nodeFiles } from '../../../../src/storage/disk/nodeFiles.ts';
import {
  type Erasure,
  erasureLine,
  Erasures,
  erasuresIn,
  erasuresOf,
  parseErasure,
} from '../../../../src/storage/sync/erasures.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { StorageFolder } from '../storageFolder.ts';

const one = (id: string): Erasure => ({ id, what: { before: 5, records: [], documents: [] } });
const idsOf = (all: readonly Erasure[]): string[] => all.map(({ id }) => id);

describe('the line of an erasure', () => {
  it('is read as it was written', () => {
    const whats: Erasure['what'][] = [
      { before: 5, records: [], documents: [] },
      {
        before: 0,
        project: '/a',
        repositories: ['ada/a'],
        range: { from: 1, to: 2 },
        records: [['tasks', '1']],
        documents: ['d'],
      },
      {
        before: 5,
        onlyNamed: true,
        records: [
          ['a', 'b'],
          ['c', 'd'],
        ],
        documents: [],
      },
    ];
    for (const what of whats) assert.deepEqual(parseErasure(erasureLine({ id: 'x', what })), { id: 'x', what });
  });

  it('is none where it could erase more than was meant', () => {
    const whole = { type: 'erasure', id: 'x', before: 5 };
    assert.ok(parseErasure(JSON.stringify(whole)));
    for (const change of [
      { type: 'span' },
      { id: 5 },
      { id: undefined },
      { before: undefined },
      { before: '5' },
      { before: 1.5 },
      { project: 5 },
      { project: null },
      { range: null },
      { range: {} },
      { range: { from: 1 } },
      { range: { to: 1 } },
      { range: { from: 1.5, to: 2 } },
      { range: { from: 1, to: '2' } },
    ])
      assert.equal(parseErasure(JSON.stringify({ ...whole, ...change })), undefined, JSON.stringify(change));
    assert.equal(parseErasure(` ${JSON.stringify(whole)}`), undefined);
    assert.equal(parseErasure('{"type":"erasure"'), undefined);
  });

  it('is read without the names that are none', () => {
    const odd = { records: [['a', 'b'], ['a'], ['a', 5], 'ab', null], documents: ['d', 5], repositories: ['r', null] };
    const line = JSON.stringify({ type: 'erasure', id: 'x', before: 5, onlyNamed: 'yes', ...odd });
    assert.deepEqual(parseErasure(line)?.what, {
      before: 5,
      records: [['a', 'b']],
      documents: ['d'],
      repositories: ['r'],
    });
    assert.deepEqual(
      parseErasure('{"type":"erasure","id":"x","before":5,"records":{},"documents":"d","repositories":"r"}')?.what,
      {
        before: 5,
        records: [],
        documents: [],
      },
    );
  });

  it('is found among facts, and not among keys', () => {
    const lines = ['{"type":"span"}', erasureLine(one('a')), 'no JSON', erasureLine(one('b'))];
    assert.deepEqual(idsOf(erasuresIn({ type: 'facts', lines })), ['a', 'b']);
    assert.deepEqual(erasuresIn({ type: 'keys', lines }), []);
    assert.deepEqual(erasuresIn(undefined), []);
  });

  it('has 5,000 names at most', () => {
    const records = (n: number): [string, string][] => Array.from({ length: n }, (_, i) => ['tasks', `${i}`]);
    const documents = (n: number): string[] => records(n).map(([, id]) => id);
    const sizes = (r: number, d: number) =>
      erasuresOf({ before: 5 }, { records: records(r), documents: documents(d) }).map(({ what }) => [
        what.records?.length,
        what.documents?.length,
      ]);
    assert.deepEqual(sizes(0, 0), [[0, 0]]);
    assert.deepEqual(sizes(5000, 1), [[5000, 1]]);
    assert.deepEqual(sizes(5001, 1), [
      [5000, 1],
      [1, 0],
    ]);
    assert.deepEqual(sizes(1, 10_001), [
      [1, 5000],
      [0, 5000],
      [0, 1],
    ]);
    const all = erasuresOf({ before: 5, project: '/a' }, { records: records(7001), documents: [] });
    assert.deepEqual(
      all.flatMap(({ what }) => what.records),
      records(7001),
    );
    assert.deepEqual(
      all.map(({ what }) => [what.before, what.project]),
      [
        [5, '/a'],
        [5, '/a'],
      ],
    );
    assert.equal(new Set(idsOf(all)).size, 2);
  });
});

describe('the erasures of a folder', () => {
  let storage: StorageFolder;
  let list: Erasures;
  beforeEach(() => {
    storage = new StorageFolder();
    list = new Erasures(nodeFiles, storage.folder, plainSealer);
  });
  afterEach(() => storage.remove());

  it('wait until this device has sent them, and are sent again if the server lost them', () => {
    list.add('own', [one('a'), one('b')]);
    list.add('own', [one('c')]);
    assert.deepEqual(idsOf(list.waiting('own', [])), ['a', 'b', 'c']);
    assert.deepEqual(list.waiting('other', []), []);
    list.sent({ deviceId: 'own', sequence: 4 }, [one('a'), one('c')]);
    list.sent({ deviceId: 'own', sequence: 5 }, []);
    assert.deepEqual(idsOf(list.waiting('own', [])), ['b']);
    assert.deepEqual(idsOf(list.sentAs('own', 4)), ['a', 'c']);
    assert.deepEqual([list.sentAs('own', 5), list.sentAs('other', 4)], [[], []]);
    list.sendAgain();
    assert.deepEqual([idsOf(list.waiting('own', [])), list.sentAs('own', 4)], [['a', 'b', 'c'], []]);
  });

  it('are done once, whoever made them', () => {
    list.add('own', [one('a'), one('b')]);
    list.sent({ deviceId: 'own', sequence: 1 }, [one('a'), one('b')]);
    list.done('own', one('a'));
    assert.deepEqual(idsOf(list.sentAs('own', 1)), ['b']);
    assert.equal(list.has('c'), false);
    list.done('other', one('c'));
    assert.deepEqual([list.has('a'), list.has('c')], [true, true]);
    // Known already, it stays the other's.
    list.done('own', one('c'));
    assert.deepEqual(idsOf(list.waiting('own', ['other'])), ['c']);
    assert.deepEqual(list.waiting('own', []), []);
  });

  it('of a device that is revoked are told by this one from then on', () => {
    list.done('gone', one('a'));
    list.done('other', one('b'));
    const waiting = list.waiting('own', ['gone']);
    assert.deepEqual(idsOf(waiting), ['a']);
    list.sent({ deviceId: 'own', sequence: 3 }, waiting);
    assert.deepEqual(list.waiting('own', ['gone']), []);
  });

  it('are sent again even if it is one', () => {
    list.add('own', [one('a')]);
    list.sent({ deviceId: 'own', sequence: 1 }, [one('a')]);
    list.sendAgain();
    assert.deepEqual(idsOf(list.waiting('own', [])), ['a']);
  });

  it('are those that can be read and opened', () => {
    list.add('own', [one('a')]);
    const closed = new Erasures(nodeFiles, storage.folder, { ...plainSealer, open: () => undefined });
    assert.deepEqual([closed.has('a'), closed.waiting('own', [])], [false, []]);
    const file = storage.path('sync', 'erasures');
    const [line = ''] = fs.readFileSync(file, 'utf8').split('\n');
    const [, ...rest] = JSON.parse(line) as unknown[];
    const damaged = [[5, ...rest], ['own', 0, false, 5], 'x', []].map((each) => JSON.stringify(each));
    fs.writeFileSync(file, [...damaged, 'no JSON', line].join('\n'));
    assert.deepEqual(idsOf(list.waiting('own', [])), ['a']);
  });

  it('write no file where there are none', () => {
    list.sendAgain();
    list.sent({ deviceId: 'own', sequence: 1 }, []);
    assert.deepEqual(storage.list('sync'), []);
  });
});
