import assert from 'node:assert/strict';
import type { DigestFact } from '../../../src/core/insights/digest.ts';
import { isShown } from './shownClaims.ts';

/** Facts as the digest has them, sentences that hold, and sentences that say something else with the same numbers. */
const cases: readonly (readonly [
  measured: Pick<DigestFact, 'topic' | 'values' | 'text'>,
  right: readonly string[],
  wrong: readonly string[],
])[] = [
  [
    {
      topic: 'total',
      values: { minutes: 3120, days: 10, perDayMinutes: 330 },
      text: '52 h of work on 10 days, 5 h 30 min on a usual one',
    },
    [
      'You worked 52 h',
      'You worked on 10 days',
      'You worked 52 h on 10 days',
      'You work 330 min a day',
      'A usual day has 330 min of work',
    ],
    [
      'You worked 10 h',
      'You worked on 52 days',
      'You work 52 h a day',
      'You worked 330 min in all',
      'You worked 10 weeks',
      'You worked 52 min',
    ],
  ],
  [
    {
      topic: 'project',
      values: { minutes: 900, days: 6, share: 0.36 },
      text: 'shop: 15 h on 6 days, 36 % of the time',
    },
    ['15 h on 6 days', '36 % of the time', 'It took 15 h', 'It was worked on for 6 days'],
    [
      '36 % of the errors',
      '36 % of the runs',
      '6 h on 15 days',
      '36 h',
      '15 % of the time',
      '36 days',
      '64 % of the time',
    ],
  ],
  [
    {
      topic: 'language',
      values: { minutes: 600, share: 0.25, errors: 48 },
      text: 'rust: 10 h, 25 % of the time, 48 errors encountered',
    },
    ['48 errors', '25 % of the time', 'It took 10 h', 'A quarter of the time'],
    ['25 errors', '48 % of the time', '25 % of the errors', '48 runs', '48 days', 'Half of the time'],
  ],
  [
    {
      topic: 'week',
      values: { minutes: 1800, usualMinutes: 2400, ofUsualShare: 0.75, weeks: 5 },
      text: '30 h in the last 7 days, 75 % of the 40 h of a usual week, from 5 weeks before',
    },
    [
      'You worked 30 h',
      'You worked less than usual',
      'You worked 25 % less than usual',
      'A usual week has 40 h',
      '75 % of a usual week',
    ],
    [
      'You worked 40 h',
      'You worked more than usual',
      'You worked 75 % less than usual',
      'A usual week has 30 h',
      'You worked 5 h',
      'You worked 25 % more than usual',
      'You worked half as long as usual',
    ],
  ],
  [
    {
      topic: 'plan',
      values: { days: 8, tasks: 25, done: 10, doneShare: 0.4, plannedMinutes: 1500, workedMinutes: 1260 },
      text: '10 of 25 planned tasks done (40 %) on 8 days; 25 h planned, 21 h worked in that time',
    },
    [
      '10 of 25 planned tasks were done',
      '40 % of the planned tasks were done',
      '25 h were planned',
      'You worked 21 h',
      '25 tasks were planned',
      '10 tasks got done',
    ],
    [
      '25 of 25 planned tasks were done',
      '25 tasks were finished',
      '40 % were left open',
      '21 h were planned',
      '10 tasks were planned',
      '60 % of the tasks were done',
      '8 tasks were done',
      '10 days',
      '25 runs',
    ],
  ],
  [
    {
      topic: 'estimate',
      values: { ratio: 1.4, days: 6, tasks: 18 },
      text: 'A planned hour took 1 h 24 min, in 18 tasks on 6 days',
    },
    [
      'A planned hour takes 84 min',
      'Tasks took longer than planned',
      'Tasks took 1.4 times as long as planned',
      '18 tasks',
      'Tasks took 40 % longer than planned',
    ],
    [
      'A planned hour takes 60 % longer',
      'Tasks took less time than planned',
      'Tasks took 1.8 times as long as planned',
      '6 tasks',
      '18 days',
      'Tasks took 18 % longer than planned',
      'Tasks took twice as long as planned',
    ],
  ],
  [
    {
      topic: 'error',
      values: { count: 36, days: 7, projects: 3, files: 9, share: 0.3, medianFixMinutes: 4, totalFixMinutes: 150 },
      text: 'ts 2304: 36 times on 7 days in 3 projects, 30 % of all errors; 2 h 30 min to fix in all',
    },
    [
      'It came back 36 times',
      'It came on 7 days',
      'In 3 projects',
      '30 % of the errors',
      'It took 150 min to fix in all',
      'A fix takes 4 min',
      'In 9 files',
    ],
    [
      'It came back 30 times',
      'It came on 3 days',
      'In 7 projects',
      '30 % of the time',
      '36 % of the errors',
      'It took 4 min to fix in all',
      'A fix takes 150 min',
      '36 of them were fixed',
      'In 3 files',
      '36 runs failed',
    ],
  ],
  [
    {
      topic: 'review',
      values: { reviews: 8, medianWorkingHours: 6.5, longestWorkingHours: 19, reviewsOverDay: 3 },
      text: 'The median of 8 reviews came after 6.5 working hours, the last after 19: Taxes',
    },
    ['8 reviews', 'The median review came after 6.5 hours', 'The longest wait was 19 hours'],
    [
      '19 reviews',
      '3 of 8 runs',
      'The median review came after 19 hours',
      'The longest wait was 6.5 hours',
      '8 days',
      '8 hours',
      '8 people',
    ],
  ],
];

describe('what a fact of the digest supports', () => {
  for (const [measured, right, wrong] of cases) {
    for (const sentence of right)
      it(`is, on ${measured.topic}: ${sentence}`, () => assert.equal(isShown(`${sentence}.`, measured), true));
    for (const sentence of wrong)
      it(`is not, on ${measured.topic}: ${sentence}`, () => assert.equal(isShown(`${sentence}.`, measured), false));
  }
});
