import assert from 'node:assert/strict';
import { readDigest } from '../../../../src/analytics/digest/digest.ts';
import { dayMs } from '../../../../src/core/time/days.ts';
import type { DigestFact } from '../../../../src/core/insights/digest.ts';
import type { Fact, PlanTaskFact, SpanFact } from '../../../../src/core/facts/facts.ts';
import { MemoryReader } from '../../../fakes/memoryReader.ts';
import { at, context, span, task } from '../given.ts';

/** Minutes from nine o'clock of a day so many days back. */
const on = (back: number, minute: number): number => minute - back * (dayMs / 60_000);
const read = (facts: readonly Fact[]): readonly DigestFact[] =>
  readDigest(new MemoryReader(facts), 14, context()).facts;
/** Work from one minute of a day to another. */
const work = (back: number, ...[from, to, changes = {}]: [number, number, Partial<SpanFact>?]): SpanFact =>
  span(on(back, from), on(back, to), changes);
/** An hour on each of four days, today included. */
const base = [7, 4, 2, 0].map((back) => work(back, 0, 60));
const told = (facts: readonly DigestFact[], prefix: string) => facts.filter(({ id }) => id.startsWith(prefix));

describe('the switches in a digest', () => {
  /** An hour of a morning in which the project changes at even intervals, before a calm one. */
  const morning = (back: number, switches: number) => [
    ...Array.from({ length: switches + 1 }, (_, i) =>
      work(back, (60 / (switches + 1)) * i, (60 / (switches + 1)) * (i + 1), { project: i % 2 === 0 ? '/a' : '/b' }),
    ),
    work(back, 180, 360, { project: switches % 2 === 0 ? '/a' : '/b' }),
  ];
  const told1 = (...facts: SpanFact[]) => told(read(facts), 'switching')[0];

  it('tell of the worst two hours where they are worse than the day', () => {
    const found = told1(...morning(1, 8), ...morning(2, 12));
    assert.deepEqual(found?.values, {
      projectSwitchesPerHour: 2.5,
      fileSwitchesPerHour: 0,
      projectSwitches: 20,
      days: 2,
      worstProjectSwitchesPerHour: 10,
      worstDays: 2,
      worstFromHour: 8,
      worstToHour: 10,
    });
    assert.equal(
      found.text,
      '2.5 switches of project an hour, 0 of file, on the median of 2 days; 20 switches of project in all; 10 an hour in the worst two hours, mostly from 8:00 to 10:00',
    );
    assert.equal(found.weight, 80);
    assert.equal(told1(...morning(1, 20))?.weight, 95);
    const even = told1(...morning(1, 8).slice(0, -1));
    assert.equal(even?.values['worstProjectSwitchesPerHour'], even?.values['projectSwitchesPerHour']);
    assert.doesNotMatch(even?.text ?? '', /worst/);
  });

  it('need an hour of work on a day, and in the two hours', () => {
    assert.equal(told1(work(1, 0, 59.9)), undefined);
    const spread = [0, 120, 240, 360].map((minute) => work(1, minute, minute + 30));
    assert.deepEqual(told1(...spread)?.values, {
      projectSwitchesPerHour: 0,
      fileSwitchesPerHour: 0,
      projectSwitches: 0,
      days: 1,
    });
    assert.equal(
      told1(...spread)?.text,
      '0 switches of project an hour, 0 of file, on the median of 1 day; 0 switches of project in all',
    );
    assert.equal(told1(...spread)?.weight, 40);
    assert.equal(told1(...morning(1, 4), work(2, 0, 59.9))?.values['days'], 1);
  });
});

describe('the week in a digest', () => {
  it('is compared with the four before it, of which two have work', () => {
    const week = (...backs: number[]) => told(read([...base, ...backs.map((back) => work(back, 0, 90))]), 'week')[0];
    assert.equal(week(), undefined);
    // The base works on day 7 itself, a week before.
    assert.deepEqual(week(14)?.values, { minutes: 180, usualMinutes: 75, ofUsualShare: 2.4, weeks: 2 });
    assert.deepEqual(week(13)?.values, undefined);
    assert.deepEqual(week(34)?.values, { minutes: 180, usualMinutes: 75, ofUsualShare: 2.4, weeks: 2 });
    assert.equal(week(35), undefined);
    assert.deepEqual(week(6, 14, 27, 28)?.values, { minutes: 270, usualMinutes: 83, ofUsualShare: 3.27, weeks: 4 });
    assert.equal(
      week(14)?.text,
      '3 h in the last 7 days, 240 % of the 1 h 15 min of a usual week, from 2 weeks before',
    );
    assert.equal(week(14)?.weight, 50);
  });
});

describe('the plans in a digest', () => {
  const dayBack = (back: number): string => new Date(at(on(back, 0))).toISOString().slice(0, 10);
  const planned = (title: string, back: number, changes: Partial<PlanTaskFact> = {}) =>
    task(30, { title, day: dayBack(back), ...changes });
  const carried = (...tasks: PlanTaskFact[]) =>
    told(read([...base, ...tasks]), 'carried:').map(({ id, weight, labels, values }) => [id, weight, labels, values]);

  it('have tasks that were on three of them and never done', () => {
    const three = (title: string, changes: Partial<PlanTaskFact> = {}) => [
      planned(title, 4, changes),
      planned(` ${title.toUpperCase()} `, 3),
      planned(title, 2),
    ];
    assert.deepEqual(carried(...three('Fix it')), [['carried:Fix it', 44, { about: 'carried' }, { days: 3 }]]);
    assert.deepEqual(carried(...three('Review the change')), [
      ['carried:Review the change', 44, { about: 'review' }, { days: 3 }],
    ]);
    assert.deepEqual(carried(...three('Fix it', { doneAt: at(on(4, 5)) })), []);
    assert.deepEqual(carried(...three('Fix it').slice(1)), []);
    assert.deepEqual(carried(planned('Fix it', 4), planned('Fix it', 4), planned('Fix it', 2)), []);
    const four = [planned('Four', 5), ...three('Four')];
    assert.deepEqual(
      carried(...three('a'), ...three('b'), ...three('c'), ...four).map(([id]) => id),
      ['carried:Four', 'carried:a', 'carried:b'],
    );
  });

  it('say what an hour planned takes', () => {
    const ticked = (back: number, until: number) =>
      [1, 2].map((i) => planned(`t${back}${i}`, back, { doneAt: at(on(back, until - 5 * (2 - i))) }));
    const [estimate] = told(read([...base, ...ticked(7, 60), ...ticked(4, 45), ...ticked(2, 30)]), 'estimate');
    assert.deepEqual(estimate?.values, { ratio: 0.8, days: 3, tasks: 6 });
    assert.equal(estimate.text, 'A planned hour took 45 min, in 6 tasks on 3 days');
    assert.deepEqual(told(read([...base, ...ticked(7, 60), ...ticked(4, 45)]), 'estimate'), []);
  });
});
