import type { Ground } from '../../../src/ai/claims/ground.ts';

/** Facts of a digest that claims are checked against, by the name under which the tests know them. */
export const grounds = {
  run: {
    topic: 'run',
    values: { runs: 30, failures: 12, failShare: 0.4, medianMinutes: 12, totalMinutes: 130 },
    text: 'ran 30 times, 12 failed (40 %); 12 min a run, 2 h 10 min in all',
  },
  all: { topic: 'run', values: { runs: 15, failures: 15, failShare: 1 }, text: 'ran 15 times, 15 failed (100 %)' },
  week: {
    topic: 'week',
    values: { minutes: 600, usualMinutes: 500, ofUsualShare: 1.2, weeks: 4 },
    text: '10 h in the last 7 days, 120 % of the 8 h 20 min of a usual week, from 4 weeks before',
  },
  even: {
    topic: 'week',
    values: { minutes: 510, usualMinutes: 500, weeks: 4 },
    text: '8 h 30 min in the last 7 days, of a usual week of 8 h 20 min',
  },
  noon: {
    topic: 'file',
    values: { errors: 24, fromHour: 11, toHour: 14, inHoursShare: 0.6 },
    text: '24 errors; 60 % of them between 11:00 and 14:00',
  },
  hour: { topic: 'hour', values: { minutes: 60, fromHour: 9, share: 0.4 }, text: '40 % of the time is at 9:00' },
  noEdit: {
    topic: 'run',
    values: { turnsWithoutEdits: 5, runs: 20, days: 4 },
    text: 'changed its outcome 5 times with no edit in between, on 4 days',
  },
  focus: {
    topic: 'focus',
    values: { stretches: 22, days: 9, medianMinutes: 35, longestMinutes: 80, focusShare: 0.6, breaksPerHour: 0.6 },
    text: '22 unbroken stretches on 9 days: usually 35 min long, 80 min at the longest, 0.6 breaks an hour',
  },
  plan: {
    topic: 'plan',
    values: { tasks: 30, done: 21, doneShare: 0.7, plannedMinutes: 600, workedMinutes: 750 },
    text: '30 tasks planned, 21 done (70 %); 10 h planned, 12 h 30 min worked',
  },
  poor: { topic: 'plan', values: { tasks: 30, done: 15, doneShare: 0.5 }, text: '30 tasks planned, 15 done (50 %)' },
  error: {
    topic: 'error',
    values: { count: 36, days: 7, projects: 3, files: 9, share: 0.3, medianFixMinutes: 4, totalFixMinutes: 150 },
    text: '36 times on 7 days in 3 projects, 30 % of all errors; 2 h 30 min to fix in all',
  },
  branch: {
    topic: 'branch',
    values: { commits: 14, days: 5, idleDays: 8 },
    text: '14 commits on 5 days; untouched for 8 days',
  },
  review: {
    topic: 'review',
    values: { reviews: 8, medianWorkingHours: 6.5, longestWorkingHours: 19, reviewed: 5 },
    text: 'The median of 8 reviews came after 6.5 working hours, the last after 19; 5 given',
  },
  est: {
    topic: 'estimate',
    values: { ratio: 1.4, days: 6, tasks: 18 },
    text: 'A planned hour took 1 h 24 min, in 18 tasks on 6 days',
  },
  file: {
    topic: 'file',
    values: { errors: 24, fixed: 18, medianFixMinutes: 12, brokenMinutes: 95, linesAdded: 310, linesRemoved: 45 },
    text: '24 errors, 18 fixed, 12 min to fix one, broken for 1 h 35 min; 310 lines added and 45 removed',
  },
  carried: {
    topic: 'plan',
    values: { tasks: 3, doneShare: 0.7 },
    text: '3 tasks were moved on',
    labels: { about: 'carried' },
  },
  slow: { topic: 'run', values: { medianMinutes: 5, runs: 20 }, text: '20 runs, 5 min a run' },
  eleven: { topic: 'hour', values: { fromHour: 11, share: 0.4 }, text: '40 % of the time is at 11:00' },
  twelve: { topic: 'hour', values: { fromHour: 12, share: 0.4 }, text: '40 % of the time is at 12:00' },
  most: { topic: 'run', values: { runs: 100, failShare: 0.51 }, text: 'ran 100 times, 51 % failed' },
  often: { topic: 'focus', values: { breaksPerHour: 2, days: 9 }, text: '2 breaks an hour on 9 days' },
  disk: { topic: 'external', text: 'touched yesterday: the disk is 20 % full, with 3 files' },
  quick: { topic: 'run', values: { medianMinutes: 4.9, runs: 20 }, text: '20 runs, 4.9 min a run' },
} as const satisfies Readonly<Record<string, Ground>>;
