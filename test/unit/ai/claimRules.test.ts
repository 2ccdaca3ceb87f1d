import assert from 'node:assert/strict';
import { analysisQuestion, readAnalysis } from '../../../src/ai/analysis.ts';
import type { DigestFact } from '../../../src/core/insights/digest.ts';
import { fact, input } from './given.ts';

/** Returns the result for a statement about some facts, and for advice. */
function readItem(observation: string, facts: readonly DigestFact[] = [fact()], recommendation = '') {
  const given = input(facts);
  const asked = analysisQuestion(given, 'aliased');
  const evidence = [...asked.payload.sent.keys()];
  const insights = [{ category: 'other' as const, observation, recommendation, evidence }];
  const read = readAnalysis({ bottlenecks: [], insights, tool_suggestions: [] }, asked, {
    ...given,
    provider: 'claude',
  });
  return read.insights[0];
}

const timed = (values: DigestFact['values'], text: string, more: Partial<DigestFact> = {}) => [
  fact({ id: 'x', topic: 'week', names: {}, labels: {}, values, text, ...more }),
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
const hour = timed({ minutes: 60, fromHour: 9, toHour: 11, share: 0.4 }, '40 % of the time is between 9:00 and 11:00', {
  topic: 'hour',
});
const even = timed({ minutes: 500, usualMinutes: 500, weeks: 4 }, '8 h 20 min in the last 7 days, as in a usual week');
const longer = timed({ workedMinutes: 90, plannedMinutes: 60, tasks: 8 }, '8 tasks: 1 h 30 min of 1 h', {
  topic: 'estimate',
});
const shorter = timed({ workedMinutes: 45, plannedMinutes: 60, tasks: 8 }, '8 tasks: 45 min of 1 h', {
  topic: 'estimate',
});
const noEdit = timed(
  { turnsWithoutEdits: 5, runs: 20, days: 4 },
  'npm test: changed its outcome 5 times with no edit in between, on 4 days',
  { topic: 'run' },
);
const slow = timed({ medianMinutes: 9, runs: 20 }, 'npm run build: 20 runs, 9 min a run', { topic: 'run' });
const stuck = timed({ idleDays: 6 }, 'no commit for 6 days', { topic: 'branch' });
const numbered = timed({ days: 3 }, '47 in shop: on 3 days', { topic: 'branch', names: { branch: '47' } });
const rounded = timed({ runs: 30, medianMinutes: 12.5, totalMinutes: 375 }, '30 runs, 12.5 min a run', {
  topic: 'run',
});
const ratio = timed({ ratio: 1.5, tasks: 8 }, 'a planned hour took 1.5 hours; 8 tasks', { topic: 'estimate' });
const lines = timed({ linesAdded: 3858, linesRemoved: 912 }, '3858 lines added and 912 removed', { topic: 'file' });

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
  // Bounds: some include the number itself.
  ['At least 12 runs failed', [fact()], true],
  ['At least 11 runs failed', [fact()], true],
  ['At least 8 runs failed', [fact()], false],
  ['At most 12 runs failed', [fact()], true],
  ['At most 13 runs failed', [fact()], true],
  ['At most 11 runs failed', [fact()], false],
  ['Up to 12 runs failed', [fact()], true],
  ['Up to 11 runs failed', [fact()], false],
  ['≥12 runs failed', [fact()], true],
  ['≥13 runs failed', [fact()], false],
  ['>12 runs failed', [fact()], false],
  ['>11 runs failed', [fact()], true],
  ['≤12 runs failed', [fact()], true],
  ['≤11 runs failed', [fact()], false],
  ['Under 12 runs failed', [fact()], false],
  ['Under 13 runs failed', [fact()], true],
  ['Just under 13 runs failed', [fact()], true],
  ['Just under 16 runs failed', [fact()], false],
  ['Almost 13 runs failed', [fact()], true],
  ['Almost 12 runs failed', [fact()], false],
  ['~12 runs failed', [fact()], true],
  ['You worked at least 1.2 times as long as usual', week, true],
  ['You worked at least 1.3 times as long as usual', week, false],
  ['You worked at most 1.2 times as long as usual', week, true],
  ['You worked at most 1.1 times as long as usual', week, false],
  ['You worked over 1.1 times as long as usual', week, true],
  ['You worked under 1.3 times as long as usual', week, true],
  ['You worked twice as long as usual', week, false],
  ['You worked 30 % longer than usual', week, false],
  ['You worked 20 % longer than planned', week, false],
  // Shares of ten, and numbers that are a part of a greater one.
  ['4 in 10 runs fail', [fact()], true],
  ['2 in 10 runs fail', [fact()], false],
  ['10 in 4 runs fail', [fact()], false],
  ['8 in 20 runs fail', [fact()], false],
  ['12 hundred runs failed', [fact()], false],
  ['12-hundred runs failed', [fact()], false],
  ['-12 runs failed', [fact()], false],
  // The period is that of the digest.
  ['12 runs failed in the last 14 days', [fact()], true],
  ['12 runs failed in the past two weeks', [fact()], true],
  ['12 runs failed in the past 3 weeks', [fact()], false],
  ['12 runs failed in the past week', [fact()], false],
  ['10 h in the last 7 days', week, true],
  ['10 h in the last 14 days', week, true],
  // Equal, longer, shorter.
  ['You worked as long as usual', even, true],
  ['You worked the same as usual', even, true],
  ['You worked more than usual', even, false],
  ['You worked less than usual', even, false],
  ['Tasks took longer than planned', longer, true],
  ['Tasks took less time than planned', longer, false],
  ['Tasks took as long as planned', longer, false],
  ['Tasks took longer than usual', longer, false],
  ['Tasks took 1.5 times as long as planned', longer, true],
  ['The tasks were underestimated', longer, true],
  ['The tasks were overestimated', longer, false],
  ['The plan was optimistic', longer, true],
  ['Tasks took less than planned', shorter, true],
  ['Tasks took more than planned', shorter, false],
  ['Tasks took 25 % less than planned', shorter, true],
  ['The tasks were underestimated', shorter, false],
  ['The tasks were overestimated', shorter, true],
  ['The plan was optimistic', shorter, false],
  ['It grew', week, false],
  ['Work doubled', week, false],
  ['The week is up', week, true],
  ['The week is down', week, false],
  ['Work went up this week', week, true],
  // Nothing is said not to be unless it was measured so.
  ['It changed 5 times without an edit', noEdit, true],
  ['It changed 5 times without any edits', noEdit, true],
  ["It isn't edited", noEdit, true],
  ['It changed 5 times without a run', noEdit, false],
  ['No run came in between', noEdit, false],
  ['It changed a few times', noEdit, true],
  ['It changed a little', noEdit, true],
  ['Few edits came', noEdit, false],
  ['Little changed', noEdit, false],
  // Judgments need a measure that allows them.
  ['It is flaky', noEdit, true],
  ['It is flaky', slow, false],
  ['It is slow', slow, true],
  ['It is slow', week, false],
  ['The branch is stuck', stuck, true],
  ['The branch is stuck', [fact()], false],
  ['It was merged', [fact()], false],
  ['The work is fragmented', [fact()], false],
  // The most, the first, all.
  ['The majority of the runs failed', mostly, true],
  ['The majority of the runs failed', [fact()], false],
  ['The majority of the runs passed', mostly, false],
  ['It fails mostly', mostly, false],
  ['Errors come mostly in the afternoon', afternoon, true],
  ['Most of the time is in the morning', hour, false],
  ['It is the slowest run', mostly, false],
  ['The latest week has 10 h', week, true],
  ['It is the latest run', mostly, false],
  ['It always fails', all, true],
  ['It always fails', mostly, false],
  ['Only 12 runs failed', mostly, true],
  ['All of the 12 runs failed', mostly, false],
  // Rounded by half a unit, and no more.
  ['A run takes 12 min', rounded, true],
  ['A run takes 13 min', rounded, true],
  ['A run takes 11 min', rounded, false],
  ['A planned hour takes 1.5 hours', ratio, true],
  ['A planned hour takes 90 min', ratio, true],
  ['A planned hour takes 70 min', ratio, false],
  // When.
  ['40 % of the time is in the morning', hour, true],
  ['40 % of the time is in the afternoon', hour, false],
  ['40 % of the time is in the evening', hour, false],
  ['You worked today', week, false],
  ['You worked recently', week, true],
  ['You worked yesterday', week, false],
  // What was counted, and in which state.
  ['12 runs were fixed', [fact()], false],
  ['12 commits failed', [fact()], false],
  ['3858 lines were added and 912 removed', lines, true],
  ['912 lines were added and 3858 removed', lines, false],
  ['-912 lines', lines, false],
  ['Edits made it fail', [fact()], false],
  ['It is why 12 runs failed', [fact()], false],
  // A name stands alone, or is introduced if it could as well be a number.
  ['"npm test" failed 12 times', [fact()], true],
  ['xnpm test failed 12 times', [fact()], false],
  ['npm tests failed 12 times', [fact()], false],
  ['Branch-1 was worked on for 3 days', numbered, true],
  ['47 was worked on for 3 days', numbered, false],
  ['File 47 was worked on for 3 days', numbered, false],
  ['Branch 47:30 was worked on for 3 days', numbered, false],
  ['Sandbranch 47 was worked on for 3 days', numbered, false],
];

const advice: readonly (readonly [text: string, isShown: boolean])[] = [
  ['Reserve a morning for it.', true],
  ['Fix the morning failures.', false],
  ['Fix it today.', true],
  ['Fix what failed recently.', false],
  ['Stop editing while it runs.', true],
  ['Make a list.', true],
  ['Write down what makes it fail.', true],
  ['Keep the shortest tests first.', true],
  ['Mostly rerun them.', false],
  ['Always rerun them.', true],
  ['Take more breaks.', true],
  ['Take more breaks than usual.', false],
  ['Ask a colleague.', true],
  ['Ask the manager.', false],
  ['Improve the flaky tests.', true],
  ['Compare it with the improved ones.', false],
  ['Run one test at a time.', true],
];

describe('a claim', () => {
  for (const [text, facts, isShown] of cases)
    it(`${isShown ? 'is shown' : 'is flagged'}: ${text} (${facts[0]?.text.slice(0, 40)})`, () => {
      const found = readItem(text, facts)?.flagged;
      assert.equal(found?.length === 0, isShown, String(found));
    });
});

describe('advice', () => {
  for (const [text, isShown] of advice)
    it(`${isShown ? 'is shown' : 'is left out'}: ${text}`, () =>
      assert.equal(readItem('12 runs failed.', [fact()], text)?.recommendation, isShown ? text : ''));
});
