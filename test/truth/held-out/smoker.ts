import type { TruthDay } from '../truthDay.ts';

/** Somebody who gets up often: cigarettes, tea, the printer, never with the screen locked. */
export const days: readonly TruthDay[] = [
  {
    id: 'smoker-builds',
    about: 'The cigarette is smoked during the build, which takes four or five minutes.',
    script: `
      08:40-09:50 type erp/src/ledger.ts
      09:50-09:55 task build erp gradle build
      09:50-09:58 away
      09:58-11:20 type erp/src/ledger.ts
      11:20-11:25 task build erp gradle build
      11:20-11:29 away
      11:29-12:10 type erp/src/ledger.ts
      13:00-14:30 type erp/src/ledger.ts
      14:30-14:34 task build erp gradle build
      14:30-14:34 wait
      14:34-15:45 type erp/src/ledger.ts`,
    minutes: 358,
  },
];
