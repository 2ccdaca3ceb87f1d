import assert from 'node:assert/strict';
import type { SpanFact } from '../../../../src/core/facts/facts.ts';
import { hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import {
  daysOfTotals,
  ImportedDayTotals,
  isHiddenThere,
  showAgain,
  totalId,
} from '../../../../src/storage/transfer/dayTotals.ts';
import { always } from '../allFacts.ts';
import { activity, span } from '../facts.ts';
import { openMemoryTables, type MemoryTables } from '../facts/memoryTables.ts';

const day = '2026-03-02';
const offset = 60;
const midnight = Date.parse(day) - offset * minuteMs;
const at = (from: number, more: Partial<SpanFact> = {}) =>
  span({ start: midnight + from, end: midnight + from + hourMs, offset, ...more });
const total = (seconds: number, index = 0, from = 12 * hourMs) =>
  at(from + index, { id: totalId(day, seconds, index), source: 'manual' });
const beat = (from: number, id = 'wakatime-beats:1') => at(from, { id });

describe('the total of a day that was imported', () => {
  let tables: MemoryTables;
  beforeEach(async () => void (tables = await openMemoryTables()));
  afterEach(() => tables.database.close());
  const importing = (from: 'daymark' | 'wakatime' | 'activitywatch' = 'wakatime') =>
    new ImportedDayTotals(tables.database, from);
  const counted = () =>
    tables.reader.spans(always).flatMap(({ id, signals, start, end }) => (signals > 0 && end > start ? [id] : []));

  it('has an id that names its day, its seconds, and the part', () => {
    assert.equal(totalId(day, 3600, 2), `wakatime-total-${day}:3600002`);
    assert.equal(daysOfTotals([total(5), total(5, 1), beat(0), at(0, { id: totalId('2026-03-03', 5, 0) })]), 2);
  });

  it('is left out where anything was observed on that day, from midnight to midnight', () => {
    for (const [from, isLeft] of [
      [-1, false],
      [0, true],
      [24 * hourMs - 1, true],
      [24 * hourMs, false],
    ] as const) {
      tables.database.run('DELETE FROM span');
      tables.write(at(from));
      assert.equal(importing().isLeftOut(total(3600)), isLeft, String(from));
    }
    tables.database.run('DELETE FROM span');
    tables.write(at(0, { signals: 0 }));
    assert.equal(importing().isLeftOut(total(3600)), false, 'nothing was seen');
  });

  it('is left out where hours of that day were folded', () => {
    const hour = Date.parse(day) / hourMs;
    for (const [at, signals, isLeft] of [
      [hour - 1, 5, false],
      [hour, 5, true],
      [hour + 23, 5, true],
      [hour + 24, 5, false],
      [hour, 0, false],
    ] as const) {
      tables.database.run('DELETE FROM hour');
      tables.database.run('INSERT INTO hour VALUES (?, 60, 0, 0, 1, ?, 0, NULL, NULL)', at, signals);
      assert.equal(importing().isLeftOut(total(3600)), isLeft, `${at - hour} ${signals}`);
    }
  });

  it('of an export of Daymark gives way to what WakaTime saw only', () => {
    tables.write(at(0));
    assert.equal(importing('daymark').isLeftOut(total(3600)), false);
    assert.equal(importing('activitywatch').isLeftOut(total(3600)), true);
    tables.write(beat(0));
    assert.equal(importing('daymark').isLeftOut(total(3600)), true);
  });

  it('replaces a smaller one of the same day, and no other', () => {
    tables.write(total(3600), total(3600, 1));
    assert.equal(importing().isLeftOut(total(3599)), true);
    assert.equal(importing().isLeftOut(total(3600)), true);
    assert.deepEqual(counted().length, 2);
    const totals = importing();
    assert.equal(totals.isLeftOut(total(3601)), false);
    assert.equal(totals.isLeftOut(total(3601, 1)), false, 'the parts of one total are judged together');
    assert.deepEqual(counted(), []);
    const hidden = totals.finish();
    assert.equal(hidden.length, 2);
    assert.ok(hidden.every((row) => isHiddenThere(tables.database, row)));
    showAgain(tables.database, hidden);
    assert.equal(counted().length, 2);
    tables.database.run('DELETE FROM span');
    assert.ok(!hidden.some((row) => isHiddenThere(tables.database, row)));
  });

  it('gives way to heartbeats that come later, also where it was folded', () => {
    tables.write(total(3600), at(-5 * hourMs, { id: totalId('2026-03-01', 5, 0) }));
    const hour = Date.parse(day) / hourMs;
    const shape = Uint8Array.of(0, 5);
    tables.database.run('INSERT INTO hour VALUES (?, 60, 0, 4, 1, 7, 0, NULL, ?)', hour, shape);
    tables.database.run('INSERT INTO hour VALUES (?, 60, 0, 0, 1, 7, 0, NULL, NULL)', hour);
    const totals = importing();
    assert.equal(totals.isLeftOut(beat(5 * hourMs)), false);
    assert.equal(totals.isLeftOut(at(0)), false, 'what is not from WakaTime is none of its business');
    const hidden = totals.finish();
    assert.deepEqual(counted(), [totalId('2026-03-01', 5, 0)]);
    const hours = () => tables.database.all('SELECT source, signals, shape FROM hour ORDER BY source');
    assert.deepEqual(hours(), [
      [0, 7, null],
      [4, 0, null],
    ]);
    assert.equal(hidden.length, 2);
    assert.ok(hidden.every((row) => isHiddenThere(tables.database, row)));
    showAgain(tables.database, hidden);
    assert.equal(counted().length, 2);
    assert.deepEqual(hours()[1], [4, 7, shape]);
  });

  it('stays where heartbeats saw nobody, or no span is concerned', () => {
    tables.write(total(3600));
    tables.database.run("INSERT INTO past_day VALUES (?, 'score', 'b', 1, NULL)", day);
    const totals = importing();
    assert.equal(totals.isLeftOut({ ...beat(0), signals: 0 }), false);
    assert.equal(totals.isLeftOut(activity({ id: 'wakatime-beats:1' })), false);
    assert.deepEqual(totals.finish(), []);
    const days = () => tables.database.number('SELECT count(*) FROM past_day');
    assert.equal(days(), 1);
    const later = importing();
    later.isLeftOut(beat(0));
    later.finish();
    assert.equal(days(), 0, 'what was worked out of the total is forgotten');
  });
});
