import type { TruthDay } from '../truthDay.ts';

/** A part-time parent: stretches cut by a child, always without warning. */
export const days: readonly TruthDay[] = [
  {
    id: 'parent-nap',
    about: 'One nap of ninety minutes, with three interruptions in which nobody locks the screen.',
    script: `
      13:00-13:22 type shop/src/cart.ts
      13:22-13:29 away
      13:29-13:51 type shop/src/cart.ts
      13:51-13:56 away
      13:56-14:20 type shop/src/cart.ts
      14:20-14:33 away
      14:33-14:55 type shop/src/cart.ts`,
    minutes: 90,
  },
  {
    id: 'parent-morning',
    about: 'A morning of kindergarten, and an evening with two longer thoughts.',
    script: `
      08:45-10:15 type shop/src/stock.ts
      10:15-10:20 away at the door, a parcel
      10:20-11:40 type shop/src/stock.ts
      20:30-21:05 type shop/src/stock.ts
      21:05-21:08 think
      21:08-21:40 type shop/src/stock.ts
      21:40-21:43:30 think
      21:43:30-22:10 read shop/src/order.ts`,
    minutes: 270,
  },
];
