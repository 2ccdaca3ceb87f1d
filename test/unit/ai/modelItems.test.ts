import assert from 'node:assert/strict';
import { analysisQuestion, readAnalysis } from '../../../src/ai/analysis.ts';
import type { AnswerOf } from '../../../src/ai/answerSchemas.ts';
import type { DigestFact } from '../../../src/core/insights/digest.ts';
import { fact, input } from './given.ts';

const run = (at: number): DigestFact => fact({ id: `run:${at}`, names: { run: `test ${at}` }, weight: 90 - at });
const week = fact({
  id: 'week',
  topic: 'week',
  names: {},
  labels: {},
  values: { minutes: 600 },
  text: '10 h in the last 7 days',
  weight: 10,
});
const facts = [...Array.from({ length: 8 }, (_, at) => run(at)), week];

type Answer = AnswerOf<'analysis'>;
const insight = (observation: string, evidence: string[], recommendation = ''): Answer['insights'][number] => ({
  category: 'other',
  observation,
  recommendation,
  evidence,
});

/** Reads an answer of a model on eight runs and a week, which were sent as `e1` to `e9`. */
function read(answer: Partial<Answer>, changes: Partial<Parameters<typeof readAnalysis>[2]> = {}) {
  const of = { ...input(facts), ...changes };
  const whole = { bottlenecks: [], insights: [], tool_suggestions: [], ...answer };
  return readAnalysis(whole, analysisQuestion(of, 'real'), { ...of, provider: 'claude' });
}

describe('the items of a model’s analysis', () => {
  it('are five insights, of the first twenty that it names', () => {
    const good = insight('12 runs failed.', ['e1']);
    assert.equal(read({ insights: Array.from({ length: 9 }, () => good) }).insights.length, 5);
    const bad = insight('12 runs failed.', ['e99']);
    const late = (count: number) => read({ insights: [...Array.from({ length: count }, () => bad), good] });
    assert.deepEqual([late(19).insights.length, late(20).insights.length], [1, 0]);
    assert.equal(late(19).dropped, 19);
  });

  it('cite six of the facts that were sent, each once', () => {
    const ids = ['e1', 'e1', 'e99', 'e2', 'e3', 'e4', 'e5', 'e6', 'e7'];
    const [item] = read({ insights: [insight('12 runs failed.', ids)] }).insights;
    assert.deepEqual(
      item?.evidence.map(({ id }) => id),
      [0, 1, 2, 3, 4, 5].map((at) => `run:${at}`),
    );
    const long = [...Array.from({ length: 50 }, () => 'e99'), 'e1'];
    const insights = [long, long.slice(1)].map((evidence) => insight('12 runs failed.', evidence));
    assert.equal(read({ insights }).insights.length, 1);
  });

  it('say what was measured where they say nothing that holds, and are dropped where they say nothing', () => {
    const { insights, dropped } = read({
      insights: [insight('77 runs failed.', ['e1']), insight(' ', ['e1']), insight('12 runs failed.', [])],
    });
    assert.deepEqual(
      insights.map(({ observation, flagged }) => [observation, flagged]),
      [[fact().text, ['77']]],
    );
    assert.equal(dropped, 2);
  });

  it('keep a dozen of the parts that were refused', () => {
    const text = Array.from({ length: 14 }, (_, at) => `${at + 50} failed.`).join(' ');
    assert.deepEqual(
      read({ insights: [insight(text, ['e1'])] }).insights[0]?.flagged,
      Array.from({ length: 12 }, (_, at) => String(at + 50)),
    );
  });

  it('are of a type that one of their facts can show', () => {
    const bottleneck = (type: 'flaky-run' | 'estimates' | 'other', ...evidence: string[]) => ({
      type,
      description: '12 runs failed.',
      frequency: '30 runs',
      impact: 'high' as const,
      evidence,
    });
    const bottlenecks = [
      bottleneck('flaky-run', 'e1'),
      bottleneck('flaky-run', 'e9', 'e1'),
      bottleneck('estimates', 'e1'),
      bottleneck('other', 'e9', 'e1'),
    ];
    assert.deepEqual(
      read({ bottlenecks }).bottlenecks.map(({ type, frequency }) => [type, frequency]),
      [
        ['flaky-run', '30 runs'],
        ['flaky-run', '30 runs'],
        ['other', '30 runs'],
        ['other', '30 runs'],
      ],
    );
  });

  it('keep the day on which the same was first found on the same fact', () => {
    const first = read({ insights: [insight('12 runs failed.', ['e1'])] });
    // What was told before is not sent again.
    const previous = { ...first, told: {}, insights: first.insights.map((item) => ({ ...item, since: '2026-11-01' })) };
    const again = ['e1', 'e2'].map((id) => insight('12 runs failed.', [id]));
    const other = { ...insight('12 runs failed.', ['e1']), category: 'focus' as const };
    assert.deepEqual(
      read({ insights: [...again, other] }, { previous }).insights.map(({ since }) => since),
      ['2026-11-01', '2026-11-20', '2026-11-20'],
    );
    const both = [insight('12 runs failed.', ['e2', 'e1'])];
    assert.equal(read({ insights: both }, { previous }).insights[0]?.since, '2026-11-01');
    const [before] = previous.insights;
    const more = {
      ...previous,
      insights: before ? [{ ...before, evidence: read({ insights: both }).insights[0]?.evidence ?? [] }] : [],
    };
    assert.equal(read({ insights: again }, { previous: more }).insights[0]?.since, '2026-11-01');
  });

  it('of an earlier analysis are sent again in words only where names are', () => {
    const bottleneck = {
      type: 'other' as const,
      description: '12 runs failed.',
      frequency: '',
      impact: 'low' as const,
    };
    const previous = read({
      bottlenecks: [{ ...bottleneck, evidence: ['e1'] }],
      insights: [insight('30 runs ended.', ['e1']), insight('It failed 12 times.', ['e2'])],
    });
    const sent = (['real', 'aliased', 'none'] as const).map((names) => {
      const { content } = analysisQuestion({ ...input(facts), previous }, names).ask;
      return ['12 runs failed.', 'It failed 12 times.'].map((text) => content.includes(text));
    });
    assert.deepEqual(sent, [
      [true, true],
      [false, false],
      [false, false],
    ]);
  });

  it('suggest three tools, of which each has a name', () => {
    const tool = (name: string, reason = '12 runs failed.') => ({
      tool: name,
      reason,
      priority: 'low' as const,
      evidence: ['e1'],
    });
    const { tools, dropped } = read({
      tool_suggestions: [
        tool('Retries'),
        tool(' '),
        tool('Linter', '99 runs failed.'),
        tool('Cache'),
        tool('Formatter'),
      ],
    });
    assert.deepEqual(
      tools.map(({ tool: name, reason }) => [name, reason]),
      [
        ['Retries', '12 runs failed.'],
        ['Linter', fact().text],
        ['Cache', '12 runs failed.'],
      ],
    );
    assert.equal(dropped, 1);
  });
});
