import type { TruthDay } from '../truthDay.ts';

/** The maintainer of several small projects: many windows, short jobs, git in the terminal. */
export const days: readonly TruthDay[] = [
  {
    id: 'maintainer-hop',
    about: 'Five projects in an hour and again in the evening.',
    script: `
      07:30-07:42 w1: review lib/src/url.ts
      07:42-07:58 w2: type cli/src/main.ts
      07:58-08:09 w3: shell docs
      08:09-08:30 w4: type site/src/home.ts
      08:30-08:45 w1: type lib/src/url.ts
      19:30-20:10 w1: type lib/src/url.ts
      20:10-20:13 w1: think
      20:13-20:40 w1: type lib/src/url.ts
      20:40-21:15 w2: review cli/src/main.ts
      21:15-21:30 w3: shell docs`,
    minutes: 195,
    projects: { lib: 97, cli: 51, docs: 26, site: 21 },
  },
  {
    id: 'maintainer-release',
    about: 'A release: tests of nine minutes watched with one eye while the notes are written, tagging in the shell.',
    script: `
      10:00-10:40 type lib/CHANGELOG.md
      10:40-10:49 command test lib npm test
      10:40-10:49 type lib/CHANGELOG.md
      10:49-11:10 shell lib
      11:10-11:19 command test lib npm test
      11:10-11:13 wait
      11:13-11:17 browse
      11:17-11:19 wait
      11:19-11:40 shell lib
      13:00-13:30 type lib/docs/migrate.md
      13:30-13:36 away
      13:36-15:00 type lib/docs/migrate.md`,
    minutes: 214,
  },
];
