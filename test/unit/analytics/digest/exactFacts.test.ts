import assert from 'node:assert/strict';
import { readDigest } from '../../../../src/analytics/digest/digest.ts';
import { dayMs } from '../../../../src/core/time/days.ts';
import type { DigestFact } from '../../../../src/core/insights/digest.ts';
import type { Fact, PlanTaskFact } from '../../../../src/core/facts/facts.ts';
import { MemoryReader } from '../../../fakes/memoryReader.ts';
import { activity, context, diagnostic, run, span } from '../given.ts';
import { pull, review } from '../githubGiven.ts';

/** Minutes from nine o'clock of a day so many days back. */
const on = (back: number, minute: number): number => minute - back * (dayMs / 60_000);
/** An hour of work on each of four days, today included. */
const work: Fact[] = [7, 4, 2, 0].map((back) => span(on(back, 0), on(back, 60)));
const read = (facts: readonly Fact[]): readonly DigestFact[] =>
  readDigest(new MemoryReader([...work, ...facts]), 14, context()).facts;

function planned(day: string, done: boolean, id: string): PlanTaskFact {
  const what = { type: 'planTask', rev: 1, at: 0, order: 1, priority: 'medium', source: 'user', evidence: [] } as const;
  return { ...what, id, day, title: id, minutes: 30, ...(done && { doneAt: 1 }) };
}

describe('the facts of a digest, exactly', () => {
  it('count the plans of finished days: neither those of today nor those before its first day', () => {
    const tasks = [
      planned('2026-11-18', true, 'p:1'),
      planned('2026-11-18', false, 'p:2'),
      planned('2026-11-20', false, 'p:today'),
      planned('2026-11-01', false, 'p:old'),
    ];
    const plan = read(tasks).find(({ id }) => id === 'plan');
    assert.deepEqual(plan?.values, {
      days: 1,
      tasks: 2,
      done: 1,
      doneShare: 0.5,
      plannedMinutes: 60,
      workedMinutes: 60,
    });
    assert.equal(
      read([planned('2026-11-20', false, 'p:today')]).find(({ id }) => id === 'plan'),
      undefined,
    );
  });

  it('weigh a kind of activity by its share', () => {
    const { weight, values } = read([]).find(({ id }) => id === 'kind:coding') ?? {};
    assert.deepEqual([weight, values], [20, { minutes: 240, share: 1 }]);
  });

  it('name an error by what it has of reporter and code', () => {
    const errors = (changes: object) =>
      [7, 4, 2].map((back) => diagnostic(on(back, 10), on(back, 14), { message: "No 'abc'", ...changes }));
    const textOf = (changes: object) => read(errors(changes)).find(({ topic }) => topic === 'error')?.text ?? '';
    assert.match(textOf({ reporter: 'ts', code: '7' }), /^ts 7: 3 times on 3 days/);
    assert.match(textOf({ reporter: undefined, code: '7' }), /^7: 3 times/);
    assert.match(textOf({ reporter: undefined, code: undefined }), /^An error: 3 times/);
  });

  it('tell an error that quotes a name from any other, soon, whatever its message', () => {
    const quotes = (message: string) =>
      read([7, 4, 2].map((back) => diagnostic(on(back, 10), on(back, 14), { message }))).find(
        ({ topic }) => topic === 'error',
      )?.labels['quotes'];
    for (const message of ["Cannot find name 'abc'.", '“ab” is missing', "'x' of 'xyz'", 'use `a b c1`'])
      assert.equal(quotes(message), 'a name', message);
    for (const message of ["';' expected.", "It isn't there", 'no quotes', "'"])
      assert.equal(quotes(message), 'nothing');
    const started = performance.now();
    quotes(`${'‘'.repeat(250)}${'0'.repeat(500)}`);
    // A pattern that tries each way to begin and end took an hour.
    assert.ok(performance.now() - started < 2_000);
  });

  it('count waiting that was logged in the fortnight, and no other work', () => {
    const logs = [
      activity(on(2, 100), on(2, 160), { title: 'Waiting for review' }),
      activity(on(4, 100), on(4, 130), { title: 'Blocked by a review' }),
      activity(on(4, 200), on(4, 230), { title: 'Planning' }),
      activity(on(30, 100), on(30, 160), { title: 'Waiting for review' }),
    ];
    const logged = read(logs).filter(({ labels }) => labels['about'] === 'logged');
    const long = Array.from({ length: 5 }, (_, i) => activity(on(i, 100), on(i, 520), { title: 'Waiting for access' }));
    assert.equal(read(long).find(({ id }) => id === 'waiting:logged')?.weight, 90);
    assert.deepEqual(
      logged.map(({ id, values }) => [id, values]),
      [['reviews:logged', { logs: 2, days: 2, totalHours: 1.5 }]],
    );
  });

  it("count the reviews that took longer than one of the person's working days", () => {
    // Until five days are known, a day has eight hours from nine o'clock.
    const waits = [
      pull(1, on(2, 0)),
      review(1, on(1, 60)),
      pull(2, on(1, 0)),
      review(2, on(1, 480)),
      pull(3, on(3, 0)),
    ];
    const reviews = read([...waits, review(3, on(3, 60))]).find(({ id }) => id === 'reviews');
    assert.deepEqual(reviews?.values, {
      reviews: 3,
      medianWorkingHours: 8,
      longestWorkingHours: 9,
      reviewsOverDay: 1,
    });
  });

  it('know the working day of somebody elsewhere by the clock there', () => {
    // From nine to one in New York, on five days.
    const there = [1, 2, 3, 6, 7].map((back) => span(on(back, 300), on(back, 540), { offset: -300 }));
    const waits = [pull(1, on(1, 0)), review(1, on(1, 420))];
    const { facts } = readDigest(new MemoryReader([...there, ...waits]), 14, { ...context(), offset: -300 });
    assert.equal(facts.find(({ id }) => id === 'reviews')?.values['longestWorkingHours'], 2);
  });

  it('say which days they are of, the weightiest first, then by name', () => {
    const { from, to, workdays, facts } = readDigest(new MemoryReader(work), 14, context());
    assert.deepEqual([from, to, workdays], ['2026-11-07', '2026-11-20', 4]);
    const order = facts.map(({ id, weight }) => [-weight, id] as const);
    assert.deepEqual(
      order.toSorted(([a, one], [b, other]) => a - b || (one < other ? -1 : 1)),
      order,
    );
    assert.deepEqual(
      facts.map(({ id }) => id),
      ['total', 'focus', 'project:/home/me/shop', 'switching', 'hour:09:00', 'language:typescript', 'kind:coding'],
    );
  });

  it('share the time out over the hours of the day', () => {
    const hour = read([]).find(({ topic }) => topic === 'hour');
    const halved = read([span(on(1, 0), on(1, 120), { offset: 30 })]).filter(({ topic }) => topic === 'hour');
    assert.deepEqual(
      halved.map(({ values: { fromHour, minutes } }) => [fromHour, minutes]),
      [
        [9, 270],
        [10, 60],
        [11, 30],
      ],
    );
    assert.deepEqual([hour?.values['fromHour'], hour?.values['minutes'], hour?.values['share']], [9, 240, 1]);
  });

  it('take no run that never ended for one with a length', () => {
    const runs = [7, 4, 2].map((back) => run(on(back, 20), undefined, { exitCode: 0 }));
    const [one] = read(runs).filter(({ topic }) => topic === 'run');
    assert.equal(one?.values['totalMinutes'] ?? 0, 0);
  });
});
