import assert from 'node:assert/strict';
import { analysisByRules, analysisQuestion, readAnalysis } from '../../../src/ai/analysis.ts';
import type { AnalysisAnswer } from '../../../src/ai/answerSchemas.ts';
import { isMuted, itemsOf, verdictOn } from '../../../src/ai/judgements.ts';
import type { Judgement, StoredAnalysis } from '../../../src/core/insights/insights.ts';
import { fact, input } from './given.ts';

const hours = (id: string, share: number, fromHour: number) =>
  fact({ id, topic: 'hour', weight: 10, names: {}, labels: {}, values: { share, fromHour }, text: `${id}: ${share}` });
const facts = [
  fact({
    values: { runs: 30, failures: 12, flips: 9, failShare: 0.4, timedRuns: 30, medianMinutes: 12, totalMinutes: 360 },
  }),
  hours('hour:9', 0.5, 9),
  hours('hour:22', 0.3, 22),
];

const judgement = (changes: Partial<Judgement> = {}): Judgement => ({
  version: 1,
  verdict: 'not-useful',
  list: 'bottlenecks',
  kind: 'slow-run',
  evidence: [fact().id],
  ...changes,
});

const byRules = (judgements: readonly Judgement[] = []): StoredAnalysis =>
  analysisByRules({ ...input(facts), judgements });
const kinds = ({ bottlenecks }: StoredAnalysis) => bottlenecks.map(({ type }) => type);
const categories = ({ insights }: StoredAnalysis) => insights.map(({ category }) => category);

describe('what was found not useful', () => {
  const plain = byRules();
  const [first] = itemsOf(plain);

  it('is not told again by the rules, and that is counted', () => {
    assert.ok(first);
    const judged = judgement({ kind: first.kind, evidence: [...first.evidence] });
    const analysis = byRules([judged]);
    assert.deepEqual(kinds(analysis), kinds(plain).slice(1));
    assert.ok(analysis.muted >= 1);
    assert.equal(plain.muted, 0);
  });

  it('is shown again when it is about something else', () => {
    assert.ok(first);
    assert.deepEqual(kinds(byRules([judgement({ kind: first.kind, evidence: ['run:other'] })])), kinds(plain));
    assert.deepEqual(kinds(byRules([judgement({ kind: 'estimates' })])), kinds(plain));
    assert.deepEqual(kinds(byRules([judgement({ list: 'tools', kind: first.kind })])), kinds(plain));
  });

  it('is shown again when it has got worse', () => {
    const item = { list: 'bottlenecks', kind: 'slow-run', evidence: [fact().id] } as const;
    const judged = [judgement({ impact: 'medium' })];
    assert.deepEqual(
      (['low', 'medium', 'high'] as const).map((impact) => isMuted({ ...item, impact }, judged)),
      [true, true, false],
    );
  });

  it('is shown again when the person changed their mind', () => {
    assert.ok(first);
    const judged = judgement({ kind: first.kind, evidence: [...first.evidence] });
    assert.deepEqual(kinds(byRules([judged, { ...judged, verdict: 'useful' }])), kinds(plain));
  });

  it('is left out of what a model says, and the model is told of it by the ids that were sent', () => {
    const given = {
      ...input(facts),
      judgements: [judgement(), judgement({ kind: 'stuck-branch', evidence: ['gone'] })],
    };
    const question = analysisQuestion(given, 'aliased');
    const sent = JSON.parse(question.ask.content) as { judged: unknown };
    assert.deepEqual(sent.judged, [
      { list: 'bottlenecks', kind: 'slow-run', verdict: 'not-useful', evidence: ['e1'] },
      { list: 'bottlenecks', kind: 'stuck-branch', verdict: 'not-useful', evidence: [] },
    ]);
    const said = { description: 'It is slow', frequency: 'often', impact: 'high' as const, evidence: ['e1'] };
    const answer: AnalysisAnswer = {
      bottlenecks: [
        { ...said, type: 'slow-run' },
        { ...said, type: 'flaky-run' },
      ],
      insights: [],
      tool_suggestions: [],
    };
    const analysis = readAnalysis(answer, question, { ...given, provider: 'claude' });
    assert.deepEqual([kinds(analysis), analysis.muted, analysis.dropped], [['flaky-run'], 1, 0]);
  });

  it('tells a model no names: words of tools only where names may be told', () => {
    const judgements = [judgement({ list: 'tools', kind: 'Retries for secret-shop' })];
    const content = (names: 'aliased' | 'none' | 'real') =>
      analysisQuestion({ ...input(facts), judgements }, names).ask.content;
    assert.equal(content('aliased').includes('Retries'), false);
    assert.equal(content('none').includes('Retries'), false);
    assert.equal(content('real').includes('Retries'), true);
  });

  it('changes nothing of the question while nothing was judged', () => {
    const without = analysisQuestion(input(facts), 'aliased').ask.content;
    assert.equal(analysisQuestion({ ...input(facts), judgements: [] }, 'aliased').ask.content, without);
  });
});

describe('what was found useful', () => {
  it('comes before its like', () => {
    const plain = categories(byRules());
    const last = plain.at(-1);
    assert.ok(last && plain.length > 1 && plain[0] !== last, plain.join());
    const judged = judgement({ verdict: 'useful', list: 'insights', kind: last, evidence: ['hour:22', 'hour:9'] });
    assert.equal(categories(byRules([judged]))[0], last);
  });
});

describe('the name of an item', () => {
  it('is the same while the item says the same, and tells items apart', () => {
    const names = itemsOf(byRules()).map(({ id }) => id);
    assert.deepEqual(
      itemsOf(byRules()).map(({ id }) => id),
      names,
    );
    assert.equal(new Set(names).size, names.length);
    assert.ok(names.length >= 3);
  });

  it('holds no name of the person', () => {
    for (const { id } of itemsOf(byRules())) assert.match(id, /^(bottlenecks|insights|tools):[0-9a-f]{12}$/);
  });

  it('finds the verdict by kind and evidence', () => {
    const [item] = itemsOf(byRules());
    assert.ok(item);
    const said = judgement({ kind: item.kind, evidence: [...item.evidence], verdict: 'useful' });
    assert.equal(verdictOn(item, [said]), 'useful');
    assert.equal(verdictOn(item, []), undefined);
  });
});
