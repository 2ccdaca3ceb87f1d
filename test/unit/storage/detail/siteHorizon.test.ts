import assert from 'node:assert/strict';
import { dayMs, dayOf } from '../../../../src/core/time/days.ts';
import { forgetOldSites } from '../../../../src/storage/detail/forgetSites.ts';
import { readMeta } from '../../../../src/storage/sqlite/metaTable.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { always } from '../allFacts.ts';
import { openMemoryTables, type MemoryTables } from '../facts/memoryTables.ts';
import { span } from '../facts.ts';

const day = Date.UTC(2026, 2, 2);
const now = day + 9e6;
const horizon = day - 90 * dayMs;

describe('the day from which on sites are kept', () => {
  let tables: MemoryTables;
  beforeEach(async () => void (tables = await openMemoryTables()));
  afterEach(() => tables.database.close());

  const visit = (id: string, start: number) =>
    span({ id, start, end: start + 1000, scheme: 'web', file: `${id}.test` });
  const forget = (at = now): boolean => forgetOldSites(tables.database, { sealer: plainSealer, days: 90, now: at });
  const sites = (): unknown[] => tables.reader.spans(always).map(({ file = '-' }) => file);

  it('is whole: what began before it loses its site, once', () => {
    tables.write(visit('w:1', horizon - 1), visit('w:2', horizon), visit('w:3', now));
    assert.deepEqual(
      [forget(), sites(), readMeta(tables.database, 'sitesFrom')],
      [true, ['-', 'w:2.test', 'w:3.test'], horizon],
    );
    assert.equal(forget(), false);
    tables.write(visit('w:4', horizon - 5));
    assert.deepEqual(
      [forget(), forget(now + dayMs), sites()[0]],
      [false, false, 'w:4.test'],
      'nothing was recorded since',
    );
    tables.write(visit('w:5', now + dayMs));
    assert.deepEqual([forget(now + dayMs), sites()], [true, ['-', '-', '-', 'w:3.test', 'w:5.test']]);
  });

  it('goes neither by a clock nor by a visit that is years ahead', () => {
    tables.write(visit('w:1', now - 1));
    assert.deepEqual([forget(now + 1000 * dayMs), sites()], [false, ['w:1.test']]);
    tables.write(visit('w:2', now + 1000 * dayMs));
    assert.deepEqual([forget(), sites()], [false, ['w:1.test', 'w:2.test']]);
  });

  it('concerns web pages only, and leaves no mark where there are none', () => {
    const { scheme: _, ...file } = visit('w:1', horizon - 9);
    tables.write(
      file,
      span({ id: 'w:2', start: horizon - 9, end: horizon, scheme: 'git', file: 'a' }),
      visit('w:3', now),
    );
    assert.deepEqual([forget(), readMeta(tables.database, 'sitesFrom')], [false, 0]);
    assert.equal(sites().includes('w:1.test'), true);
  });

  it('takes the site from what is kept of the days around, and from the list of names', () => {
    const old = horizon - 20 * dayMs;
    tables.write(visit('w:1', old), visit('w:2', old + dayMs), visit('w:3', now));
    const days = Array.from({ length: 10 }, (_, n) => n - 4);
    for (const n of days)
      tables.database.run("INSERT INTO past_day VALUES (?, 'score', 'b', 1, NULL)", dayOf(old + n * dayMs, 0));
    const names = (): number => tables.database.number('SELECT count(*) FROM string');
    const before = names();
    assert.equal(forget(), true);
    const kept = new Set(tables.database.all('SELECT day FROM past_day').flat());
    assert.deepEqual(
      days.filter((n) => !kept.has(dayOf(old + n * dayMs, 0))),
      [-2, -1, 0, 1, 2, 3],
    );
    assert.equal(names(), before - 2);
  });
});
