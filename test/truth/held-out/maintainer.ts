import type { TruthDay } from '../truthDay.ts';

/** The maintainer of several small projects: many windows, short jobs, git in the terminal. */
export const days: readonly TruthDay[] = [
  {
    id: 'maintainer-tui',
    about:
      'Git in a terminal interface, twenty to thirty minutes at a time, and an evening in a terminal mail program.',
    script: `
      08:00-08:25 command other lib lazygit
      08:00-08:25 press
      08:25-09:40 type lib/src/parse.ts
      09:40-10:10 command other lib lazygit
      09:40-10:10 press
      10:10-10:22 away
      10:22-11:30 type lib/src/parse.ts
      20:00-21:10 command other lib neomutt
      20:00-21:10 press`,
    minutes: 268,
  },
];
