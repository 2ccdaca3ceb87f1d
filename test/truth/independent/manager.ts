import type { TruthDay } from '../truthDay.ts';

/** A manager who gets to code at night and between meetings. */
export const days: readonly TruthDay[] = [
  {
    id: 'manager-crumbs',
    about: 'Crumbs between calls; the window stays in front while the phone is used.',
    script: `
      08:30-08:52 review shop/src/cart.ts
      09:28-09:41 type shop/docs/plan.md
      11:02-11:27 review blog/src/feed.ts
      11:27-11:58 leave
      14:00-14:19 type shop/docs/plan.md
      15:31-15:56 read shop/src/order.ts
      22:00-23:20 type tools/report.ts`,
    minutes: 184,
  },
  {
    id: 'manager-night',
    about: 'From ten to half past one, with thinking about every quarter of an hour and one walk to the fridge.',
    script: `
      20:00-20:14 type tools/report.ts
      20:14-20:17 think
      20:17-20:31 type tools/report.ts
      20:31-20:34:20 think
      20:34:20-20:48 type tools/report.ts
      20:48-20:51 think
      20:51-21:09 type tools/report.ts
      21:09-21:12:40 think
      21:12:40-21:40 type tools/report.ts
      21:40-21:48 away
      21:48-22:05 type tools/report.ts
      22:05-22:08:30 think
      22:08:30-22:30 type tools/report.ts
      22:30-22:33 think
      22:33-23:30 type tools/report.ts`,
    minutes: 202,
  },
];
