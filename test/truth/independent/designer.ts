import type { TruthDay } from '../truthDay.ts';

/** A designer who also codes: back and forth between the drawing program, the browser and CSS. */
export const days: readonly TruthDay[] = [
  {
    id: 'designer-pingpong',
    about: 'Every few minutes a look at the page in the browser, forty seconds to two minutes, all of it work.',
    script: `
      09:30-09:36 type site/theme.css
      09:36-09:37 browse
      09:37-09:44 type site/theme.css
      09:44-09:46 browse
      09:46-09:55 type site/theme.css
      09:55-09:56:20 browse
      09:56:20-10:10 type site/theme.css
      10:10-10:12 browse
      10:12-10:30 type site/theme.css
      10:30-10:45 away
      10:45-11:00 type site/nav.css
      11:00-11:01:40 browse
      11:01:40-11:20 type site/nav.css
      11:20-11:22 browse
      11:22-12:00 type site/nav.css
      13:00-14:20 type site/nav.css`,
    minutes: 215,
  },
  {
    id: 'designer-drawing',
    about: 'An hour in the drawing program counts as logged, code around it.',
    script: `
      10:00-11:00 type site/hero.css
      11:00-12:00 leave
      11:00-12:00 log other Draw the header
      12:00-12:30 type site/hero.css
      14:00-14:55 type site/hero.css
      14:55-14:59 think on paper
      14:59-16:00 type site/hero.css`,
    minutes: 270,
  },
];
