import assert from 'node:assert/strict';
import { addDays } from '../../../../src/core/time/days.ts';
import { DayCacheTable, forgetDays } from '../../../../src/storage/facts/dayCacheTable.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { openMemoryTables, type MemoryTables } from './memoryTables.ts';

type Options = ConstructorParameters<typeof DayCacheTable>[1];
const day = '2026-03-02';

describe('what was worked out of finished days', () => {
  let tables: MemoryTables;
  beforeEach(async () => void (tables = await openMemoryTables()));
  afterEach(() => tables.database.close());

  const open = (change: Partial<Options> = {}): DayCacheTable =>
    new DayCacheTable(tables.database, {
      of: 'sums',
      settings: '{}',
      dayStartsAt: 0,
      isByName: true,
      codeVersion: '1',
      sealer: plainSealer,
      isLocked: () => false,
      ...change,
    });
  const texts = (change: Partial<Options> = {}, [from, to] = [day, day]): unknown[] =>
    [...open(change).read(from, to)].map(([of, { text }]) => `${of} ${text() ?? 'none'}`);
  const bodies = (): unknown[] => tables.database.all('SELECT body FROM past_day').flat();

  it('is read again with the mark that it was kept with, by what it is of and how it was worked out', () => {
    const marks = open().keep(new Map([[day, 'one']]));
    assert.deepEqual(texts(), [`${day} one`]);
    assert.deepEqual(
      [...open().read(day, day)].map(([of, { mark }]) => [of, mark]),
      [...marks],
    );
    assert.ok((marks.get(day) ?? 0) > 0);
    for (const change of [{ of: 'score' }, { settings: '[]' }, { codeVersion: '2' }] as Partial<Options>[])
      assert.deepEqual(texts(change), [], JSON.stringify(change));
    assert.deepEqual(texts({}, [addDays(day, 1), addDays(day, 9)]), []);
    assert.deepEqual(open().keep(new Map()).size, 0);
    assert.deepEqual(texts(), [`${day} one`]);
  });

  it('is sealed, but for scores, which name nothing', () => {
    open().keep(new Map([[day, 'one one one']]));
    const [sealed] = bodies() as [Uint8Array];
    assert.notEqual(Buffer.from(sealed).toString(), 'one one one');
    assert.deepEqual(texts({ sealer: { ...plainSealer, openBytes: () => undefined } }), [`${day} none`]);
    forgetDays(tables.database);
    open({ of: 'score' }).keep(new Map([[day, '5']]));
    assert.deepEqual([Buffer.from(bodies()[0] as Uint8Array).toString(), texts({ of: 'score' })], ['5', [`${day} 5`]]);
  });

  it('is empty where it goes by names that can not be opened or sealed', () => {
    const locked = { sealer: { ...plainSealer, canSeal: () => false } };
    const able = { sealer: { ...plainSealer, canSeal: () => true } };
    for (const [change, text] of [
      [{ isLocked: () => true }, 'none'],
      [locked, 'none'],
      [able, 'one'],
      [{ isLocked: () => true, isByName: false }, 'one'],
    ] as [Partial<Options>, string][]) {
      open(change).keep(new Map([[day, 'one']]));
      assert.deepEqual(texts(change), [`${day} ${text}`]);
    }
  });

  it('goes once it is worked out otherwise, once days begin at another time, and after 800 days', () => {
    open().keep(new Map([[day, 'one']]));
    open({ of: 'score' }).keep(new Map([[day, '5']]));
    open({ settings: '[]' }).keep(new Map([[addDays(day, 1), 'two']]));
    assert.deepEqual([texts(), texts({ of: 'score' })], [[], [`${day} 5`]], 'of the same only');
    open({ dayStartsAt: 240 }).keep(new Map([[addDays(day, 2), 'three']]));
    assert.deepEqual([bodies().length, texts({ of: 'score' })], [1, []]);
    open({ dayStartsAt: 240 }).keep(new Map([[addDays(day, 3), 'four']]));
    assert.equal(bodies().length, 2);
    const far: readonly [string, string] = [addDays(day, -2000), addDays(day, 2000)];
    const [first, last] = [addDays(day, 2), addDays(day, 802)];
    open({ dayStartsAt: 240 }).keep(new Map([[last, 'five']]));
    assert.deepEqual(texts({ dayStartsAt: 240 }, [...far]), [
      `${first} three`,
      `${addDays(day, 3)} four`,
      `${last} five`,
    ]);
    open({ dayStartsAt: 240 }).keep(new Map([[addDays(last, 1), 'six']]));
    assert.equal(texts({ dayStartsAt: 240 }, [...far])[0], `${addDays(day, 3)} four`);
  });
});
