import type { TruthDay } from '../truthDay.ts';

/** Somebody who works through agents: prompts, watching, checking. */
export const days: readonly TruthDay[] = [
  {
    id: 'agents-terminal',
    about:
      'The agent is a program in the terminal: typed at and read for 100 minutes in one session, quiet while nobody types.',
    script: `
      09:00-12:30 command other shop claude
      09:00-10:40 press
      09:10-10:35 agent shop
      10:40-11:05 away
      11:05-11:50 press
      11:06-11:50 agent shop
      11:50-12:30 review shop/src/part3.ts
      13:30-15:00 type shop/src/part3.ts`,
    minutes: 275,
  },
];
