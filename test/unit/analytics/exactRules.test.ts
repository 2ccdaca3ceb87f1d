import assert from 'node:assert/strict';
import { readCollaboration } from '../../../src/analytics/collaboration/collaboration.ts';
import {
  hourOf,
  inDays,
  inTimes,
  inWords,
  percent,
  shareOf,
  tenths,
} from '../../../src/analytics/digest/digestFact.ts';
import { readDigest } from '../../../src/analytics/digest/digest.ts';
import { outcomeOf, unendedAt } from '../../../src/analytics/outcome.ts';
import { estimateRatioOf } from '../../../src/analytics/plan/estimates.ts';
import type { PlanHistory } from '../../../src/analytics/plan/history.ts';
import type { Segment } from '../../../src/analytics/segment.ts';
import { timelineOf } from '../../../src/analytics/timeline.ts';
import { reconnectsOf } from '../../../src/analytics/timelineReconnects.ts';
import { explainFigure } from '../../../src/analytics/why/explain.ts';
import type { DocumentFact, StateFact } from '../../../src/core/facts/facts.ts';
import { addDays, hourMs, minuteMs } from '../../../src/core/time/days.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';
import { at, context, day, diagnostic, rows, run, span, t, task } from './given.ts';
import { connected, pull, review } from './githubGiven.ts';

const segment = (id: string, [from, to]: readonly [number, number], change: Partial<Segment> = {}): Segment =>
  ({
    start: at(from),
    end: at(to),
    offset: 0,
    factId: `${id}:1`,
    source: 'editor',
    project: '/p',
    kind: 'coding',
    basis: 'observed',
    ...change,
  }) as Segment;
const state = (id: string, minute: number, what: StateFact['state']): StateFact => ({
  type: 'state',
  id: `${id}:9`,
  at: at(minute),
  offset: 0,
  state: what,
});

describe('waiting for a window that was cut off', () => {
  const limits = { idleLimitMs: 2 * minuteMs, waitLimitMs: 30 * minuteMs };
  const waits = (states: readonly StateFact[], after = segment('new', [20, 30]), before = segment('old', [0, 10])) =>
    reconnectsOf([before, after], states, limits).map(({ start, end, basis, factId }) => [
      (start - at(0)) / minuteMs,
      (end - at(0)) / minuteMs,
      basis,
      factId,
    ]);
  const back = state('new', 18, 'started');
  const whole = [[10, 20, 'waiting', 'old:1']];

  it('counts where another window started within the idle limit, and the old one never ended', () => {
    assert.deepEqual(waits([back]), whole);
    for (const [name, states] of [
      ['nothing started', []],
      ['it started too early', [state('new', 17.9, 'started')]],
      ['another one started', [state('third', 19, 'started')]],
      ['it only resumed', [state('new', 19, 'resumed')]],
      ['the old one was stopped', [back, state('old', 12, 'stopped')]],
      ['the old one was paused', [back, state('old', 10, 'paused')]],
    ] as const)
      assert.deepEqual(waits(states), [], name);
    for (const [name, states] of [
      ['another one was stopped', [back, state('third', 12, 'stopped')]],
      ['the old one resumed', [back, state('old', 12, 'resumed')]],
      ['the old one was stopped before', [back, state('old', 9, 'stopped')]],
    ] as const)
      assert.deepEqual(waits(states), whole, name);
  });

  it('counts in one project, for gaps between the limits', () => {
    assert.deepEqual(waits([back], segment('new', [20, 30], { project: '/q' })), []);
    assert.deepEqual(waits([back], segment('old', [20, 30])), []);
    assert.deepEqual(waits([state('new', 12, 'started')], segment('new', [12, 20])), []);
    assert.deepEqual(waits([state('new', 12, 'started')], segment('new', [12.1, 20])), [
      [10, 12.1, 'waiting', 'old:1'],
    ]);
    assert.equal(waits([state('new', 40, 'started')], segment('new', [40, 50])).length, 1);
    assert.equal(waits([state('new', 40, 'started')], segment('new', [40.1, 50])).length, 0);
    const later = [segment('old', [0, 10]), segment('new', [20, 30]), segment('old', [31, 32])];
    assert.deepEqual(reconnectsOf(later, [back], limits), [], 'the old window went on');
  });
});

describe('how estimates compare with what it took', () => {
  const dayBack = (back: number): string => addDays(day, -back);
  const history = (backs: readonly number[], { minutes = 60, worked = 90, tasks = 2 } = {}) => {
    const planTasks = backs.flatMap((back) =>
      Array.from({ length: tasks }, (_, i) =>
        task(minutes, { id: `t:${back}:${i}`, day: dayBack(back), doneAt: at(worked) }),
      ),
    );
    const byDay = new Map(
      backs.map((back) => [dayBack(back), [segment('w', [0, worked / 2]), segment('w', [worked / 2, worked + 60])]]),
    );
    const given = rows({ planTasks });
    return { rows: given, byDay, today: day } as unknown as PlanHistory;
  };
  const ratio = (...of: Parameters<typeof history>) => estimateRatioOf(history(...of), dayBack(10));

  it('is known from three days with two done tasks on', () => {
    assert.deepEqual(ratio([1, 2, 3]), { ratio: 0.75, days: 3, tasks: 6 });
    assert.equal(ratio([1, 2]), undefined);
    assert.equal(ratio([1, 2, 3], { tasks: 1 }), undefined);
    // Neither today nor the days before.
    assert.equal(ratio([0, 1, 2]), undefined);
    assert.equal(ratio([1, 2, 11]), undefined);
    assert.deepEqual(ratio([1, 2, 10])?.days, 3);
  });

  it('is half at least, and three times at most', () => {
    assert.equal(ratio([1, 2, 3], { worked: 600 })?.ratio, 3);
    assert.equal(ratio([1, 2, 3], { worked: 12 })?.ratio, 0.5);
    assert.equal(ratio([1, 2, 3], { worked: 0 }), undefined);
    const idle = history([1, 2, 3, 4]);
    const byDay = new Map([...idle.byDay].slice(0, 3));
    assert.equal(estimateRatioOf({ ...idle, byDay }, dayBack(10))?.days, 3, 'a day without work');
    assert.equal(ratio([1, 2, 3], { minutes: 0 }), undefined);
  });
});

describe('reviews that wait for the person', () => {
  it('do from when they were asked until they answer, or it ends', () => {
    const asked = (number: number, more: object = {}) =>
      pull(number, 0, { isMine: false, author: 'mona', askedAt: at(10), awaitsMe: true, ...more });
    const waits = (...facts: DocumentFact[]) =>
      (
        readCollaboration(new MemoryReader([connected(), ...facts]), { from: at(-60), to: at(600) })?.waits ??
        assert.fail()
      ).map(({ from, to }) => [(from - at(0)) / minuteMs, (to - at(0)) / minuteMs]);
    assert.deepEqual(waits(asked(1)), [[10, Infinity]]);
    assert.deepEqual(waits(asked(1), review(1, 30, true), review(1, 50, true)), [[10, 30]]);
    assert.deepEqual(waits(asked(1), review(1, 5, true), review(1, 50, true)), [[10, 50]]);
    assert.deepEqual(waits(asked(1), review(1, 10, true)), [[10, 10]]);
    assert.deepEqual(waits(asked(1, { endedAt: at(40), awaitsMe: false })), [[10, 40]]);
    assert.deepEqual(waits(asked(1, { endedAt: at(40) }), review(1, 50, true)), [[10, 40]]);
    assert.deepEqual(waits(asked(1, { awaitsMe: false })), []);
    assert.deepEqual(waits(asked(1, { askedAt: undefined })), []);
    assert.deepEqual(waits(pull(1, 0, { askedAt: at(10), awaitsMe: true })), []);
    assert.deepEqual(waits(asked(1), review(2, 30, true)), [[10, Infinity]]);
    assert.equal(readCollaboration(new MemoryReader([asked(1)]), { from: 0, to: at(600) }), undefined);
  });
});

describe('the parts of a digest', () => {
  it('are hours of the clock, whole percents, and words', () => {
    assert.deepEqual(
      [
        hourOf(at(0), 0),
        hourOf(at(59.99), 0),
        hourOf(at(60), 0),
        hourOf(at(0), -600),
        hourOf(at(0), 900),
        hourOf(-1, 0),
      ],
      [9, 9, 10, 23, 0, 23],
    );
    assert.deepEqual([shareOf(1, 3), shareOf(2, 3), shareOf(1, 0), shareOf(0, 5)], [0.33, 0.67, 0, 0]);
    assert.deepEqual([percent(0.335), tenths(1.25), tenths(1.24)], [34, 1.3, 1.2]);
    assert.deepEqual(
      [
        inWords(90, context()),
        inDays(1, context()),
        inDays(2, context()),
        inTimes(1, context()),
        inTimes(3, context()),
      ],
      ['1 h 30 min', '1 day', '2 days', 'once', '3 times'],
    );
  });

  it('compare errors by their code only where they have one', () => {
    const work = [7, 4, 2].map((back) => span(-back * 24 * 60, -back * 24 * 60 + 60));
    const errors = ['a', 'b'].flatMap((message) =>
      [7, 4, 2].map((back) => {
        const { code: _, ...error } = diagnostic(-back * 24 * 60 + 10, -back * 24 * 60 + 14, { message });
        return error;
      }),
    );
    const { facts } = readDigest(new MemoryReader([...work, ...errors]), 14, context());
    assert.deepEqual(
      facts
        .filter(({ topic }) => topic === 'error')
        .map(({ id }) => id)
        .toSorted(),
      ['error:ts::a', 'error:ts::b'],
    );
  });
});

describe('working hours', () => {
  it('are those of the person once five days are known, four hours at least', () => {
    const minutesBack = (back: number, minute: number): number => minute - back * 24 * 60;
    // From noon to three, on working days.
    const work = (days: readonly number[]) => days.map((back) => span(minutesBack(back, 180), minutesBack(back, 360)));
    const hours = (days: readonly number[]) => {
      const facts = [
        ...work(days),
        pull(1, minutesBack(2, 0)),
        review(1, minutesBack(2, 240)),
        pull(2, minutesBack(1, 0)),
        review(2, minutesBack(1, 480)),
      ];
      const { values } =
        readDigest(new MemoryReader(facts), 14, context()).facts.find(({ id }) => id === 'reviews') ?? assert.fail();
      return [values['longestWorkingHours'], values['medianWorkingHours']];
    };
    assert.deepEqual(hours([1, 2, 3, 4]), [8, 6]);
    assert.deepEqual(hours([1, 2, 3, 4, 8]), [4, 2.5]);
  });
});

describe('how a run ended', () => {
  it('is said by its exit code, unless a person stopped it', () => {
    const outcome = (exitCode: number | undefined) => outcomeOf(run(0, 1, exitCode === undefined ? {} : { exitCode }));
    assert.deepEqual([0, 1, 255, 130, 143, 0xc0_00_01_3a, -1_073_741_510, undefined].map(outcome), [
      'passed',
      'failed',
      'failed',
      ...Array.from({ length: 5 }, () => 'unknown'),
    ]);
  });

  it('is open for twelve hours, while its window goes on', () => {
    const unended = (states: readonly StateFact[], hours = 1) =>
      Object.values(unendedAt(run(0, undefined, { id: 'w:1' }), states, at(0) + hours * hourMs));
    assert.deepEqual(
      [unended([]), unended([], 12), unended([], 12.001)],
      [
        [true, 0],
        [true, 0],
        [false, 0],
      ],
    );
    assert.deepEqual(unended([state('w', 30, 'stopped'), state('w', 20, 'paused')]), [false, 20 * minuteMs]);
    assert.deepEqual(unended([state('w', -1, 'stopped'), state('x', 5, 'stopped'), state('w', 5, 'resumed')]), [
      true,
      0,
    ]);
    assert.deepEqual(unended([state('w', 0, 'stopped')]), [false, 0]);
  });
});

describe('the account of a part of a day', () => {
  it('has the gaps within it, cut to it', () => {
    const all = rows({ spans: [span(0, 10), span(30, 40)] });
    const told = (from: number, to: number) => {
      const { entries } = explainFigure(all, {
        figure: { day, from: at(from), to: at(to) },
        rules: { idleLimitMs: 2 * minuteMs, dayStartsAt: 0 },
        t,
      });
      return entries.map(({ type, start, end }) => `${type} ${(start - at(0)) / minuteMs}-${(end - at(0)) / minuteMs}`);
    };
    assert.deepEqual(told(0, 40), ['work 0-10', 'gap 10-30', 'work 30-40']);
    assert.deepEqual(told(5, 20), ['work 5-10', 'gap 10-20']);
    assert.deepEqual(told(0, 10), ['work 0-10']);
    assert.deepEqual(told(30, 40), ['work 30-40']);
    assert.equal(timelineOf(all, { idleLimitMs: 2 * minuteMs, dayStartsAt: 0 }).length, 2);
  });
});
