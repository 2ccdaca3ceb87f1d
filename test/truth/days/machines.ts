import type { TruthDay } from '../truthDay.ts';

/** Days on which machines work: builds, tests, servers, agents. */
export const machineDays: readonly TruthDay[] = [
  {
    id: 'agent-alone',
    about: 'An agent is sent off at noon and edits for three hours, while nobody is there.',
    script: `
      09:00-12:00 type shop/src/cart.ts
      12:00-12:04 press
      12:04 leave
      12:04-15:00 agent shop
      15:30-17:00 review shop/src/cart.ts`,
    minutes: 274,
    machine: 176,
  },
  {
    id: 'agent-in-focus',
    about: 'An agent edits in a window that was left open and in front.',
    script: `
      09:00-11:00 type shop/src/cart.ts
      11:00-12:30 agent shop
      13:00-15:00 type shop/src/cart.ts`,
    minutes: 240,
    machine: 90,
  },
  {
    id: 'agent-beside',
    about: 'An agent edits in one window, a person types in another.',
    script: `
      09:00-12:00 w1: type shop/src/cart.ts
      09:30-11:30 w2: agent blog
      13:00-15:00 w1: type shop/src/cart.ts
      13:20-14:20 w2: agent blog`,
    minutes: 300,
    projects: { shop: 300 },
    machine: 0,
  },
  {
    id: 'agent-watched',
    about: 'Short turns with an agent: ask, wait and watch, read what it did.',
    script: `
      09:00-09:03 press
      09:03-09:08 agent shop
      09:08-09:15 review shop/src/part1.ts
      09:15-09:18 press
      09:18-09:24 agent shop
      09:24-09:30 review shop/src/part2.ts
      09:30-09:33 press
      09:33-09:37 agent shop
      09:37-10:00 review shop/src/part1.ts
      10:00-12:00 type shop/src/cart.ts
      13:00-15:00 type shop/src/cart.ts`,
    minutes: 300,
  },
  {
    id: 'lid-closed-in-build',
    about: 'A build is started, the lid is closed, and the machine sleeps for two hours in the midst of it.',
    script: `
      09:00-11:00 type shop/src/cart.ts
      11:00-13:20 task build shop npm run build
      11:02-13:02 sleep
      13:20-15:20 type shop/src/cart.ts`,
    minutes: 240,
    machine: 20,
  },
  {
    id: 'waiting-for-tests',
    about: 'Tests that take 4 minutes, watched, eight times.',
    script: `
      09:00-09:30 type shop/src/cart.ts
      09:30-09:34 task test shop npm test
      09:34-10:00 type shop/src/cart.ts
      10:00-10:04 task test shop npm test
      10:04-10:30 type shop/src/cart.ts
      10:30-10:34 task test shop npm test
      10:34-11:00 type shop/src/cart.ts
      11:00-11:04 task test shop npm test
      11:04-11:30 type shop/src/cart.ts
      13:00-13:30 type shop/src/cart.ts
      13:30-13:34 task test shop npm test
      13:34-14:00 type shop/src/cart.ts
      14:00-14:04 task test shop npm test
      14:04-14:30 type shop/src/cart.ts`,
    minutes: 240,
  },
  {
    id: 'tests-in-lunch',
    about: 'A long test run begins as somebody goes to lunch, and is over long before they are back.',
    script: `
      09:00-12:00 type shop/src/cart.ts
      12:00-12:25 task test shop npm run test:all
      13:00-15:30 type shop/src/cart.ts`,
    minutes: 330,
    machine: 25,
  },
  {
    id: 'dev-server',
    about: 'A dev server runs as a task from morning to evening.',
    script: `
      08:55-17:00 task run shop npm start
      09:00-11:30 type shop/src/cart.ts
      13:00-16:00 type shop/src/cart.ts`,
    minutes: 330,
    machine: 0,
  },
  {
    id: 'watch-build',
    about: 'A build that watches runs all day, and never ends by itself.',
    script: `
      09:00-17:30 task build shop npm run watch
      09:00-11:00 type shop/src/cart.ts
      12:30-16:00 type shop/src/cart.ts`,
    minutes: 330,
  },
  {
    id: 'server-under-debugger',
    about: 'A server runs under the debugger all day, also during lunch and coffee.',
    script: `
      09:00-17:00 server shop
      09:00-10:30 type shop/src/cart.ts
      10:45-12:00 type shop/src/cart.ts
      13:00-15:00 type shop/src/cart.ts`,
    minutes: 285,
  },
  {
    id: 'noisy-terminal',
    about: 'A program in a terminal prints all night; a person was there in the morning.',
    script: `
      09:00-10:30 type shop/src/cart.ts
      10:30-23:50 command run shop npm start
      10:30 leave`,
    minutes: 90,
  },
  {
    id: 'automatic-tasks',
    about: 'A task that starts by itself each hour, in a window that nobody uses.',
    script: `
      09:00-10:00 type shop/src/cart.ts
      10:00 leave
      11:00-11:05 task build shop nightly
      12:00-12:05 task build shop nightly
      13:00-13:05 task build shop nightly
      14:00-16:00 type shop/src/cart.ts`,
    minutes: 180,
    machine: 15,
  },
  {
    id: 'replace-in-files',
    about: 'Replacing in files and checking out branches touch hundreds of files in a moment.',
    script: `
      09:00-10:00 type shop/src/cart.ts
      09:30 replace shop
      09:31 saveall shop
      10:20 checkout shop
      10:40 checkout shop
      11:00-13:00 type shop/src/cart.ts
      11:30 checkout shop`,
    minutes: 180,
    kinds: { coding: 180 },
  },
  {
    id: 'build-between',
    about: 'Builds of ten minutes, in which somebody goes on to read.',
    script: `
      09:00-09:50 type engine/src/solver.rs
      09:50-10:00 task build engine cargo build
      09:50-10:00 read engine/docs/paper.md
      10:00-11:00 type engine/src/solver.rs
      11:00-11:10 task build engine cargo build
      11:00-11:10 read engine/docs/paper.md
      11:10-12:00 type engine/src/solver.rs
      13:00-15:00 type engine/src/solver.rs`,
    minutes: 300,
    kinds: { coding: 280, reading: 20 },
    machine: 0,
  },
];
