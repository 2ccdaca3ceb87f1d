import type { TruthDay } from '../truthDay.ts';

/** A test-driven developer: a watcher always runs, edits are small, pauses short. */
export const days: readonly TruthDay[] = [
  {
    id: 'tdd-slow-suite',
    about:
      'The whole suite takes six minutes and is watched each time; the fourth time somebody fetches tea meanwhile.',
    script: `
      09:10-09:50 type parser/src/tree.ts
      09:50-09:56 task test parser npm test
      09:50-09:56 wait
      09:56-10:40 type parser/src/tree.ts
      10:40-10:46 task test parser npm test
      10:40-10:46 wait
      10:46-11:20 type parser/src/tree.ts
      11:20-11:26 task test parser npm test
      11:20-11:26 wait
      11:26-12:00 type parser/src/tree.ts
      13:00-13:40 type parser/src/tree.ts
      13:40-13:46 task test parser npm test
      13:40-13:47 away
      13:47-15:00 type parser/src/tree.ts`,
    minutes: 283,
  },
];
