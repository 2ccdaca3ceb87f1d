import type { TruthDay } from '../truthDay.ts';

/** A designer who also codes: back and forth between the drawing program, the browser and CSS. */
export const days: readonly TruthDay[] = [
  {
    id: 'designer-server',
    about:
      'A dev server runs from ten to six, the page is tried out in the built-in browser, where nothing but the mouse is seen.',
    script: `
      10:00-18:00 command run site npm run dev
      10:00-11:15 type site/app.ts
      11:15-11:40 press
      11:40-12:20 type site/app.ts
      12:20-13:30 away lunch
      13:30-14:25 press
      14:25-16:00 type site/app.ts
      16:00-16:08 away
      16:08-18:00 type site/app.ts`,
    minutes: 402,
    machine: 0,
  },
];
