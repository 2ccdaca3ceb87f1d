import assert from 'node:assert/strict';
import { dayMs, hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import type { MeasuredStretch } from '../../../../src/core/facts/measuredTime.ts';
import { duplicateEntry, mergeEntries, saveEntry, splitEntry } from '../../../../src/planning/time/entryActions.ts';
import { dayPartsOf, overlapsOf } from '../../../../src/planning/time/entryViewer.ts';
import type { TimeEntry } from '../../../../src/planning/time/foldEntries.ts';
import { freeWithin } from '../../../../src/planning/calendar/freeTime.ts';
import { placeTasks } from '../../../../src/planning/calendar/planIcs.ts';
import { getEntry, getTimerState } from '../../../../src/planning/time/readEntries.ts';
import { stintsOf } from '../../../../src/planning/time/suggest.ts';
import {
  answerGap,
  pauseTimer,
  resumeTimer,
  startTimer,
  stopTimer,
} from '../../../../src/planning/time/timerActions.ts';
import { memoryApp } from '../blocks/memoryApp.ts';

const nine = Date.UTC(2026, 2, 2, 9);
const at = (minutes: number): number => nine + minutes * minuteMs;
const given = () => {
  const { app, clock, reading } = memoryApp(at(600));
  const save = async (from: number, to: number, more: object = {}): Promise<string> =>
    (await saveEntry.run(app, { title: 'Work', tags: [], start: at(from), end: at(to), ...more })).id;
  const times = (id: string) => {
    const { start, end = Number.NaN, tags } = getEntry.run(reading(), { id }) ?? assert.fail();
    return [(start - nine) / minuteMs, (end - nine) / minuteMs, ...tags];
  };
  return { app, clock, reading, save, times };
};

describe('a time entry', () => {
  it('ends after it starts, by seven days at most', async () => {
    const { app, clock, save, times } = given();
    clock.advance(8 * dayMs);
    const week = (7 * dayMs) / minuteMs;
    assert.deepEqual(times(await save(0, week)), [0, week]);
    await assert.rejects(save(0, week + 1), /seven days at most/);
    await assert.rejects(save(5, 5), /after the start/);
    await assert.rejects(saveEntry.run(app, { title: '', tags: [], start: nine }), /needs an end/);
    const id = await save(0, 60);
    await assert.rejects(saveEntry.run(app, { id, title: '', tags: [], start: nine }), /finished entry needs an end/);
    await saveEntry.run(app, { id, title: 'Later', tags: ['a'], start: at(10), end: at(20) });
    assert.deepEqual(times(id), [10, 20, 'a']);
  });

  it('is split within it only, and the sum stays', async () => {
    const { app, save, times } = given();
    const id = await save(0, 60, { tags: ['a'] });
    for (const minute of [0, 60]) await assert.rejects(splitEntry.run(app, { id, at: at(minute) }), /within it/);
    const { id: later } = await splitEntry.run(app, { id, at: at(1) });
    assert.deepEqual(
      [times(id), times(later)],
      [
        [0, 1, 'a'],
        [1, 60, 'a'],
      ],
    );
    const { id: copy } = await duplicateEntry.run(app, { id: later });
    assert.deepEqual(times(copy), [1, 60, 'a']);
    const { id: moved } = await duplicateEntry.run(app, { id: later, start: at(100) });
    assert.deepEqual(times(moved), [100, 159, 'a']);
  });

  it('is merged with another, with or without the gap, and shared time counts once', async () => {
    for (const [one, two, gap, expected] of [
      [[0, 30], [60, 80], 'keep', [0, 80]],
      [[0, 30], [60, 80], 'drop', [0, 50]],
      [[60, 80], [0, 30], 'drop', [0, 50]],
      [[0, 30], [20, 40], 'drop', [0, 40]],
      [[0, 60], [20, 40], 'keep', [0, 60]],
    ] as const) {
      const { app, reading, save, times } = given();
      const tags = Array.from({ length: 15 }, (_, i) => `t${i}`);
      const [id, other] = [
        await save(one[0], one[1], { tags }),
        await save(two[0], two[1], { tags: ['t0', ...tags.map((tag) => `x${tag}`)] }),
      ];
      await mergeEntries.run(app, { id, other, gap });
      assert.deepEqual(times(id).slice(0, 2), expected);
      assert.equal(times(id).length, 2 + 20);
      assert.equal(getEntry.run(reading(), { id: other }), undefined);
      await assert.rejects(mergeEntries.run(app, { id, other: id, gap }), /two different/);
    }
  });
});

describe('a timer', () => {
  it('starts now, or up to seven days ago', async () => {
    for (const [back, isTaken] of [
      [-1, false],
      [0, true],
      [7 * dayMs - 1, true],
      [7 * dayMs, false],
    ] as const) {
      const { app, clock, reading } = given();
      const starting = startTimer.run(app, { title: 'x', tags: [], at: clock.now() - back });
      if (isTaken) await starting;
      else await assert.rejects(starting, /now, or up to seven days ago/);
      assert.equal(getTimerState.run(reading(), {}).running !== undefined, isTaken, `${back}`);
    }
  });

  it('stops now or before, and not before it began', async () => {
    const { app, clock, times } = given();
    const { id } = await startTimer.run(app, { title: 'x', tags: [], at: at(590) });
    await assert.rejects(stopTimer.run(app, { at: clock.now() + 1 }), /in the future/);
    await stopTimer.run(app, { at: at(580) });
    assert.deepEqual(times(id), [590, 590]);
    await assert.rejects(stopTimer.run(app, {}), /No timer is running/);
    await assert.rejects(pauseTimer.run(app, {}), /No timer is running/);
  });

  it('that is paused is continued by another entry, or ended where it was paused', async () => {
    const { app, clock, reading, times } = given();
    const { id } = await startTimer.run(app, { title: 'x', tags: ['a'] });
    clock.jump(minuteMs);
    await pauseTimer.run(app, {});
    clock.jump(minuteMs);
    const { id: again } = await resumeTimer.run(app, {});
    assert.deepEqual(
      [times(id), times(again)],
      [
        [600, 601, 'a'],
        [602, Number.NaN, 'a'],
      ],
    );
    clock.jump(minuteMs);
    await pauseTimer.run(app, {});
    clock.jump(minuteMs);
    await stopTimer.run(app, {});
    assert.deepEqual([times(again), getTimerState.run(reading(), {}).paused], [[602, 603, 'a'], undefined]);
  });

  it('is asked about a gap of its own only', async () => {
    const { app, clock, reading } = given();
    const { id: entry } = await startTimer.run(app, { title: 'x', tags: [] });
    clock.jump(10 * minuteMs);
    const answer = (change: object) =>
      answerGap.run(app, { entry, start: at(600), end: at(610), answer: 'keep', ...change });
    for (const change of [{ entry: 'other' }, { start: at(600) - 1 }, { end: at(600) }, { end: at(610) + 1 }])
      await assert.rejects(answer(change), /no longer running/);
    await answer({});
    await answer({ start: at(602), end: at(603), answer: 'split' });
    assert.equal(getTimerState.run(reading(), {}).running?.start, at(603));
  });
});

describe('entries by day', () => {
  const entry = (id: string, from: number, to?: number): TimeEntry => ({
    id,
    title: '',
    tags: [],
    start: at(from),
    offset: 0,
    isPaused: false,
    ...(to !== undefined && { end: at(to) }),
  });

  it('overlap where they share time', () => {
    const found = (...entries: TimeEntry[]) => [...overlapsOf(entries, at(100))].toSorted();
    assert.deepEqual(found(entry('a', 0, 10), entry('b', 10, 20)), []);
    assert.deepEqual(found(entry('b', 9, 20), entry('a', 0, 10), entry('c', 20, 30)), ['a', 'b']);
    assert.deepEqual(found(entry('a', 0, 50), entry('b', 10, 20), entry('c', 30, 60)), ['a', 'b', 'c']);
    assert.deepEqual(found(entry('a', 0, 50), entry('b', 10, 10)), []);
    assert.deepEqual(found(entry('a', 90), entry('b', 99, 120)), ['a', 'b']);
    assert.deepEqual(found(entry('a', 90), entry('b', 100, 120)), []);
  });

  it('are divided where a day ends', () => {
    const { reading } = given();
    const read = { ...reading(), now: at(0) + 2 * dayMs };
    const parts = (one: TimeEntry) => dayPartsOf(one, read).map(({ day, start, end }) => [day, (end - start) / hourMs]);
    assert.deepEqual(parts(entry('a', 0, 60)), [['2026-03-02', 1]]);
    assert.deepEqual(parts(entry('a', 15 * 60, 15 * 60)), []);
    assert.deepEqual(parts(entry('a', 14 * 60, 15 * 60)), [['2026-03-02', 1]]);
    assert.deepEqual(parts(entry('a', 0)), [
      ['2026-03-02', 15],
      ['2026-03-03', 24],
      ['2026-03-04', 9],
    ]);
  });
});

describe('time that is left', () => {
  const stretch = (from: number, to: number, change: Partial<MeasuredStretch> = {}): MeasuredStretch => ({
    start: at(from),
    end: at(to),
    kind: 'coding',
    project: '/p',
    branch: 'main',
    ...change,
  });
  const stints = (measured: MeasuredStretch[], taken: readonly (readonly [number, number])[] = []) =>
    stintsOf(
      measured,
      [],
      taken.map(([from, to]) => ({ start: at(from), end: at(to) })),
    ).map(({ start, end, measuredMs }) => [(start - nine) / minuteMs, (end - nine) / minuteMs, measuredMs / minuteMs]);

  it('is suggested from five minutes on, over pauses of a quarter of an hour', () => {
    assert.deepEqual(stints([stretch(0, 5)]), [[0, 5, 5]]);
    assert.deepEqual(stints([stretch(0, 4.9)]), []);
    assert.deepEqual(stints([stretch(0, 10), stretch(25, 30)]), [[0, 30, 15]]);
    assert.deepEqual(stints([stretch(0, 10), stretch(25.1, 31)]), [
      [0, 10, 10],
      [25.1, 31, 5.9].map((one) => Number(one.toFixed(3))),
    ]);
    assert.deepEqual(stints([stretch(0, 10), stretch(20, 30)], [[12, 15]]), [
      [0, 10, 10],
      [20, 30, 10],
    ]);
    assert.deepEqual(stints([stretch(0, 10), stretch(20, 30)], [[5, 10]]), [
      [0, 5, 5],
      [20, 30, 10],
    ]);
    assert.deepEqual(stints([stretch(0, 10), stretch(10, 20, { project: '/q' })]), [
      [0, 10, 10],
      [10, 20, 10],
    ]);
  });

  it('of a day is what events leave, in pieces that are long enough', () => {
    const free = (least: number, ...taken: (readonly [number, number])[]) =>
      freeWithin(
        { start: at(0), end: at(60) },
        taken.map(([from, to]) => ({ start: at(from), end: at(to) })),
        least * minuteMs,
      ).map(({ start, end }) => [(start - nine) / minuteMs, (end - nine) / minuteMs]);
    assert.deepEqual(free(15), [[0, 60]]);
    assert.deepEqual(free(15, [15, 30], [44, 45]), [
      [0, 15],
      [45, 60],
    ]);
    assert.deepEqual(free(15, [-10, 0], [60, 70]), [[0, 60]]);
    assert.deepEqual(free(15, [-10, 10], [50, 70]), [[10, 50]]);
    assert.deepEqual(free(0, [0, 30], [30, 60]), []);
  });

  it('is given to tasks in pieces of a quarter of an hour', () => {
    const place = (minutes: readonly number[], slots: readonly (readonly [number, number])[]) => {
      const tasks = minutes.map((one, i) => ({ id: `${i}`, title: '', minutes: one }));
      const { placed, left } = placeTasks(
        tasks,
        slots.map(([from, to]) => ({ start: at(from), end: at(to) })),
      );
      return [
        placed.map(({ id, start, minutes: one }) => `${id} ${(start - nine) / minuteMs} ${one}`),
        left.map(({ id, minutes: one }) => `${id} ${one}`),
      ];
    };
    assert.deepEqual(
      place(
        [20],
        [
          [0, 15],
          [30, 60],
        ],
      ),
      [['0 0 15', '0 30 5'], []],
    );
    assert.deepEqual(
      place(
        [20],
        [
          [0, 14],
          [30, 60],
        ],
      ),
      [['0 30 20'], []],
    );
    assert.deepEqual(
      place(
        [10],
        [
          [0, 9],
          [30, 40],
        ],
      ),
      [['0 30 10'], []],
    );
    assert.deepEqual(place([30, 20], [[0, 40.9]]), [['0 0 30'], ['1 20']]);
    assert.deepEqual(place([30, 20], [[0, 45]]), [['0 0 30', '1 30 15'], ['1 5']]);
    assert.deepEqual(place([20, 5], [[0, 20]]), [['0 0 20'], ['1 5']]);
  });
});
