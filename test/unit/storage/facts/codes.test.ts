import assert from 'node:assert/strict';
import { addDays } from '../../../../src/core/time/days.ts';
import { codeOf, codeOrNull, firstRuleCode, wordOf, wordsOf } from '../../../../src/storage/facts/codes.ts';
import { TouchedDays } from '../../../../src/storage/facts/dayCacheTable.ts';
import { span } from '../facts.ts';
import { openMemoryTables } from './memoryTables.ts';

describe('numbers for words', () => {
  it('are their places in a list, and words of a newer version have none', () => {
    const newer = 'newer' as never;
    assert.deepEqual([codeOf('state', 'started'), codeOf('state', 'resumed'), codeOf('state', newer)], [0, 3, 'newer']);
    const first = wordsOf('rule')[0];
    assert.deepEqual(
      [first, undefined, newer].map((word) => codeOrNull('rule', word)),
      [0, null, null],
    );
    assert.deepEqual([wordOf('state', 0), wordOf('state', 3)], ['started', 'resumed']);
    for (const code of [-1, 4, 0.5]) assert.throws(() => wordOf('state', code), RangeError);
  });

  it('of two rules are that of the first, or of the only one', () => {
    const pairs = [
      [3, 2],
      [2, 3],
      [null, 5],
      [5, null],
      [0, null],
      [null, null],
    ] as const;
    assert.deepEqual(
      pairs.map(([a, b]) => firstRuleCode(a, b)),
      [2, 2, 5, 5, 0, null],
    );
  });
});

describe('days that writes change', () => {
  it('are forgotten once, and across zones by the facts around, at an instant too', async () => {
    const { database, write } = await openMemoryTables();
    const { start } = span();
    const day = '2026-03-02';
    const forgotten = (touched: TouchedDays): number[] => {
      const days = [-3, -2, -1, 0, 1, 2, 3];
      for (const n of days)
        database.run("INSERT OR REPLACE INTO past_day VALUES (?, 'score', 'b', 1, NULL)", addDays(day, n));
      touched.forget();
      const kept = new Set(database.all('SELECT day FROM past_day').flat());
      return days.filter((n) => !kept.has(addDays(day, n)));
    };
    try {
      const touched = new TouchedDays(database);
      touched.addDay(addDays(day, 2));
      assert.deepEqual([forgotten(touched), forgotten(touched)], [[2], []]);
      touched.add(start, start + 5, -480);
      assert.deepEqual([forgotten(touched), forgotten(touched)], [[0], []]);
      touched.add(start, start + 5, 60);
      assert.deepEqual(forgotten(touched), [0], 'the zone of before does not count');
      const before = start - 60_000;
      touched.add(before, before, 60);
      touched.add(before, before, -480);
      assert.deepEqual(forgotten(touched), [-2, -1, 0], 'two zones at once');
      write(span());
      touched.add(start, start, -480);
      assert.deepEqual(forgotten(touched), [-2, -1, 0, 1], 'beside a span of another zone');
    } finally {
      database.close();
    }
  });
});
