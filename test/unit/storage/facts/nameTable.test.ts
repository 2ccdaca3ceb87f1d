import assert from 'node:assert/strict';
import { isLockedName, lockedName } from '../../../../src/core/facts/lockedName.ts';
import { NameTable } from '../../../../src/storage/facts/nameTable.ts';
import { readMeta } from '../../../../src/storage/sqlite/metaTable.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { document, span } from '../facts.ts';
import { openMemoryTables, type MemoryTables } from './memoryTables.ts';

describe('numbers in the tables', () => {
  let tables: MemoryTables;
  beforeEach(async () => void (tables = await openMemoryTables()));
  afterEach(() => tables.database.close());

  const number = (sql: string): number => tables.database.number(sql);
  let count = 0;
  const add = (text: string): number => {
    tables.database.run('INSERT INTO string (tag, sealed) VALUES (?, ?)', Buffer.of(++count), plainSealer.seal(text));
    return number('SELECT max(id) FROM string');
  };

  it('are turned back into places, names, and ids', () => {
    const { project, file, language, branch } = span();
    tables.write(span({ scheme: 'git' }), span({ id: 'v:2' }));
    const names = new NameTable(tables.database, plainSealer);
    const places = tables.database.all('SELECT id FROM place ORDER BY scheme').map(([id]) => names.place(id));
    const place = { project, file, language, branch };
    assert.deepEqual(places, [place, { ...place, scheme: 'git' }]);
    assert.deepEqual([names.place(99), names.place(0)], [{}, {}]);
    assert.equal(names.id(number("SELECT id FROM writer WHERE name = 'v'"), 2), 'v:2');
    const one = add('one');
    assert.deepEqual([names.named('file', one), names.named('file', 0)], [{ file: 'one' }, {}]);
    assert.deepEqual(
      [names.known(one), names.known(0), names.required(one), names.body(one)],
      ['one', undefined, 'one', 'one'],
    );
    assert.deepEqual([names.required(0), names.body(0)], [lockedName('?'), lockedName('?')]);
    assert.equal(names.body(add('two'), plainSealer.seal('read before')), 'read before');
    assert.equal(names.locked, 0);
  });

  it('are turned back into JSON, or nothing', () => {
    const names = new NameTable(tables.database, plainSealer);
    const [list, none, empty] = [add('[1]'), add('no JSON'), add('')];
    for (let i = 0; i < 2; i++)
      assert.deepEqual(
        [list, none, empty, 0, 99].map((id) => names.json(id)),
        [[1], undefined, undefined, undefined, undefined],
      );
    const locked = new NameTable(tables.database, { ...plainSealer, open: () => undefined });
    assert.equal(locked.json(list), undefined);
  });

  it('of names whose key is missing are counted once each', () => {
    const [one, two] = [add('one'), add('two')];
    const names = new NameTable(tables.database, { ...plainSealer, open: () => undefined });
    for (const id of [one, two, one, two]) {
      assert.equal(names.known(id), undefined);
      assert.ok(isLockedName(names.required(id)));
    }
    assert.notEqual(names.required(one), names.required(two));
    assert.equal(names.locked, 2);
  });

  it('tell how long the longest span is, down to a millisecond, and tell two edits apart by eight bytes', () => {
    const { start } = span();
    tables.write(span({ end: start }));
    assert.equal(readMeta(tables.database, 'longestSpan'), 0);
    tables.write(span({ id: 'w:2', end: start + 1 }), document());
    assert.equal(readMeta(tables.database, 'longestSpan'), 1);
    assert.equal(number('SELECT length(tie) FROM document'), 8);
  });
});
