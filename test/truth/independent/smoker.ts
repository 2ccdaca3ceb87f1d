import type { TruthDay } from '../truthDay.ts';

/** Somebody who gets up often: cigarettes, tea, the printer, never with the screen locked. */
export const days: readonly TruthDay[] = [
  {
    id: 'smoker-office',
    about: 'A cigarette an hour, five to seven minutes, the window left in front.',
    script: `
      08:30-09:25 type erp/src/ledger.ts
      09:25-09:31 away
      09:31-10:30 type erp/src/ledger.ts
      10:30-10:35:30 away
      10:35:30-11:40 type erp/src/ledger.ts
      11:40-12:30 away
      12:30-13:35 type erp/src/ledger.ts
      13:35-13:42 away
      13:42-14:50 type erp/src/ledger.ts
      14:50-14:55 away
      14:55-16:00 type erp/src/ledger.ts`,
    minutes: 376.5,
  },
  {
    id: 'smoker-tea',
    about: 'Tea every hour and a half: four minutes to the kitchen and back.',
    script: `
      09:00-10:20 type erp/src/ledger.ts
      10:20-10:24 away
      10:24-11:50 type erp/src/report.ts
      11:50-11:54:20 away
      11:54:20-12:40 type erp/src/report.ts
      13:30-14:50 read erp/docs/tax.md
      14:50-14:54 away
      14:54-16:10 type erp/src/report.ts`,
    minutes: 367.67,
  },
];
