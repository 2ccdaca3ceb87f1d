import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dayMs, hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import { entryLimits, type StoredEntry, type TimerStop } from '../../../../src/planning/time/entries.ts';
import { foldEntries, timerStateOf, type TimeEntry } from '../../../../src/planning/time/foldEntries.ts';

const nine = Date.UTC(2026, 10, 20, 9);
const at = (minutes: number) => nine + minutes * minuteMs;

function timer(id: string, start: number, change: Partial<StoredEntry> = {}): StoredEntry {
  return { id, title: id, tags: [], start: at(start), began: at(start), offset: 0, ...change };
}

function stop(entry: string, minutes: number, how: TimerStop['how'] = 'stop'): TimerStop {
  return { id: `${entry}@${minutes}${how}`, entry, start: at(minutes), how };
}

const ends = (entries: readonly TimeEntry[]) => entries.map(({ id, end }) => [id, end && (end - nine) / minuteMs]);

describe('where timers end', () => {
  it('at their earliest stop, whichever machine sent it', () => {
    assert.deepEqual(ends(foldEntries([timer('a', 0)], [stop('a', 540), stop('a', 60)], at(600))), [['a', 60]]);
  });

  it('nowhere while one runs', () => {
    const folded = foldEntries([timer('a', 0)], [], at(60));
    assert.equal(timerStateOf(folded).running?.id, 'a');
  });

  it('where the next one starts, also without a stop', () => {
    assert.deepEqual(ends(foldEntries([timer('a', 0), timer('b', 30)], [stop('a', 90)], at(120))), [
      ['a', 30],
      ['b', undefined],
    ]);
  });

  it('where someone said afterwards, whatever stops still come', () => {
    assert.deepEqual(ends(foldEntries([timer('a', 0, { end: at(45) })], [stop('a', 10)], at(120))), [['a', 45]]);
  });

  it('not at a stop from before the start, as a clock that was set back would have it', () => {
    assert.deepEqual(ends(foldEntries([timer('a', 0)], [stop('a', -30), stop('a', 20)], at(60))), [['a', 20]]);
  });

  it('after seven days, if nobody stops them', () => {
    const [folded] = foldEntries([timer('a', 0)], [], nine + 8 * dayMs);
    assert.equal(folded?.end, nine + entryLimits.durationMs);
  });

  it('in a pause that can be resumed for half a day, unless it was ended', () => {
    const paused = (stops: TimerStop[], now: number) =>
      timerStateOf(foldEntries([timer('a', 0)], stops, now)).paused?.id;
    assert.equal(paused([stop('a', 10, 'pause')], at(20)), 'a');
    assert.equal(paused([stop('a', 10, 'pause'), stop('a', 10)], at(20)), undefined);
    assert.equal(paused([stop('a', 10, 'pause')], nine + 13 * hourMs), undefined);
    assert.equal(
      timerStateOf(foldEntries([timer('a', 0), timer('b', 30)], [stop('a', 10, 'pause')], at(40))).paused,
      undefined,
    );
  });
});

/** Timers and stops as several machines make them, with clocks that are hours off, and a moment at which they are read. */
const histories = fc.record({
  timers: fc.array(
    fc.record({
      // Often at the same instant.
      began: fc.nat(6).map((count) => count * 500),
      // Started in the past, or edited later.
      shift: fc.integer({ min: -120, max: 60 }),
      end: fc.option(fc.integer({ min: 0, max: 600 }), { nil: undefined, freq: 5 }),
    }),
    { maxLength: 4 },
  ),
  stops: fc.array(
    fc.record({
      entry: fc.nat(3),
      minutes: fc.integer({ min: -60, max: 4000 }),
      how: fc.constantFrom('stop' as const, 'pause' as const),
    }),
    { maxLength: 12 },
  ),
  now: fc.integer({ min: 0, max: 12_000 }),
});

type History = typeof histories extends fc.Arbitrary<infer T> ? T : never;

function given({ timers, stops, now }: History) {
  return {
    entries: timers.map(({ began, shift, end }, index) =>
      timer(`t${index}`, began + shift, {
        began: at(began),
        ...(end !== undefined && { end: at(began + shift + end) }),
      }),
    ),
    stops: stops.map(({ entry, minutes, how }) => stop(`t${entry}`, minutes, how)),
    now: at(now),
  };
}

describe('timers of several machines', () => {
  it('are the same in whatever order their events arrive', () => {
    fc.assert(
      fc.property(histories, fc.infiniteStream(fc.nat()), (history, numbers) => {
        const { entries, stops, now } = given(history);
        const shuffled = <T>(list: readonly T[]) =>
          list
            .map((value) => ({ value, order: Number(numbers.next().value) }))
            .sort((a, b) => a.order - b.order)
            .map(({ value }) => value);
        assert.deepEqual(foldEntries(shuffled(entries), shuffled(stops), now), foldEntries(entries, stops, now));
      }),
    );
  });

  it('are never two that run, and none ends before it starts or lasts more than seven days by itself', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { entries, stops, now } = given(history);
        const folded = foldEntries(entries, stops, now);
        assert.ok(folded.filter(({ end }) => end === undefined).length <= 1);
        for (const { start, end = start } of folded) assert.ok(end >= start && end - start <= entryLimits.durationMs);
      }),
    );
  });

  it('never ran side by side, where nobody edited them', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { entries, stops, now } = given({
          ...history,
          timers: history.timers.map((one) => ({ ...one, shift: 0, end: undefined })),
        });
        const folded = foldEntries(entries, stops, now);
        folded.slice(1).forEach(({ start }, index) => assert.ok((folded[index]?.end ?? Infinity) <= start));
      }),
    );
  });

  it('don’t end later because of one more stop, and an end that was typed doesn’t move', () => {
    fc.assert(
      fc.property(histories, fc.nat(3), fc.integer({ min: 0, max: 5000 }), (history, entry, minutes) => {
        const { entries, stops, now } = given(history);
        const before = foldEntries(entries, stops, now);
        const after = foldEntries(entries, [...stops, stop(`t${entry}`, minutes)], now);
        after.forEach(({ id, end = Infinity }, index) => {
          const was = before[index]?.end ?? Infinity;
          const typed = entries.find((one) => one.id === id)?.end;
          assert.ok(typed === undefined ? end <= was : end === was);
        });
      }),
    );
  });
});
