import type { TruthDay } from '../truthDay.ts';

/** Somebody who mostly reads other people's code, slowly. */
export const days: readonly TruthDay[] = [
  {
    id: 'reviewer-questions',
    about:
      'A colleague stops by twice and both look at the screen, four minutes or so each time; once it is only a chat about football by the window.',
    script: `
      09:00-09:35 review shop/src/cart.ts
      09:35-09:39 talk about the change
      09:39-10:20 review shop/src/cart.ts
      10:20-10:26 away
      10:26-11:10 type shop/src/cart.ts
      11:10-11:13:30 talk
      11:13:30-12:00 type shop/src/cart.ts
      13:10-14:40 review shop/src/order.ts
      14:40-14:44 away
      14:44-16:00 review shop/src/order.ts`,
    minutes: 340,
  },
];
