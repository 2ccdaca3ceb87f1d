import type { TruthDay } from '../truthDay.ts';

/** A manager who gets to code at night and between meetings. */
export const days: readonly TruthDay[] = [
  {
    id: 'manager-logged',
    about: 'Meetings logged in the evening, one of them overlapping with code that was read in it.',
    script: `
      09:00-10:00 leave
      09:00-10:00 log meeting Leads
      10:00-11:10 read shop/docs/plan.md
      11:30-12:00 type shop/docs/plan.md
      13:00-14:00 log meeting Interview
      13:30-13:45 read shop/src/cart.ts
      16:00-17:15 type shop/src/cart.ts`,
    minutes: 295,
  },
];
