import type { TruthDay } from '../truthDay.ts';

/** Somebody who works through agents: prompts, watching, checking. */
export const days: readonly TruthDay[] = [
  {
    id: 'agents-chat-hour',
    about: 'An hour and twenty minutes of chat, while the agent edits in the same window all the time.',
    script: `
      09:00-09:20 review shop/src/cart.ts
      09:20-10:40 press
      09:25-10:40 agent shop
      10:40-10:52 away
      10:52-11:30 review shop/src/cart.ts
      11:30-12:15 press
      11:32-12:15 agent shop
      13:15-14:30 type shop/src/cart.ts`,
    minutes: 258,
    machine: 0,
  },
  {
    id: 'agents-lunch',
    about: 'The agent is given a long task before lunch, and works 40 minutes into it.',
    script: `
      09:30-10:15 press
      10:00-10:15 agent shop
      10:15-11:00 review shop/src/part1.ts
      11:00-11:50 press
      11:50-12:30 agent shop
      11:50-13:00 away
      13:00-13:50 review shop/src/part2.ts
      13:50-14:20 press
      14:20-15:00 type shop/src/part2.ts`,
    minutes: 260,
    machine: 40,
  },
];
