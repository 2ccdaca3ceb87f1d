import type { TruthDay } from '../truthDay.ts';

/** Somebody who pairs most of the day, at one desk or over a shared session. */
export const days: readonly TruthDay[] = [
  {
    id: 'pair-call',
    about: 'A call is in front of the window again and again, two minutes each, with the code talked about.',
    script: `
      13:00-13:18 type shop/src/cart.ts
      13:18-13:20 browse
      13:20-13:41 type shop/src/cart.ts
      13:41-13:43:30 browse
      13:43:30-14:10 type shop/src/cart.ts
      14:10-14:12 browse
      14:12-14:35 type shop/src/cart.ts
      14:35-15:05 leave
      15:05-16:00 type shop/src/cart.ts`,
    minutes: 150,
  },
];
