import assert from 'node:assert/strict';
import type { SpanFact } from '../../../../src/core/facts/facts.ts';
import { dayMs, dayOf } from '../../../../src/core/time/days.ts';
import { forgetOldSites } from '../../../../src/storage/detail/forgetSites.ts';
import { readMeta } from '../../../../src/storage/sqlite/metaTable.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { always } from '../allFacts.ts';
import { openMemoryTables, type MemoryTables } from '../facts/memoryTables.ts';
import { span } from '../facts.ts';

const today = Date.UTC(2026, 2, 2);

describe('sites of web pages in a database', () => {
  let tables: MemoryTables;
  let count = 0;
  beforeEach(async () => void (tables = await openMemoryTables()));
  afterEach(() => tables.database.close());
  const visit = (at: number, file: string, scheme: string | undefined = 'web'): SpanFact =>
    span({ id: `w:${++count}`, start: at, end: at + 1000, file, ...(scheme !== '' && { scheme }) });
  const forget = (days: number, now = today + 9 * dayMs) =>
    forgetOldSites(tables.database, { sealer: plainSealer, days, now });
  const files = () => tables.reader.spans(always).map(({ file }) => file);

  it('are forgotten from before the first day that is kept, once a day', () => {
    tables.write(visit(today - dayMs - 1, 'old.org'), visit(today - dayMs, 'kept.org'), visit(today + 5, 'new.org'));
    assert.equal(forget(1), true);
    assert.deepEqual(files(), [undefined, 'kept.org', 'new.org']);
    assert.equal(readMeta(tables.database, 'sitesFrom'), today - dayMs);
    tables.write(visit(today - 3 * dayMs, 'late.org'));
    assert.equal(forget(1), false);
    assert.deepEqual(files(), ['late.org', undefined, 'kept.org', 'new.org']);
    const names = tables.database
      .all('SELECT sealed FROM string')
      .map(([sealed]) => plainSealer.open(sealed as Uint8Array));
    assert.ok(!names.includes('old.org') && names.includes('kept.org'));
  });

  it('are counted from the day of the last span, or of the clock where that is earlier', () => {
    tables.write(visit(today - dayMs - 1, 'old.org'), visit(today + 5, 'new.org'));
    assert.equal(forget(1, today - 1), false);
    assert.deepEqual(files(), ['old.org', 'new.org']);
    assert.equal(readMeta(tables.database, 'sitesFrom'), 0, 'nothing has to be written');
  });

  it('are those of pages alone', () => {
    tables.write(visit(today - 9 * dayMs, 'mill.ts', ''), visit(today + 5, 'new.org', ''));
    assert.equal(forget(1), false);
    tables.write(visit(today - 9 * dayMs + 1, 'draft.md', 'untitled'));
    assert.equal(forget(1), false);
    tables.write(visit(today - 9 * dayMs + 2, 'old.org'));
    assert.equal(forget(1), true);
    assert.deepEqual(files(), ['mill.ts', 'draft.md', undefined, 'new.org']);
  });

  it('go from what was worked out of the days around them, and of no others', () => {
    const first = today - 30 * dayMs;
    tables.write(visit(first, 'a.org'), visit(first + 3 * dayMs, 'b.org'), visit(today, 'new.org'));
    const days = Array.from({ length: 10 }, (_, i) => dayOf(first + (i - 3) * dayMs, 0));
    for (const day of days) tables.database.run("INSERT INTO past_day VALUES (?, 'sums', '', 0, NULL)", day);
    assert.equal(forget(1), true);
    const left = tables.database.all('SELECT day FROM past_day ORDER BY day').map(([day]) => day);
    assert.deepEqual(left, [days[0], days[9]]);
  });
});
