import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import path from 'node:path';
import { judgeClaims } from '../../../bench/claims/judgeClaims.ts';
import { readCases } from '../../../bench/claims/cases.ts';
import { causes, seededHistory } from '../../../bench/insights/seededHistory.ts';
import { readAnalysis } from '../../../src/ai/analysis.ts';
import { analyzeByRules } from '../../../src/ai/rules/analyzer.ts';
import { digestDays, readDigest } from '../../../src/analytics/digest/digest.ts';
import { defaultGoals, defaultTimeRules } from '../../../src/core/rules/rules.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';
import { digest, fact, input, question, t } from './given.ts';
import { analysisQuestion } from '../../../src/ai/analysis.ts';

interface Around {
  readonly recommendation?: string;
  readonly given?: ReturnType<typeof input>;
  readonly names?: 'aliased' | 'real';
}

const says = (observation: string, { recommendation = '', given = input(), names = 'aliased' }: Around = {}) => {
  const asked = analysisQuestion(given, names);
  const evidence = [...asked.payload.sent.keys()];
  const insights = [{ category: 'other' as const, observation, recommendation, evidence }];
  const read = readAnalysis({ bottlenecks: [], insights, tool_suggestions: [] }, asked, {
    ...given,
    provider: 'claude',
  });
  return { ...read.insights[0], dropped: read.dropped };
};

describe('a statement of a model against the evidence it cites', () => {
  const supported = [
    '12 of 30 runs failed',
    'Twelve of thirty runs failed',
    'it failed in 40 % of the runs',
    '40 percent failed',
    'a run takes 12 minutes',
    'it took 2 h 10 min in all',
    'it took 2h10m in all',
    'it took about 2.2 hours in all',
    'it took 130 min',
    'its share of failures is 0.4',
    'two in five runs fail',
    'more than a third of the runs fail',
  ];
  for (const text of supported)
    it(`is shown: ${text}`, () => {
      const { observation, flagged } = says(text);
      assert.deepEqual([observation, flagged], [text, []]);
    });

  const invented: Readonly<Record<string, string>> = {
    '13 of 30 runs failed': '13',
    '30 of 12 runs failed': '30',
    '12 of 30 runs passed': '12',
    'it failed in 41 % of the runs': '41 %',
    'a run takes 30 minutes': '30 minutes',
    'a run takes 130 minutes': '130 minutes',
    'it took 12 minutes in all': '12 minutes',
    'it took you 12 hours': '12 hours',
    'twenty runs': 'twenty',
    'since 14:30': '14:30',
    'it failed 1,200 times': '1,200',
    'it failed １３ times': '13',
    'it failed thirteen times': 'thirteen',
    'it failed a dozen and more times, 47x': '47x',
    'it failed half of the time': 'half',
    'it failed for the 47th time': '47th',
    'it failed 12k times': '12k',
    'it took 94h18m': '94h18m',
    'it took half an hour': 'half an hour',
    'it failed 12 times as often as usual': '12',
    'the failures doubled': 'doubled',
    'fails rose': 'rose',
    'it fails more than usual': 'more',
    'it fails on Mondays': 'Mondays',
    'it fails in the afternoon': 'afternoon',
    'it failed yesterday': 'yesterday',
    'it fails because of edits': 'because',
    'it never fails': 'never',
    'every run fails': 'every',
    'most runs fail': 'most',
    'two people saw it fail': 'two',
    'colleagues saw it fail': 'colleagues',
  };
  for (const [text, flagged] of Object.entries(invented))
    it(`is replaced by the evidence: ${text}`, () => {
      const item = says(text);
      assert.equal(item.observation, fact().text);
      assert.ok(item.flagged?.includes(flagged), String(item.flagged));
    });

  it('in another script or language is replaced by the evidence', () => {
    for (const text of ['it failed ١٣ times', 'it failed 十三 times', 'Der Test ist dreizehn Mal fehlgeschlagen'])
      assert.ok([fact().text, undefined].includes(says(text).observation), text);
  });

  it('keeps the sentences that hold, and only those', () => {
    const { observation, flagged } = says('run-1 failed 12 times. It will fail 99 times. It takes 12 min a run.');
    assert.deepEqual([observation, flagged], ['npm test failed 12 times. It takes 12 min a run.', ['99']]);
  });

  it('may name a value, which is then told with its unit', () => {
    const text =
      'run-1 failed {e1.failures} of {e1.runs} runs ({e1.failShare}), {e1.medianMinutes} a run, {e1.totalMinutes} in all.';
    assert.equal(says(text).observation, 'npm test failed 12 of 30 runs (40 %), 12 min a run, 2 h 10 min in all.');
    for (const wrong of [
      '{e1.runs} runs failed',
      'failed {e2.failures} times',
      'failed {e1.crashes} times',
      '{e1.__proto__}',
    ])
      assert.equal(says(wrong).observation, fact().text, wrong);
  });

  it('takes digits in names and codes for no numbers', () => {
    const error = fact({
      topic: 'error',
      names: { message: 'Expected 47 arguments', project: '/p/shop9' },
      labels: { reporter: 'ts', code: '2304' },
      values: { count: 24, days: 7 },
      text: 'ts 2304: 24 times on 7 days in shop9; "Expected 47 arguments"',
    });
    const branch = fact({
      topic: 'branch',
      names: { branch: '47' },
      values: { days: 3 },
      text: '47 in shop: on 3 days',
    });
    const given = input([error, branch]);
    assert.deepEqual(says('TS2304 came back 24 times', { given }).flagged, []);
    for (const text of [
      'It came back 2304 times',
      'It came back 47 times',
      'It came back on 47 days',
      'ts 47 came back',
    ])
      assert.notDeepEqual(says(text, { given }).flagged, [], text);
    assert.equal(says('branch-1 was worked on for 3 days', { given }).observation, '"47" was worked on for 3 days');
    assert.deepEqual(says('Branch 47 was worked on for 3 days', { given, names: 'real' }).flagged, []);
  });
});

describe('a name in an answer of a model', () => {
  const unknown = [
    'file-47 failed',
    'File 47 failed',
    'run-12 failed',
    'project_2 failed',
    'person-1 broke run-1',
    'src/pay.ts failed',
  ];
  for (const text of [
    ...unknown,
    '@maria broke run-1',
    'run-1 failed for Bob',
    'run-1 fails in Jenkins',
    'the payTotal call failed',
  ])
    it(`takes its item along where it was never sent: ${text}`, () => {
      const { observation, dropped } = says(text);
      assert.deepEqual([observation, dropped], [undefined, 1]);
      assert.equal(says('run-1 failed 12 times', { recommendation: text }).observation, undefined);
    });

  it('takes its sentence along where the item does not cite it', () => {
    const given = input([fact(), fact({ id: 'other', names: { file: 'a.ts' }, topic: 'file' })]);
    const asked = analysisQuestion(given, 'aliased');
    const insights = [
      { category: 'other' as const, observation: 'run-1 failed. file-1 failed.', recommendation: '', evidence: ['e1'] },
    ];
    const [item] = readAnalysis({ bottlenecks: [], insights, tool_suggestions: [] }, asked, {
      ...given,
      provider: 'claude',
    }).insights;
    assert.deepEqual([item?.observation, item?.flagged], ['npm test failed.', ['a.ts']]);
  });
});

describe('advice of a model', () => {
  for (const text of [
    'Rerun only the failing tests first.',
    'Quarantine the flaky tests, and fix them one at a time.',
    'Log the seed of each run so that a failure can be reproduced.',
  ])
    it(`is shown: ${text}`, () =>
      assert.equal(says('run-1 failed 12 times', { recommendation: text }).recommendation, text));

  for (const text of [
    'Delete the 13 failing tests.',
    'Undo the change that broke it on Tuesday.',
    'As the tests pass on CI, skip them.',
    'Skip it, since it never fails.',
  ])
    it(`is left out where it states what was not measured: ${text}`, () =>
      assert.equal(says('run-1 failed 12 times', { recommendation: text }).recommendation, ''));
});

describe('the cases of the bench of claims', () => {
  const folder = path.join(import.meta.dirname, '../../../bench/claims/cases');
  const verdicts = readCases(folder).claims.flatMap(judgeClaims);

  it('are at least 200 lies, of which none is shown as fact, and truths, of which none is flagged', () => {
    assert.ok(verdicts.filter(({ claim }) => claim[0] === 'lie').length >= 200);
    const wrong = verdicts.filter(({ result }) => result !== 'right');
    assert.deepEqual(
      wrong.map(({ result, claim }) => [result, claim[3]]),
      [],
    );
  });

  it('can be wrong: a lie that is believed and a truth that is not are counted', () => {
    const world = { digest: digest(), inputs: {} as never };
    const claims: Parameters<typeof judgeClaims>[0]['claims'] = [
      ['lie', 'description', ['e1'], 'run-1 failed 12 times'],
      ['true', 'description', ['e1'], 'run-1 failed 13 times'],
    ];
    const results = judgeClaims({ author: 'test', file: '', names: 'aliased', world, claims }).map(
      ({ result }) => result,
    );
    assert.deepEqual(results, ['shown as fact', 'true but flagged']);
  });
});

describe('what Daymark itself says', () => {
  it('holds against its own evidence, in all but one text of thirty', () => {
    let told = 0;
    const flagged: string[] = [];
    for (const cause of [...causes, 'clean'] as const) {
      const { now, offset, facts } = seededHistory(37, cause);
      const context = { now, offset, rules: defaultTimeRules, goals: defaultGoals, t };
      const given = { ...input(), digest: readDigest(new MemoryReader(facts), digestDays, context) };
      const asked = question('real', given.digest.facts);
      const idOf = new Map([...asked.payload.sent].map(([id, one]) => [one.id, id]));
      const { bottlenecks, insights } = analyzeByRules(given.digest, t, []);
      const texts = [
        ...[...asked.payload.sent].map(([id, { text }]) => [text, [id]] as const),
        ...bottlenecks.map(
          ({ item, facts: on }) => [item.description, on.flatMap(({ id }) => idOf.get(id) ?? [])] as const,
        ),
        ...insights.map(
          ({ item, facts: on }) => [item.observation, on.flatMap(({ id }) => idOf.get(id) ?? [])] as const,
        ),
      ];
      for (const [observation, evidence] of texts.filter(([, ids]) => ids.length > 0)) {
        told++;
        const one = [{ category: 'other' as const, observation, recommendation: '', evidence: [...evidence] }];
        const read = readAnalysis({ bottlenecks: [], insights: one, tool_suggestions: [] }, asked, {
          ...given,
          provider: 'claude',
        });
        if (read.insights[0]?.flagged.length !== 0) flagged.push(observation);
      }
    }
    assert.ok(told > 200 && flagged.length <= told / 30, `${told}: ${flagged.join('\n')}`);
  });

  it('is read in bounded time, whatever a model writes', () => {
    const pieces = [
      'run-1 ',
      '12 ',
      'of ',
      'than ',
      '{e1.',
      'e1} ',
      'half ',
      'an hour ',
      '((',
      '"',
      '.',
      '\u0301',
      '47',
      'twenty-',
      '/',
      '𝟒',
      'ﷺ',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 400 }), (list) => {
        const begun = performance.now();
        says(list.join(''), { recommendation: list.toReversed().join('') });
        assert.ok(performance.now() - begun < 500);
      }),
      { seed: 20_261_128 },
    );
  });
});
