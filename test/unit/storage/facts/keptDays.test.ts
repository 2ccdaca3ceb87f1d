import assert from 'node:assert/strict';
import { DayCacheTable } from '../../../../src/storage/facts/dayCacheTable.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { openMemoryTables, type MemoryTables } from './memoryTables.ts';

type Options = ConstructorParameters<typeof DayCacheTable>[1];
const day = '2026-03-02';

describe('the table of finished days', () => {
  let tables: MemoryTables;
  beforeEach(async () => void (tables = await openMemoryTables()));
  afterEach(() => tables.database.close());
  const open = (change: Partial<Options> = {}) =>
    new DayCacheTable(tables.database, {
      of: 'sums',
      settings: 'a',
      dayStartsAt: 0,
      isByName: true,
      codeVersion: '1',
      sealer: plainSealer,
      isLocked: () => false,
      ...change,
    } as Options);
  const textIn = (table: DayCacheTable, of = day) => table.read(of, of).get(of)?.text();

  it('has texts under a mark, for one basis and one version of the code', () => {
    const marks = open().keep(new Map([[day, 'text']]));
    assert.deepEqual([...marks.keys()], [day]);
    assert.equal(open().read(day, day).get(day)?.mark, marks.get(day));
    assert.equal(textIn(open()), 'text');
    for (const other of [{ settings: 'b' }, { codeVersion: '2' }, { of: 'score' }] as Partial<Options>[])
      assert.equal(textIn(open(other)), undefined, JSON.stringify(other));
    assert.deepEqual(open().keep(new Map()).size, 0);
    assert.equal(open().read('2026-03-03', '2026-03-09').size, 0);
  });

  it('has no text by name while a name is locked or nothing can be sealed, but a mark', () => {
    const cannotSeal = { ...plainSealer, canSeal: () => false };
    for (const [change, text] of [
      [{ isLocked: () => true }, undefined],
      [{ sealer: cannotSeal }, undefined],
      [{ sealer: { ...plainSealer, canSeal: () => true } }, 'text'],
      [{ isLocked: () => true, isByName: false }, 'text'],
      [{ sealer: cannotSeal, isByName: false }, 'text'],
    ] as const) {
      const table = open(change);
      table.keep(new Map([[day, 'text']]));
      assert.equal(table.read(day, day).size, 1);
      assert.equal(textIn(table), text);
    }
  });

  it('drops days of another basis, of another start of the day, and older than 800 days', () => {
    open().keep(new Map([[day, '1']]));
    open({ settings: 'b' }).keep(new Map([['2026-03-03', '2']]));
    assert.equal(textIn(open()), undefined);
    const later = open({ settings: 'b', dayStartsAt: 240 });
    later.keep(new Map([['2026-03-04', '3']]));
    assert.deepEqual([...later.read(day, '2026-03-09').keys()], ['2026-03-04']);
    later.keep(
      new Map([
        ['2023-12-25', 'old'],
        ['2023-12-24', 'older'],
      ]),
    );
    assert.deepEqual([...later.read('2000-01-01', '2030-01-01').keys()].toSorted(), ['2023-12-25', '2026-03-04']);
  });

  it('says nothing of a text that was replaced since', () => {
    const table = open();
    table.keep(new Map([[day, 'first']]));
    const before = table.read(day, day).get(day);
    table.keep(new Map([[day, 'second']]));
    assert.deepEqual([before?.text(), textIn(table)], [undefined, 'second']);
  });
});
