import assert from 'node:assert/strict';
import { analysisByRules, analysisQuestion, readAnalysis } from '../../../src/ai/analysis.ts';
import { fingerprintOf } from '../../../src/ai/digestPayload.ts';
import type { Judgement, StoredAnalysis } from '../../../src/core/insights/insights.ts';
import { fact, input } from './given.ts';

const values = { runs: 30, failures: 1, timedRuns: 30, medianMinutes: 12, totalMinutes: 360 };
const slow = fact({ values });
const linked = fact({ id: 'run:b', values, url: 'https://ci.test/b' });
const byRules = (previous?: StoredAnalysis) => analysisByRules({ ...input([slow, linked]), previous });

describe('an analysis by the built-in rules', () => {
  it('has the facts of each item, with their addresses', () => {
    assert.deepEqual(
      byRules().bottlenecks.map(({ type, evidence, flagged }) => [type, evidence, flagged]),
      [
        ['slow-run', [{ id: slow.id, text: slow.text }], []],
        ['slow-run', [{ id: linked.id, text: linked.text, url: 'https://ci.test/b' }], []],
      ],
    );
  });

  it('names a model, and a reason why it was not asked, only if there is one', () => {
    const plain = byRules();
    assert.deepEqual([plain.version, plain.provider, plain.dropped, plain.muted], [1, 'rules', 0, 0]);
    assert.ok(!('model' in plain) && !('fallback' in plain));
    assert.equal(analysisByRules(input(), 'no network').fallback, 'no network');
  });

  it('keeps the day on which an item was first found on one of its facts', () => {
    const first = byRules();
    const previous = {
      ...first,
      bottlenecks: first.bottlenecks.map((item, at) => ({
        ...item,
        since: '2026-11-01',
        type: at === 0 ? item.type : ('flaky-run' as const),
        evidence: [{ id: 'gone', text: '' }, ...item.evidence],
      })),
    };
    assert.deepEqual(
      byRules(previous).bottlenecks.map(({ since }) => since),
      ['2026-11-01', '2026-11-20'],
    );
  });

  it('remembers as sent what was sent before and has not changed since', () => {
    const told = { [slow.id]: fingerprintOf(slow), [linked.id]: 'another', gone: 'x' };
    assert.deepEqual(byRules().told, {});
    assert.deepEqual(byRules({ ...byRules(), told }).told, { [slow.id]: fingerprintOf(slow) });
  });
});

describe('the question for an analysis', () => {
  const contentOf = (changes: Partial<Parameters<typeof analysisQuestion>[0]>) =>
    JSON.parse(analysisQuestion({ ...input([slow, linked]), ...changes }, 'aliased').ask.content) as {
      readonly facts: readonly unknown[];
      readonly previous?: { readonly day: string };
      readonly judged?: readonly { readonly kind: string; readonly evidence: readonly unknown[] }[];
    };

  it('mentions an earlier analysis by a model, and doesn’t repeat what was sent for it', () => {
    assert.deepEqual(Object.keys(contentOf({})), ['from', 'to', 'workdays', 'facts']);
    const told = { [slow.id]: fingerprintOf(slow) };
    const previous = { ...byRules(), told };
    assert.deepEqual([contentOf({ previous }).facts.length, contentOf({ previous }).previous], [2, undefined]);
    const content = contentOf({ previous: { ...previous, provider: 'claude' } });
    assert.deepEqual([content.facts.length, content.previous?.day], [1, '2026-11-20']);
  });

  it('has the last twenty judgements, with those of their facts that are sent', () => {
    const judgements = Array.from({ length: 21 }, (_, at): Judgement => ({
      version: 1,
      verdict: 'useful',
      list: 'bottlenecks',
      kind: `kind ${at}`,
      evidence: ['gone', linked.id],
    }));
    const { judged = [] } = contentOf({ judgements });
    assert.deepEqual([judged.length, judged[0]?.kind, judged[0]?.evidence], [20, 'kind 1', ['e2']]);
    assert.equal(contentOf({ judgements: [] }).judged, undefined);
  });
});

describe('an analysis by a model', () => {
  it('remembers what it was sent, and which model it was', () => {
    const of = { ...input([slow, linked]), provider: 'claude', model: 'm1' } as const;
    const answer = { bottlenecks: [], insights: [], tool_suggestions: [] };
    const read = readAnalysis(answer, analysisQuestion(of, 'aliased'), of);
    assert.deepEqual([read.provider, read.model, Object.keys(read.told)], ['claude', 'm1', [slow.id, linked.id]]);
  });
});
