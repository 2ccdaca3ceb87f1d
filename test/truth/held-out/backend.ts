import type { TruthDay } from '../truthDay.ts';

/** A backend developer who lives in the terminal: vim for quick edits, psql, logs, and commands all day. */
export const days: readonly TruthDay[] = [
  {
    id: 'backend-repl',
    about: 'Numbers are checked in a Python shell that stays open over lunch.',
    script: `
      09:30-10:10 type billing/src/tax.py
      10:10-15:30 command other billing python3
      10:10-10:55 press
      10:55-12:05 type billing/src/tax.py
      12:05-12:50 away lunch
      12:50-13:35 press
      13:35-13:38:30 think
      13:38:30-14:30 type billing/src/tax.py
      14:30-15:30 press`,
    minutes: 315,
    machine: 0,
  },
];
