import assert from 'node:assert/strict';
import { analyzeByRules } from '../../../src/ai/rules/analyzer.ts';
import type { DigestFact } from '../../../src/core/insights/digest.ts';
import { digest, t } from './given.ts';
import type { Finding, Limit, Values } from './limits/limit.ts';
import { waitLimits } from './limits/waitLimits.ts';
import { workLimits } from './limits/workLimits.ts';

function found({ topic, ...of }: Limit['of'], values: Values): Finding[] {
  const fact = { id: `${topic}:1`, topic, weight: 50, names: {}, labels: {}, text: '', ...of, values };
  const { bottlenecks } = analyzeByRules(digest([fact]), t);
  return bottlenecks.map(({ item }) => [item.type, item.impact, item.description]);
}

describe('the limits of the built-in rules', () => {
  for (const { rule, of, at, finds, misses = [], high = [], notHigh = [] } of [...workLimits, ...waitLimits]) {
    it(`of ${rule}`, () => {
      assert.deepEqual(found(of, at), [finds]);
      for (const less of misses) assert.deepEqual(found(of, { ...at, ...less }), [], JSON.stringify(less));
      for (const more of high) assert.equal(found(of, { ...at, ...more })[0]?.[1], 'high', JSON.stringify(more));
      for (const less of notHigh) {
        const [first] = found(of, { ...at, ...less });
        assert.ok(first && first[0] === finds[0] && first[1] !== 'high', JSON.stringify([less, first]));
      }
    });
  }

  it('are reached by what is equal to them', () => {
    const limitOf = (rule: string) => workLimits.find((one) => one.rule === rule) ?? assert.fail(rule);
    const finds = (rule: string, values: Values): boolean => {
      const { of, at } = limitOf(rule);
      return found(of, { ...at, ...values }).length === 1;
    };
    assert.ok(finds('the same error in two projects', { count: 17, typicalCount: 10 }));
    const more = 'a file that is broken for 90 minutes, more than its share of the work explains';
    assert.ok(finds(more, { brokenShare: 0.25, timeShare: 0.1 }));
    assert.ok(finds(more, { brokenShare: 0.75, timeShare: 0.5 }));
    const timed = 'a file whose errors keep to a time of the day';
    assert.ok(finds(timed, { brokenShare: 0.1875, timeShare: 0.125 }));
    assert.ok(finds(timed, { errors: 49, inHoursShare: 0.75, timeInHoursShare: 0.5 }));
    const sure = { inHoursShare: 0.9, timeInHoursShare: 0.1 };
    assert.deepEqual([finds(timed, { ...sure, errors: 8 }), finds(timed, { ...sure, errors: 7 })], [true, false]);
    assert.ok(!finds(timed, { inHoursShare: 0, timeInHoursShare: 0 }), 'no time of the day is known');
  });

  it('name an error by its message where nothing else is known of it', () => {
    const { of, at } = workLimits.find(({ rule }) => rule === 'the same error in two projects') ?? assert.fail();
    const [error] = found({ ...of, labels: { quotes: 'a name' } }, at);
    assert.equal(error?.[2], `The same error comes back in 2 projects: "no 'x'"; fixing it took 10 min in all`);
  });

  it('leave an error of one file to that file while it keeps breaking', () => {
    const factOf = (rule: string, values: Values): DigestFact => {
      const { of, at } = workLimits.find((one) => one.rule === rule) ?? assert.fail(rule);
      return { id: rule, weight: 50, names: {}, labels: {}, text: '', ...of, values: { ...at, ...values } };
    };
    const types = (...facts: DigestFact[]): string[] =>
      analyzeByRules(digest(facts), t).bottlenecks.map(({ item }) => item.type);
    const file = factOf('a file that is broken for two hours on half of the days', {});
    const error = (files: number) => factOf('errors that cost an hour, however often others come', { files });
    assert.deepEqual(types(file, error(1)), ['broken-file']);
    assert.deepEqual(types(file, error(2)), ['broken-file', 'recurring-error']);
    assert.deepEqual(types(error(1)), ['recurring-error']);
  });

  it('call nothing a habit that two days show', () => {
    const values = { runs: 30, failures: 5, turnsWithoutEdits: 9, turnDays: 2 };
    const fact = {
      id: 'run:1',
      topic: 'run',
      weight: 50,
      labels: {},
      text: '',
      names: { run: 'test' },
      values,
    } as const;
    const types = (workdays: number): string[] =>
      analyzeByRules({ ...digest([fact]), workdays }, t).bottlenecks.map(({ item }) => item.type);
    assert.deepEqual([types(2), types(3)], [[], ['flaky-run']]);
    assert.equal(analyzeByRules({ ...digest([fact]), workdays: 2 }, t).muted, 0);
  });

  it('name the five that cost most, high impact first', () => {
    const runs = Array.from({ length: 7 }, (_, i) => ({
      id: `run:${i}`,
      topic: 'run' as const,
      weight: 50,
      labels: {},
      text: '',
      names: { run: `test ${i}` },
      values: { runs: 30, failures: 5, turnsWithoutEdits: i === 0 ? 6 : 4, turnDays: 2, medianMinutes: 0 },
    }));
    const slow = {
      ...runs[0],
      id: 'slow',
      names: { run: 'build' },
      values: { runs: 9, timedRuns: 9, medianMinutes: 6, totalMinutes: 300 },
    } as DigestFact;
    const told = analyzeByRules(digest([...runs.toReversed(), slow]), t).bottlenecks.map(({ item, facts }) => [
      facts[0]?.id,
      item.impact,
    ]);
    assert.deepEqual(told, [
      ['run:0', 'high'],
      ['slow', 'medium'],
      ['run:6', 'medium'],
      ['run:5', 'medium'],
      ['run:4', 'medium'],
    ]);
  });
});
