import type { TruthDay } from '../truthDay.ts';

/** A firmware developer: a board on the desk, a serial console, flashing, and a debugger. */
export const days: readonly TruthDay[] = [
  {
    id: 'embedded-long-build',
    about: 'A system image builds for 50 minutes: a manual is read beside it for half an hour, then a walk.',
    script: `
      09:30-10:30 type board/src/boot.rs
      10:30-11:20 task build board make image
      10:30-11:00 read board/docs/manual.md
      11:00-11:30 away
      11:30-12:30 type board/src/boot.rs
      13:30-15:00 type board/src/boot.rs`,
    minutes: 240,
    machine: 20,
  },
];
