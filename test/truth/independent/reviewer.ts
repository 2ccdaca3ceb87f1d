import type { TruthDay } from '../truthDay.ts';

/** Somebody who mostly reads other people's code, slowly. */
export const days: readonly TruthDay[] = [
  {
    id: 'reviewer-slow',
    about: 'Hard changes are read, with minutes per screen.',
    script: `
      09:00-09:50 study kernel/mm/slab.rs
      09:50-10:30 review kernel/mm/slab.rs
      10:30-10:44 away
      10:44-12:00 study kernel/fs/inode.rs
      13:00-14:10 review kernel/fs/inode.rs
      14:10-14:30 type kernel/NOTES.md
      14:30-15:20 study kernel/fs/super.rs`,
    minutes: 306,
  },
  {
    id: 'reviewer-browser',
    about: 'The comments are written in the browser, a few minutes after each file.',
    script: `
      10:00-10:25 review shop/src/cart.ts
      10:25-10:29 browse
      10:29-10:50 review shop/src/order.ts
      10:50-10:53 browse
      10:53-11:20 review shop/src/tax.ts
      11:20-11:25 browse
      11:25-12:10 review shop/src/stock.ts
      13:30-14:00 review blog/src/feed.ts
      14:00-14:03 browse
      14:03-15:00 type blog/src/feed.ts
      15:00-15:40 leave
      15:40-16:30 review blog/src/feed.ts`,
    minutes: 270,
  },
];
