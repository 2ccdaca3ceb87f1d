import type { TruthDay } from '../truthDay.ts';

/** A part-time parent: stretches cut by a child, always without warning. */
export const days: readonly TruthDay[] = [
  {
    id: 'parent-sick-day',
    about: 'A sick child: nine short goes over the day.',
    script: `
      07:10-07:32 read shop/README.md
      09:05-09:17 type shop/src/cart.ts
      10:40-10:58 type shop/src/cart.ts
      11:00-11:30 leave
      12:30-13:15 type shop/src/cart.ts
      13:15-13:24 away
      13:24-13:40 type shop/src/cart.ts
      15:20-15:26 read shop/src/order.ts
      17:00-17:14 type shop/src/order.ts
      20:45-21:50 type shop/src/order.ts`,
    minutes: 198,
  },
];
