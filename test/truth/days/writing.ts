import type { TruthDay } from '../truthDay.ts';

/** Days on which somebody mostly writes and reads. */
export const writingDays: readonly TruthDay[] = [
  {
    id: 'plain-typing',
    about: 'Typing in one project, with lunch in between.',
    script: `
      09:00-12:00 type shop/src/cart.ts
      13:00-16:30 type shop/src/order.ts`,
    minutes: 390,
    kinds: { coding: 390 },
    projects: { shop: 390 },
  },
  {
    id: 'short-breaks',
    about: 'A coffee every hour, 6 to 12 minutes, the window left as it is.',
    script: `
      09:00-09:52 type shop/src/cart.ts
      10:00-10:55 type shop/src/cart.ts
      11:01-12:00 type shop/src/order.ts
      13:10-14:05 type shop/src/order.ts
      14:17-15:10 read shop/docs/api.md
      15:20-16:20 type shop/src/order.ts`,
    minutes: 334,
    kinds: { coding: 281, reading: 53 },
  },
  {
    id: 'meetings-all-over',
    about: 'Bits of work between meetings that nobody logged.',
    script: `
      09:05-09:28 type shop/src/cart.ts
      09:28 leave
      10:02-10:27 type shop/src/cart.ts
      10:27 leave
      11:15-11:58 type shop/src/cart.ts
      13:30-13:55 read shop/docs/plan.md
      13:55 leave
      15:00-15:58 type shop/src/cart.ts`,
    minutes: 174,
    kinds: { coding: 149 },
  },
  {
    id: 'meeting-logged',
    about: 'Work, and a meeting that was logged by hand afterwards.',
    script: `
      09:00-10:30 type shop/src/cart.ts
      10:30-11:30 leave
      10:30-11:30 log meeting Planning with the team
      11:30-12:30 type shop/src/cart.ts
      13:30-15:00 type shop/src/cart.ts`,
    minutes: 300,
    kinds: { coding: 240, meeting: 60 },
  },
  {
    id: 'logged-over-work',
    about: 'The meeting was logged too long: its last 20 minutes are work that was seen.',
    script: `
      09:00-11:00 type shop/src/cart.ts
      11:00-11:40 leave
      11:00-12:00 log meeting Talk with the customer
      11:40-13:00 type shop/src/cart.ts
      14:00-16:00 type shop/src/cart.ts`,
    minutes: 360,
    kinds: { coding: 320, meeting: 40 },
  },
  {
    id: 'reading-twenty-minutes',
    about: 'A document is read for 20 minutes with the wheel alone, twice.',
    script: `
      09:00-10:00 type shop/src/cart.ts
      10:00-10:20 read shop/docs/design.md
      10:20-11:00 type shop/src/cart.ts
      13:00-13:20 read shop/docs/design.md
      13:20-14:30 type shop/src/cart.ts`,
    minutes: 210,
    kinds: { coding: 170, reading: 40 },
  },
  {
    id: 'pomodoro',
    about: 'Twenty-five minutes of work, five of pause, by the clock.',
    script: `
      09:00-09:25 type shop/src/cart.ts
      09:30-09:55 type shop/src/cart.ts
      10:00-10:25 type shop/src/cart.ts
      10:30-10:55 type shop/src/cart.ts
      11:15-11:40 type shop/src/order.ts
      11:45-12:10 type shop/src/order.ts
      13:00-13:25 type shop/src/order.ts
      13:30-13:55 type shop/src/order.ts
      14:00-14:25 type shop/src/order.ts
      14:30-14:55 type shop/src/order.ts`,
    minutes: 250,
  },
  {
    id: 'coffee-by-the-hour',
    about: 'A coffee of three and a half to five minutes each hour, the window left as it is.',
    script: `
      08:30-09:20 type shop/src/cart.ts
      09:24-10:20 type shop/src/cart.ts
      10:23:30-11:15 type shop/src/order.ts
      11:19:30-12:10 type shop/src/order.ts
      13:00-14:05 type shop/src/order.ts
      14:09-15:00 type shop/src/order.ts
      15:05-16:00 type shop/src/order.ts`,
    minutes: 379,
  },
  {
    id: 'studying',
    about: 'Hard pages: for minutes nothing is touched while somebody reads.',
    script: `
      09:00-10:00 study engine/docs/paper.md
      10:15-11:30 study engine/src/solver.rs
      13:00-15:00 type engine/src/solver.rs`,
    minutes: 255,
    kinds: { reading: 135, coding: 120 },
  },
  {
    id: 'coffee-while-reading',
    about: 'A reader fetches coffee twice, for four minutes or so, and reads on in the same document.',
    script: `
      09:00-10:00 read shop/docs/design.md
      10:04:30-11:00 read shop/docs/design.md
      13:00-14:00 read shop/src/cart.ts
      14:04-15:30 read shop/src/cart.ts`,
    minutes: 261.5,
    kinds: { reading: 261.5 },
  },
  {
    id: 'review-day',
    about: 'Pull requests are read all day, with some typing.',
    script: `
      09:10-10:40 review shop/src/cart.ts
      10:50-12:00 review shop/src/order.ts
      13:00-14:00 review blog/src/post.ts
      14:00-15:30 type shop/src/cart.ts`,
    minutes: 310,
    kinds: { reviewing: 220, coding: 90 },
    projects: { shop: 250, blog: 60 },
  },
  {
    id: 'three-projects',
    about: 'Three projects by turns, in one window each.',
    script: `
      09:00-10:30 w1: type shop/src/cart.ts
      10:30-11:15 w2: type blog/src/post.ts
      11:15-12:00 w3: type tools/build.ts
      13:00-14:00 w2: type blog/src/post.ts
      14:00-15:00 w1: type shop/src/cart.ts`,
    minutes: 300,
    projects: { shop: 150, blog: 105, tools: 45 },
  },
  {
    id: 'half-hour',
    about: 'Only half an hour of work in the whole day.',
    script: `
      20:00-20:30 type blog/src/post.ts`,
    minutes: 30,
    kinds: { coding: 30 },
  },
  {
    id: 'scattered-moments',
    about: 'Ten looks at the code of five minutes each, with 25 minutes between.',
    script: `
      09:00-09:05 read shop/a.ts
      09:30-09:35 type shop/a.ts
      10:00-10:05 type shop/a.ts
      10:30-10:35 read shop/b.ts
      11:00-11:05 type shop/a.ts
      11:30-11:35 type shop/a.ts
      12:00-12:05 read shop/a.ts
      12:30-12:35 type shop/a.ts
      13:00-13:05 type shop/a.ts
      13:30-13:35 type shop/a.ts
      14:00-16:00 type shop/a.ts`,
    minutes: 170,
  },
  {
    id: 'lookups-in-browser',
    about: 'Every quarter of an hour a minute or so in the browser, to look something up.',
    script: `
      09:00-09:20 type shop/src/cart.ts
      09:20:00-09:21:20 leave
      09:21:20-09:41 type shop/src/cart.ts
      09:41:00-09:42:10 leave
      09:42:10-10:10 type shop/src/cart.ts
      10:10:00-10:11:30 leave
      10:11:30-10:45 type shop/src/cart.ts
      10:45:00-10:46:00 leave
      10:46-11:30 type shop/src/cart.ts
      13:00-15:00 type shop/src/cart.ts`,
    minutes: 270,
    kinds: { coding: 270 },
  },
  {
    id: 'long-lookups',
    about: 'Three times four minutes in the browser, reading what belongs to the work.',
    script: `
      09:00-09:50 type shop/src/cart.ts
      09:50-09:54 leave
      09:54-10:40 type shop/src/cart.ts
      10:40-10:44 leave
      10:44-12:00 type shop/src/cart.ts
      13:00-13:50 type shop/src/cart.ts
      13:50-13:54 leave
      13:54-15:00 type shop/src/cart.ts`,
    minutes: 300,
  },
  {
    id: 'thinking-on-paper',
    about: 'Twice somebody draws on paper for five minutes, with the code in front of them.',
    script: `
      09:00-10:00 type engine/src/solver.rs
      10:05-12:00 type engine/src/solver.rs
      13:00-14:00 read engine/src/solver.rs
      14:05-15:00 type engine/src/solver.rs`,
    minutes: 300,
  },
  {
    id: 'notebook',
    about: 'An analysis in a notebook, its cells run again and again.',
    script: `
      09:00-11:00 notebook data/churn.ipynb
      11:10-12:30 notebook data/churn.ipynb
      13:30-15:00 notebook data/churn.ipynb`,
    minutes: 290,
    projects: { data: 290 },
  },
];
