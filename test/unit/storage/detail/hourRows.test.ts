import assert from 'node:assert/strict';
import { hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import {
  hourOf,
  readHours,
  spansOfHour,
  startOfHour,
  takeHour,
  writeHour,
  type HourRow,
} from '../../../../src/storage/detail/hourRows.ts';
import { NameTable } from '../../../../src/storage/facts/nameTable.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { span } from '../facts.ts';
import { openMemoryTables, type MemoryTables } from '../facts/memoryTables.ts';

const hour = 495_000;
const row = (change: Partial<HourRow> = {}): HourRow => {
  const key = { hour, offset: 60, kind: 0, source: 0, place: 1, ...change };
  const begin = startOfHour(key);
  const pieces = [
    { start: begin, end: begin + 5 * minuteMs },
    { start: begin + 9 * minuteMs, end: begin + 10 * minuteMs },
  ];
  return { ...key, signals: 12, saves: 3, edits: [0, 9, 3, 1], pieces, ...change };
};

describe('an hour of folded work', () => {
  let tables: MemoryTables;
  beforeEach(async () => {
    tables = await openMemoryTables();
    tables.write(span());
  });
  afterEach(() => tables.database.close());

  it('is of the clock on the wall', () => {
    assert.equal(hourOf(hour * hourMs, 0), hour);
    assert.equal(hourOf(hour * hourMs - 1, 0), hour - 1);
    assert.equal(hourOf(hour * hourMs, -30), hour - 1);
    assert.equal(hourOf(hour * hourMs, 330), hour + 5);
    assert.equal(startOfHour({ hour, offset: 330 }), hour * hourMs - 330 * minuteMs);
  });

  it('is read as it was written, and taken once', () => {
    for (const change of [{}, { hour: hour + 1, pieces: [] }, { kind: 1, edits: [] }, { place: 2, signals: 0.5 }]) {
      writeHour(tables.database, row(change));
      assert.deepEqual(takeHour(tables.database, row(change)), row(change));
      assert.equal(takeHour(tables.database, row(change)), undefined);
    }
    writeHour(tables.database, row());
    writeHour(tables.database, row({ signals: 5 }));
    for (const other of [{ hour: 1 }, { offset: 0 }, { kind: 1 }, { source: 1 }, { place: 2 }])
      assert.equal(takeHour(tables.database, row(other)), undefined);
    assert.equal(takeHour(tables.database, row())?.signals, 5);
  });

  it('is found where it overlaps, wherever on earth it was', () => {
    for (const offset of [-720, -30, 0, 60, 840]) {
      const one = row({ offset });
      const begin = startOfHour(one);
      writeHour(tables.database, one);
      const found = (from: number, to: number) => readHours(tables.database, begin + from, begin + to).length;
      assert.deepEqual(
        [found(-5, 0), found(-5, 1), found(5, 6), found(hourMs - 1, hourMs), found(hourMs, hourMs + 5)],
        [0, 1, 1, 1, 0],
        String(offset),
      );
      takeHour(tables.database, one);
    }
  });

  it('has a span for each piece, which together have what it has', () => {
    const names = new NameTable(tables.database, plainSealer);
    const [first, second, ...others] = spansOfHour(row(), names);
    const { project, file, language, branch } = span();
    const place = { project, file, language, branch };
    const begin = startOfHour(row());
    const what = { type: 'span', offset: 60, kind: 'coding', source: 'editor', ...place };
    assert.deepEqual(first, {
      ...what,
      id: `hour-${hour}-60-0-0-1:0`,
      start: begin,
      end: begin + 5 * minuteMs,
      signals: 11,
      saves: 3,
      edits: { typed: { edits: 9, added: 3, removed: 1 } },
    });
    assert.deepEqual(second, {
      ...what,
      id: `hour-${hour}-60-0-0-1:1`,
      start: begin + 9 * minuteMs,
      end: begin + 10 * minuteMs,
      signals: 1,
      saves: 0,
      edits: {},
    });
    assert.deepEqual(others, []);
    const signals = (count: number) => spansOfHour(row({ signals: count }), names).map((one) => one.signals);
    assert.deepEqual(
      [signals(2), signals(1)],
      [
        [1, 1],
        [1023 / 1024, 1 / 1024],
      ],
    );
    const [instant] = spansOfHour(row({ pieces: [], signals: 4 }), names);
    assert.deepEqual([instant?.start, instant?.end, instant?.signals], [begin, begin, 4]);
  });
});
