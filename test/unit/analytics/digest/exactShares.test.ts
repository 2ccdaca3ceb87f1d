import assert from 'node:assert/strict';
import { readDigest } from '../../../../src/analytics/digest/digest.ts';
import { dayMs } from '../../../../src/core/time/days.ts';
import type { DigestFact } from '../../../../src/core/insights/digest.ts';
import type { Fact, SpanFact } from '../../../../src/core/facts/facts.ts';
import { MemoryReader } from '../../../fakes/memoryReader.ts';
import { context, diagnostic, span } from '../given.ts';

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

describe('the shares of time in a digest', () => {
  it('are those of projects, languages, kinds, and hours, of two percent at least, or five', () => {
    const facts = read([
      work(2, 0, 100, { kind: 'debugging' }),
      work(4, 0, 95, { project: '/home/me/site', language: 'css' }),
      // 2 of 200 minutes are a percent, 3 are two.
      work(7, 0, 2, { project: '/home/me/tiny', language: 'go' }),
      work(7, 60, 63, { project: '/home/me/small', language: 'html' }),
      work(7, 120, 130, { project: '/home/me/small', language: 'html' }),
    ]);
    assert.deepEqual(
      told(facts, 'project:').map(({ id, weight, values }) => [id, weight, values]),
      [
        ['project:/home/me/shop', 30 + 20 * 0.48, { minutes: 100, days: 1, share: 0.48 }],
        ['project:/home/me/site', 30 + 20 * 0.45, { minutes: 95, days: 1, share: 0.45 }],
        ['project:/home/me/small', 30 + 20 * 0.06, { minutes: 13, days: 1, share: 0.06 }],
      ],
    );
    assert.equal(told(facts, 'project:/home/me/site')[0]?.text, 'site: 1 h 35 min on 1 day, 45 % of the time');
    assert.deepEqual(
      told(facts, 'language:').map(({ id, weight, text }) => [id, weight, text]),
      [
        ['language:typescript', 15 + 15 * 0.48, 'typescript: 1 h 40 min, 48 % of the time, 0 errors encountered'],
        ['language:css', 15 + 15 * 0.45, 'css: 1 h 35 min, 45 % of the time, 0 errors encountered'],
        ['language:html', 15 + 15 * 0.06, 'html: 13 min, 6 % of the time, 0 errors encountered'],
      ],
    );
    assert.deepEqual(
      told(facts, 'kind:').map(({ id, weight, text }) => [id, weight, text]),
      [
        ['kind:coding', 10 + 10 * 0.52, 'Coding: 1 h 50 min, 52 % of the time'],
        ['kind:debugging', 10 + 10 * 0.48, 'Debugging: 1 h 40 min, 48 % of the time'],
      ],
    );
    // Each minute counts for the hour that it lies in.
    assert.deepEqual(
      told(facts, 'hour:').map(({ id, weight, values }) => [id, weight, values]),
      [
        ['hour:09:00', 12 + 20 * 0.58, { fromHour: 9, minutes: 122, share: 0.58 }],
        ['hour:10:00', 12 + 20 * 0.37, { fromHour: 10, minutes: 78, share: 0.37 }],
        ['hour:11:00', 12 + 20 * 0.05, { fromHour: 11, minutes: 10, share: 0.05 }],
      ],
    );
    assert.equal(told(facts, 'hour:09:00')[0]?.text, 'From 09:00: 2 h 2 min, 58 % of the time');
  });

  it('have the days with ten minutes of work at least, and the usual one of them', () => {
    const total = (...days: number[]) => told(read(days.map((minutes, i) => work(i, 0, minutes))), 'total')[0];
    assert.deepEqual(total(30, 9.9, 10, 60)?.values, { minutes: 100, days: 3, perDayMinutes: 30 });
    assert.equal(total(30, 10, 60)?.text, '1 h 40 min of work on 3 days, 30 min on a usual one');
    assert.deepEqual(read([work(0, 0, 9)]), []);
  });

  it('are of the days of the digest only, and of hours by the clock of the person', () => {
    const facts = read([
      work(13, 0, 30, { project: '/first' }),
      work(14, 0, 30, { project: '/before' }),
      work(0, 0, 10, { offset: 90 }),
    ]);
    assert.deepEqual(
      told(facts, 'project:').map(({ id }) => id),
      ['project:/first', 'project:/home/me/shop'],
    );
    assert.deepEqual(
      told(facts, 'hour:').map(({ id }) => id),
      ['hour:09:00', 'hour:10:00'],
    );
  });

  it('are those of eight projects, six languages, and six hours, by name where they are equal', () => {
    const facts = read(
      Array.from({ length: 9 }, (_, i) =>
        work(0, 60 * i - 480, 60 * i - 430, { project: `/p/${9 - i}`, language: `l${9 - i}` }),
      ),
    );
    const names = (prefix: string) => told(facts, prefix).map(({ id }) => id.slice(prefix.length));
    assert.deepEqual(names('project:'), ['/p/1', '/p/2', '/p/3', '/p/4', '/p/5', '/p/6', '/p/7', '/p/8']);
    assert.deepEqual(names('language:'), ['l1', 'l2', 'l3', 'l4', 'l5', 'l6']);
    assert.deepEqual(names('hour:'), ['01:00', '02:00', '03:00', '04:00', '05:00', '06:00']);
  });

  it('say how many errors of a language were met, from an hour before the first work to now', () => {
    const first = on(7, 0);
    const errors = [
      diagnostic(first - 60, first - 59, { message: 'a' }),
      diagnostic(first - 60.1, first - 60, { message: 'b' }),
      diagnostic(8 * 60, undefined, { message: 'c' }),
      diagnostic(8 * 60 + 0.1, undefined, { message: 'd' }),
      diagnostic(10, 12, { severity: 'warning' }),
      diagnostic(10, 12, { language: 'css' }),
    ];
    const [language] = told(read([...base, ...errors]), 'language:');
    assert.deepEqual(language?.values, { minutes: 240, share: 1, errors: 2 });
    const one = told(read([...base, errors[0]!]), 'language:')[0];
    assert.equal(one?.text, 'typescript: 4 h, 100 % of the time, 1 error encountered');
  });
});

describe('the branches in a digest', () => {
  it('are those with twenty minutes in all, and work in its days', () => {
    const facts = read([
      ...base,
      work(7, 60, 90, { branch: 'fix', kind: 'reviewing' }),
      work(0, 60, 75, { branch: 'fix' }),
      work(4, 60, 70, { branch: 'old' }),
      work(4, 75, 80, { branch: 'old' }),
      work(4, 120, 125, { branch: 'old' }),
      work(2, 60, 79.9, { branch: 'short' }),
      work(20, 60, 100, { branch: 'left' }),
      work(8, 0, 9, { branch: 'left' }),
      work(4, 90, 100, { branch: 'develop' }),
    ]);
    assert.deepEqual(
      told(facts, 'branch:').map(({ id, weight, values, text }) => [id, weight, values, text]),
      [
        [
          'branch:/home/me/shop:old',
          15 + 20 / 60 + 4,
          { minutes: 20, days: 1, idleDays: 2 },
          'old in shop: 20 min on 1 day; 2 working days since the last work on it',
        ],
        [
          'branch:/home/me/shop:fix',
          15 + 45 / 60,
          { minutes: 45, days: 2, idleDays: 0 },
          'fix in shop: 45 min on 2 days; 0 working days since the last work on it',
        ],
      ],
    );
    assert.deepEqual(
      told(facts, 'branches:').map(({ weight, values, text }) => [weight, values, text]),
      [
        [
          25 + 8 + 4 * 2,
          { branches: 1, ofBranches: 2, reviewed: 1, medianWaitDays: 2, longestWaitDays: 2 },
          '1 of 2 branches lay idle, usually for 2 days of work on the project, before work on them continued; fix was the longest, with 2 days',
        ],
      ],
    );
  });

  it('wait while their project goes on for two days, not while it rests or others go on', () => {
    const waits = (...facts: SpanFact[]) => told(read(facts), 'branches:')[0];
    const on2 = (back: number, branch: string, project = '/p') => work(back, 0, 30, { branch, project });
    const others = [on2(6, 'main'), on2(5, 'main'), on2(4, 'main')];
    assert.equal(waits(on2(7, 'a'), on2(3, 'a'))?.values, undefined);
    assert.equal(waits(on2(7, 'a'), others[0]!, on2(3, 'a'))?.values, undefined);
    const elsewhere = others.map((one) => ({ ...one, project: '/other' }));
    assert.equal(waits(on2(7, 'a'), ...elsewhere, on2(3, 'a'))?.values, undefined);
    assert.equal(waits(on2(7, 'a'), ...others.slice(1), on2(3, 'a'))?.values['longestWaitDays'], 2);
    const both = waits(on2(7, 'a'), on2(6, 'b'), on2(5, 'main'), on2(4, 'main'), on2(3, 'b'), on2(2, 'a'));
    // Four days of work on the project lie between those of the one, and two between those of the other.
    assert.deepEqual(both?.values, { branches: 2, ofBranches: 2, reviewed: 0, medianWaitDays: 3, longestWaitDays: 4 });
    assert.deepEqual([both?.names, both?.weight], [{ branch: 'a', project: '/p' }, 25 + 16 + 12]);
    const twice = waits(
      on2(9, 'a'),
      on2(8, 'main'),
      on2(7, 'main'),
      on2(6, 'a'),
      ...others.slice(1),
      on2(3, 'main'),
      on2(2, 'a'),
    );
    assert.deepEqual([twice?.values['branches'], twice?.values['longestWaitDays']], [1, 3]);
  });

  it('are six, those with the most time, then by name, and weigh 60 at most', () => {
    const names = ['f', 'e', 'd', 'c', 'b', 'a', 'z'];
    const facts = names.map((branch, i) => work(1, 60 * i, 60 * i + (branch === 'z' ? 30 : 20), { branch }));
    assert.deepEqual(
      told(read(facts), 'branch:').map(({ names: { branch } }) => branch),
      ['z', 'a', 'b', 'c', 'd', 'e'],
    );
    const idle = (days: number) => [
      work(12, 0, 60, { branch: 'x' }),
      ...Array.from({ length: days }, (_, i) => work(i, 0, 30)),
    ];
    assert.deepEqual(told(read(idle(11)), 'branch:')[0]?.weight, 15 + 1 + 22);
    const long = [
      ...idle(11),
      ...Array.from({ length: 23 }, (_, i) => work(13, -540 + 60 * i, -480 + 60 * i, { branch: 'x' })),
    ];
    assert.deepEqual(told(read(long), 'branch:')[0]?.weight, 60);
    const single = [work(1, 0, 30, { branch: 'x' }), work(0, 0, 30)];
    assert.match(told(read(single), 'branch:')[0]?.text ?? '', /; 1 working day since the last work on it$/);
  });
});
