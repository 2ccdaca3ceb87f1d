import type { TruthDay } from '../truthDay.ts';

/** Somebody who pairs most of the day, at one desk or over a shared session. */
export const days: readonly TruthDay[] = [
  {
    id: 'pair-desk',
    about: 'Two at one keyboard: two to four minutes of talk about every ten.',
    script: `
      09:15-09:24 type shop/src/cart.ts
      09:24-09:26:30 talk
      09:26:30-09:37 type shop/src/cart.ts
      09:37-09:40:40 talk
      09:40:40-09:52 type shop/src/cart.ts
      09:52-09:55 talk
      09:55-10:06 type shop/src/order.ts
      10:06-10:09:20 talk
      10:09:20-10:25 type shop/src/order.ts
      10:25-10:40 away together
      10:40-10:51 type shop/src/order.ts
      10:51-10:54 talk
      10:54-11:08 type shop/src/order.ts
      11:08-11:11:45 talk
      11:11:45-11:30 type shop/src/order.ts
      11:30-11:33 talk
      11:33-12:00 type shop/src/order.ts
      13:30-15:00 type shop/src/order.ts`,
    minutes: 240,
  },
  {
    id: 'pair-shared',
    about: 'The guest drives for an hour while the host speaks along, with a glance and a click now and then.',
    script: `
      10:00-10:30 type shop/src/cart.ts
      10:30-11:30 guest shop/src/cart.ts
      10:30-11:30 talk
      10:41-10:42 read shop/src/cart.ts
      10:55-10:56 read shop/src/cart.ts
      11:10-11:11 read shop/src/cart.ts
      11:24-11:25 read shop/src/cart.ts
      11:30-12:10 type shop/src/cart.ts
      14:00-15:30 type shop/src/order.ts`,
    minutes: 220,
  },
];
