import type { TruthDay } from '../truthDay.ts';

/** A backend developer who lives in the terminal: vim for quick edits, psql, logs, and commands all day. */
export const days: readonly TruthDay[] = [
  {
    id: 'backend-migration',
    about: 'A migration is written in vim and tried in psql, with commands in between.',
    script: `
      08:40-08:55 shell billing
      08:55-10:05 command other billing vim migrations/0042.sql
      08:55-10:05 press
      10:05-10:12 shell billing
      10:12-10:26 away coffee in the kitchen
      10:26-11:50 command other billing psql
      10:26-11:10 press
      11:10-11:13 think about the query plan
      11:13-11:50 press
      12:40-13:30 shell billing
      13:30-14:10 type billing/src/invoice.py
      14:10-14:13 think
      14:13-15:00 type billing/src/invoice.py`,
    minutes: 316,
  },
  {
    id: 'backend-logs',
    about: 'Logs are paged through in less, then the fix is typed; a coffee at eleven.',
    script: `
      09:05-09:20 shell api
      09:20-09:55 command other api less production.log
      09:20-09:55 press
      09:55-10:58 type api/src/retry.ts
      10:58-11:07 away
      11:07-12:00 type api/src/retry.ts
      12:00-12:06 command test api pytest -x
      12:00-12:06 wait
      12:06-12:15 shell api
      13:20-15:40 type api/src/retry.ts`,
    minutes: 321,
  },
];
