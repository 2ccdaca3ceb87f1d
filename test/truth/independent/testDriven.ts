import type { TruthDay } from '../truthDay.ts';

/** A test-driven developer: a watcher always runs, edits are small, pauses short. */
export const days: readonly TruthDay[] = [
  {
    id: 'tdd-watch',
    about: 'The test runner watches from nine to five, lunch and a meeting included.',
    script: `
      09:00-17:00 command test parser npx vitest --watch
      09:00-10:30 type parser/src/lexer.ts
      10:30-10:40 away
      10:40-12:10 type parser/test/lexer.test.ts
      12:10-13:05 away lunch
      13:05-14:20 type parser/src/lexer.ts
      14:20-15:05 leave
      15:05-17:00 type parser/src/grammar.ts`,
    minutes: 370,
    machine: 0,
  },
  {
    id: 'tdd-kata',
    about: 'Red, green, refactor in five-minute rounds; twice the next test is thought about for three minutes.',
    script: `
      19:30-19:42 type kata/bowling.test.ts
      19:42-19:43 task test kata npm test
      19:42-19:43 wait
      19:43-19:58 type kata/bowling.ts
      19:58-20:01 think
      20:01-20:14 type kata/bowling.test.ts
      20:14-20:15 task test kata npm test
      20:14-20:15 wait
      20:15-20:33 type kata/bowling.ts
      20:33-20:36:30 think
      20:36:30-21:00 type kata/bowling.ts`,
    minutes: 90,
  },
];
