import assert from 'node:assert/strict';
import { analysisQuestion, readAnalysis } from '../../../src/ai/analysis.ts';
import type { DigestFact } from '../../../src/core/insights/digest.ts';
import { fact, input } from './given.ts';

/** What is flagged in a statement about some facts; nothing where it is shown as it is. */
function flagged(observation: string, facts: readonly DigestFact[] = [fact()]): readonly string[] | undefined {
  const given = input(facts);
  const asked = analysisQuestion(given, 'aliased');
  const evidence = [...asked.payload.sent.keys()];
  const insights = [{ category: 'other' as const, observation, recommendation: '', evidence }];
  const read = readAnalysis({ bottlenecks: [], insights, tool_suggestions: [] }, asked, {
    ...given,
    provider: 'claude',
  });
  return read.insights[0]?.flagged;
}

const timed = (values: DigestFact['values'], text: string) => [
  fact({ id: 'x', topic: 'week', names: {}, labels: {}, values, text }),
];
const week = timed(
  { minutes: 600, usualMinutes: 500, ofUsualShare: 1.2, weeks: 4 },
  '10 h in the last 7 days, 120 % of the 8 h 20 min of a usual week, from 4 weeks before',
);
const mostly = timed({ failures: 12, runs: 15, failShare: 0.8 }, 'npm test: ran 15 times, 12 failed (80 %)');
const all = timed({ failures: 15, runs: 15, failShare: 1 }, 'npm test: ran 15 times, 15 failed (100 %)');
const afternoon = timed(
  { errors: 24, fromHour: 14, toHour: 17, inHoursShare: 0.8, timeInHoursShare: 0.2 },
  'pay.ts: 24 errors; 80 % of them between 14:00 and 17:00',
);

const cases: readonly (readonly [text: string, facts: readonly DigestFact[], isShown: boolean])[] = [
  // Directions need values that say so.
  ['You worked more than usual', week, true],
  ['You worked less than usual', week, false],
  ['You worked more than planned', week, false],
  ['You worked 20 % more than usual', week, true],
  ['You worked as long as usual', week, false],
  ['It is up from a usual week', week, true],
  ['It went down', week, false],
  // Parts and wholes.
  ['Most runs failed', mostly, true],
  ['Most runs failed', [fact()], false],
  ['Most runs passed', mostly, false],
  ['Every run failed', all, true],
  ['Every run failed', mostly, false],
  ['All runs failed', all, true],
  ['12 runs failed in all', mostly, true],
  // Times of the day.
  ['Most errors come in the afternoon', afternoon, true],
  ['Most errors come in the morning', afternoon, false],
  ['Errors come between 14:00 and 17:00', afternoon, true],
  ['Errors come between 13:00 and 17:00', afternoon, false],
  ['80 % of the errors come between 14:00 and 17:00', afternoon, true],
  ['20 % of the errors come between 14:00 and 17:00', afternoon, false],
  // Causes and people.
  ['It failed 12 times because of edits', [fact()], false],
  ['Bob broke it 12 times', [fact()], false],
  // Numbers in words.
  ['Twelve runs failed', [fact()], true],
  ['A dozen runs failed', [fact()], true],
  ['Two dozen runs failed', [fact()], false],
  ['Four in ten runs failed', [fact()], true],
  ['Five in ten runs failed', [fact()], false],
  ['Two fifths of the runs failed', [fact()], true],
  ['About 40 % failed', [fact()], true],
  ['About 50 % failed', [fact()], false],
  ['At least 13 runs failed', [fact()], false],
  ['More than 11 runs failed', [fact()], true],
  ['More than 12 runs failed', [fact()], false],
  ['Fewer than 13 runs failed', [fact()], true],
  ['Over two hours in all', [fact()], true],
  ['Over three hours in all', [fact()], false],
];

describe('a claim', () => {
  for (const [text, facts, isShown] of cases)
    it(`${isShown ? 'is shown' : 'is flagged'}: ${text} (${facts[0]?.text.slice(0, 40)})`, () => {
      const found = flagged(text, facts);
      assert.equal(found?.length === 0, isShown, String(found));
    });
});
