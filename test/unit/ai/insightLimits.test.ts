import assert from 'node:assert/strict';
import { analyzeByRules } from '../../../src/ai/rules/analyzer.ts';
import type { DigestFact } from '../../../src/core/insights/digest.ts';
import { digest, t } from './given.ts';

function factOf(topic: DigestFact['topic'], values: DigestFact['values'], id = `${topic}:1`): DigestFact {
  return { id, topic, weight: 50, names: {}, labels: {}, text: '', values };
}

/** Returns the observations of the built-in rules in some facts: the category, what is said, and what is advised. */
function observed(facts: readonly DigestFact[], workdays = 10): string[][] {
  const { insights } = analyzeByRules({ ...digest(facts), workdays }, t);
  return insights.map(({ item }) => [item.category, item.observation, item.recommendation]);
}

describe('what the built-in rules observe', () => {
  it('names the hour with most of the work', () => {
    const facts = [
      factOf('hour', { fromHour: 14, share: 0.18 }, 'hour:14'),
      factOf('hour', { fromHour: 9, share: 0.214 }, 'hour:9'),
    ];
    assert.deepEqual(observed(facts), [
      [
        'time',
        'Your busiest hour starts at 09:00: 21 % of your work',
        'Keep that hour free of meetings, and put the hardest task of the plan there.',
      ],
    ]);
    assert.deepEqual([observed(facts, 3).length, observed(facts, 2).length], [1, 0]);
  });

  it('says how much of the work is unbroken, and what to do about it', () => {
    const focus = (focusShare: number, days = 3) =>
      observed([factOf('focus', { days, focusShare, longestMinutes: 88 })]);
    assert.deepEqual(focus(0.496), [
      [
        'focus',
        '50 % of your work is in long unbroken stretches; the longest took 1 h 28 min',
        'This works. Note what made the longest stretch possible, and plan another one.',
      ],
    ]);
    assert.match(focus(0.49)[0]?.[2] ?? '', /^Plan one stretch a day with notifications off/);
    assert.deepEqual(focus(0.6, 2), []);
  });

  it('tells a week from a usual one only where they differ by a quarter', () => {
    const week = (ofUsualShare: number) => observed([factOf('week', { ofUsualShare })])[0];
    assert.deepEqual(week(1.25)?.slice(0, 2), ['balance', 'The past week had 125 % of the work of a usual week']);
    assert.match(week(1.25)?.[2] ?? '', /^Plan less/);
    assert.deepEqual(week(0.75)?.slice(0, 2), ['balance', 'The past week had 75 % of the work of a usual week']);
    assert.match(week(0.75)?.[2] ?? '', /^If that was not intended/);
    assert.deepEqual([week(1.24), week(0.76)], [undefined, undefined]);
  });

  it('says how much of the plans was done', () => {
    const plan = (doneShare: number, days = 3, id = 'plan') =>
      observed([factOf('plan', { days, tasks: 40, done: 30, doneShare }, id)])[0];
    assert.deepEqual(plan(0.746), [
      'planning',
      'You did 30 of 40 planned tasks (75 %)',
      'Your plans are the right size. Keep it up.',
    ]);
    assert.match(plan(0.74)?.[2] ?? '', /^Plan fewer tasks/);
    assert.deepEqual([plan(0.7, 2), plan(0.7, 3, 'carried:x')], [undefined, undefined]);
  });

  it('calls work from nine in the evening until six in the morning late', () => {
    const isLate = (fromHour: number) =>
      observed([factOf('hour', { fromHour, share: 0.1 })]).some(([category]) => category === 'balance');
    assert.deepEqual([20, 21, 23, 0, 5, 6].map(isLate), [false, true, true, true, true, false]);
    const facts = [22, 23].map((fromHour) => factOf('hour', { fromHour, share: 0.1 }, `hour:${fromHour}`));
    assert.deepEqual(
      observed(facts).filter(([category]) => category === 'balance'),
      [
        [
          'balance',
          '10 % of your work is in the hour from 22:00',
          'Late work costs the next morning. See whether you can finish earlier.',
        ],
      ],
    );
  });

  it('puts what costs more first', () => {
    const facts = [
      factOf('hour', { fromHour: 22, share: 0.2 }),
      factOf('plan', { days: 3, tasks: 4, done: 3, doneShare: 0.75 }, 'plan'),
      factOf('week', { ofUsualShare: 2 }),
      factOf('focus', { days: 3, focusShare: 0.5, longestMinutes: 60 }),
    ];
    assert.deepEqual(
      observed(facts).map(([category, text = '']) => [category, text.split(' ')[0]]),
      [
        ['focus', '50'],
        ['balance', 'The'],
        ['balance', '20'],
        ['planning', 'You'],
        ['time', 'Your'],
      ],
    );
  });

  it('suggests a tool against each of the first three bottlenecks, with their impact and what was found', () => {
    const run = (id: string, values: DigestFact['values']): DigestFact => ({
      ...factOf('run', values, id),
      names: { run: id },
    });
    const facts = [
      run('a', { failures: 3, turnsWithoutEdits: 9, turnDays: 3 }),
      run('b', { timedRuns: 5, medianMinutes: 6, totalMinutes: 60 }),
      factOf('estimate', { days: 5, ratio: 2 }),
      factOf('focus', { days: 4, medianMinutes: 5, focusShare: 0.2, breaksPerHour: 3 }),
    ];
    const { tools } = analyzeByRules(digest(facts), t);
    assert.deepEqual(
      tools.map(({ item }) => [item.tool, item.priority]),
      [
        ['Test retries with a report', 'high'],
        ['Incremental builds and a build cache', 'medium'],
        ["The editor's Do Not Disturb", 'medium'],
      ],
    );
    assert.equal(
      tools[0]?.item.reason,
      'Retries tell a flaky test from a broken one. Quarantine it until it is fixed. See: "a" is flaky: its outcome changed 9 times with no edit in between',
    );
  });
});
