import assert from 'node:assert/strict';
import type { DigestFact } from '../../../src/core/insights/digest.ts';
import { isShown } from './shownClaims.ts';

type Values = DigestFact['values'];

/** By topic: values with the text that Daymark words them in, sentences that hold, and sentences about another value. */
const cases: (readonly [
  topic: DigestFact['topic'],
  values: Values,
  text: string,
  right: readonly string[],
  wrong: readonly string[],
])[] = [
  [
    'run',
    { runs: 40, failures: 13, failDays: 6, days: 9, failedInARow: 3, medianMinutes: 7, totalMinutes: 280 },
    'ran 40 times on 9 days, 13 failed on 6 days, the last 3 in a row; 7 min a run, 4 h 40 min in all',
    [
      '13 of 40 runs failed',
      'It failed 13 times',
      'It failed on 6 days',
      'It ran on 9 days',
      'It failed 3 times in a row',
      'The last 3 runs failed',
      'A run takes 7 min',
      'It took 280 min in all',
      '7 min per run',
      '13 failures',
      '13 failed runs',
    ],
    [
      '40 runs failed',
      'It failed 40 times',
      'It failed on 9 days',
      'It ran on 6 days',
      'It failed 13 times in a row',
      'The last 13 runs failed',
      'It passed 13 times',
      '13 runs passed',
      'It took 7 min in all',
      'A run takes 280 min',
      'It takes 7 min a day',
      'It takes 7 min an hour',
      '13 days',
      '40 days',
      '9 runs',
      '6 runs failed',
      '3 runs failed',
      '13 people failed',
      '13 errors',
      '40 of 13 runs failed',
    ],
  ],
  [
    'file',
    { errors: 24, fixed: 18, medianFixMinutes: 12, brokenMinutes: 95, linesAdded: 310, linesRemoved: 45 },
    '24 errors, 18 fixed, 12 min to fix one, broken for 1 h 35 min; 310 lines added and 45 removed',
    [
      '24 errors',
      '18 errors were fixed',
      '18 of 24 errors were fixed',
      'A fix takes 12 min',
      'It was broken for 95 min',
      '310 lines were added',
      '45 lines were removed',
      '310 lines added and 45 removed',
    ],
    [
      '24 errors were fixed',
      '24 errors have been fixed',
      '24 fixed errors',
      '18 errors',
      'It was broken for 12 min',
      'A fix takes 95 min',
      '45 lines were added',
      '310 lines were removed',
      '-310 lines',
      '24 lines',
      '18 lines were fixed',
      '24 runs',
    ],
  ],
  [
    'plan',
    { tasks: 30, done: 21, doneShare: 0.7, plannedMinutes: 600, workedMinutes: 750 },
    '30 tasks planned, 21 done (70 %); 10 h planned, 12 h 30 min worked',
    [
      '21 of 30 tasks were done',
      '21 tasks were done',
      '70 % of the tasks were done',
      '600 min were planned',
      '30 tasks were planned',
      '10 h were planned',
    ],
    [
      '30 tasks were done',
      '30 tasks got done',
      '21 tasks were left open',
      '70 % of the tasks were left open',
      '70 % of the runs were done',
      '750 min were planned',
      '21 runs were done',
      '30 % of the tasks were done',
      '21 of 30 tasks were skipped',
    ],
  ],
  [
    'branch',
    { commits: 14, days: 5, idleDays: 8 },
    '14 commits on 5 days; untouched for 8 days',
    ['14 commits', 'It was worked on for 5 days', 'It was idle for 8 days', 'It has been untouched for 8 days'],
    ['8 commits', '5 commits', 'It was idle for 5 days', 'It was worked on for 8 days', '14 days', '14 branches'],
  ],
  [
    'switching',
    { fileSwitchesPerHour: 24, projectSwitchesPerHour: 3 },
    '24 switches of files an hour, 3 of projects',
    ['24 switches of files an hour', '3 switches of projects an hour', '24 file switches per hour'],
    [
      '24 switches of projects an hour',
      '3 switches of files an hour',
      '24 file switches a day',
      '24 file switches a minute',
    ],
  ],
  [
    'focus',
    { longestMinutes: 80, medianMinutes: 35, stretches: 22, focusShare: 0.6 },
    '22 stretches, 35 min as a rule, 80 min at the longest; 60 % of the time',
    [
      '22 stretches',
      'The longest stretch took 80 min',
      'A stretch takes 35 min as a rule',
      '60 % of the time was focused',
    ],
    [
      '80 stretches',
      'The longest stretch took 35 min',
      'A stretch takes 80 min as a rule',
      '60 % of the runs',
      '22 runs',
    ],
  ],
];

/** A usual length is a median, not a sum or a maximum. Insights that earlier versions stored cite "as a rule". */
for (const text of [
  '22 unbroken stretches on 9 days: usually 35 min long, 80 min at the longest',
  '22 unbroken stretches on 9 days: 35 min long as a rule, 80 min the longest',
])
  cases.push([
    'focus',
    { stretches: 22, days: 9, medianMinutes: 35, longestMinutes: 80, focusShare: 0.6 },
    text,
    [
      'A stretch usually takes 35 min',
      'Stretches are normally 35 min long',
      'Each stretch is usually 35 min long',
      'The longest is 80 min, usually they take 35 min',
    ],
    ['A stretch usually takes 80 min', 'Stretches are normally 80 min long', 'Each stretch is 35 min long'],
  ]);
cases.push([
  'run',
  { runs: 40, medianMinutes: 7, totalMinutes: 280 },
  'ran 40 times; 7 min a run, 4 h 40 min in all',
  ['A run usually takes 7 min', 'Each run normally takes 7 min'],
  ['A run usually takes 280 min', 'It normally takes 4 h 40 min'],
]);

describe('a value that was measured', () => {
  for (const [topic, values, text, right, wrong] of cases) {
    for (const sentence of right)
      it(`of the topic ${topic} is shown: ${sentence}`, () =>
        assert.equal(isShown(`${sentence}.`, { topic, values, text }), true));
    for (const sentence of wrong)
      it(`of the topic ${topic} is not shown as another: ${sentence}`, () =>
        assert.equal(isShown(`${sentence}.`, { topic, values, text }), false));
  }
});
