import type { TruthDay } from '../truthDay.ts';

/** Days with several windows, terminals, debuggers and people. */
export const placeDays: readonly TruthDay[] = [
  {
    id: 'two-windows',
    about: 'Two windows side by side, gone back and forth between every few minutes.',
    script: `
      09:00-09:07 w1: type shop/src/cart.ts
      09:07-09:12 w2: read api/src/cart.ts
      09:12-09:30 w1: type shop/src/cart.ts
      09:30-09:36 w2: type api/src/cart.ts
      09:36-10:15 w1: type shop/src/cart.ts
      10:15-10:30 w2: type api/src/cart.ts
      10:30-12:00 w1: type shop/src/cart.ts
      13:00-14:00 w2: type api/src/cart.ts
      14:00-15:00 w1: type shop/src/cart.ts`,
    minutes: 300,
    projects: { shop: 214, api: 86 },
  },
  {
    id: 'two-devices',
    about: 'A laptop beside the desktop: both are used within the same hour, each with the focus.',
    script: `
      09:00-11:00 w1: type shop/src/cart.ts
      10:00-10:30 w9: type shop/src/cart.ts
      13:00-15:00 w9: type shop/src/order.ts`,
    minutes: 240,
  },
  {
    id: 'twenty-windows',
    about: 'Twenty windows are open (nine are enough to show it), one is used; tools write into the others.',
    script: `
      09:00-12:00 w1: type shop/src/cart.ts
      09:00-12:00 w2: agent a
      09:00-12:00 w3: agent b
      09:00-12:00 w4: agent c
      09:00-12:00 w5: agent d
      09:00-12:00 w6: guest e/x.ts
      09:00-12:00 w7: guest f/x.ts
      09:00-12:00 w8: guest g/x.ts
      09:00-12:00 w9: guest h/x.ts
      13:00-14:00 w1: type shop/src/cart.ts`,
    minutes: 240,
    projects: { shop: 240 },
  },
  {
    id: 'terminal-only',
    about: 'A day of operations: only commands in a terminal, no file is opened.',
    script: `
      09:00-11:00 shell ops
      11:20-12:30 shell ops
      13:30-16:00 shell ops`,
    minutes: 340,
    kinds: { terminal: 340 },
    projects: { ops: 340 },
  },
  {
    id: 'vim-in-terminal',
    about: 'Somebody writes in an editor inside the terminal: keys that no extension sees, for half an hour at a time.',
    script: `
      09:00-09:20 shell ops
      09:20-09:50 command other ops vim
      09:20-09:50 press
      09:50-10:10 shell ops
      10:10-10:40 command other ops vim
      10:10-10:40 press
      10:40-11:00 shell ops
      13:00-13:25 command other ops psql
      13:00-13:25 press
      13:25-15:00 type ops/site.ts`,
    minutes: 240,
  },
  {
    id: 'chat-and-settings',
    about: 'Work in the chat panel, the search and the settings: keys that no extension sees.',
    script: `
      09:00-10:00 type shop/src/cart.ts
      10:00-10:12 press
      10:12-10:40 type shop/src/cart.ts
      10:40-10:58 press
      10:58-12:00 type shop/src/cart.ts
      13:00-13:15 press
      13:15-15:00 type shop/src/cart.ts`,
    minutes: 300,
  },
  {
    id: 'debugging',
    about: 'Two long hunts with the debugger, with minutes of looking at variables.',
    script: `
      09:00-09:40 type shop/src/cart.ts
      09:40-10:50 debug shop/src/cart.ts
      10:50-11:30 type shop/src/cart.ts
      13:00-14:10 debug shop/src/order.ts
      14:10-15:00 type shop/src/order.ts`,
    minutes: 270,
    kinds: { coding: 130, debugging: 140 },
  },
  {
    id: 'pair-programming',
    about: 'A guest types in a shared session while the host watches, then the other way round.',
    script: `
      09:00-09:45 type shop/src/cart.ts
      09:45-10:30 guest shop/src/cart.ts
      10:30-11:15 type shop/src/cart.ts
      11:15-12:00 guest shop/src/cart.ts
      13:00-15:00 type shop/src/cart.ts`,
    minutes: 300,
    kinds: { coding: 300 },
  },
  {
    id: 'pair-talking',
    about: 'Two people at one desk: they talk for some minutes, then one of them types.',
    script: `
      09:00-09:12 type shop/src/cart.ts
      09:12:00-09:13:40 leave
      09:13:40-09:30 type shop/src/cart.ts
      09:31:30-09:50 type shop/src/cart.ts
      09:51:30-10:20 type shop/src/cart.ts
      10:21:40-11:00 type shop/src/cart.ts
      13:00-15:00 type shop/src/cart.ts`,
    minutes: 240,
  },
  {
    id: 'screen-lock',
    about: 'Somebody goes away; the screen locks itself after five minutes and takes the focus.',
    script: `
      09:00-10:00 type shop/src/cart.ts
      10:05-10:40 leave
      10:40-12:00 type shop/src/cart.ts
      12:05-13:10 leave
      13:10-15:00 type shop/src/cart.ts`,
    minutes: 250,
  },
  {
    id: 'gone-in-front',
    about: 'The window stays in front over lunch, a meeting and the evening; nothing moves.',
    script: `
      09:00-10:00 type shop/src/cart.ts
      11:00-12:00 read shop/docs/api.md
      14:00-15:00 type shop/src/cart.ts
      17:30-18:00 type shop/src/cart.ts`,
    minutes: 210,
  },
  {
    id: 'window-cut-off',
    about:
      'A remote window is cut off and has to be opened again twice: four and seven minutes; after the third time somebody goes to lunch.',
    script: `
      09:00-10:00 type shop/src/cart.ts
      10:00-10:04 reconnect
      10:04-11:00 type shop/src/cart.ts
      11:00-11:07 reconnect
      11:07-12:00 type shop/src/order.ts
      12:00-13:00 reconnect
      13:00-15:00 type shop/src/order.ts`,
    minutes: 300,
  },
  {
    id: 'films-in-between',
    about: 'Evening work with films: a few keys, then half an hour of nothing, for five hours.',
    script: `
      18:00-18:20 type blog/src/post.ts
      18:20-18:50 leave
      18:50-19:10 type blog/src/post.ts
      19:10-19:45 leave
      19:45-20:15 type blog/src/post.ts
      20:15-21:00 leave
      21:00-22:00 type blog/src/post.ts`,
    minutes: 130,
  },
];
