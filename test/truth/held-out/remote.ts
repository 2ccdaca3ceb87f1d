import type { TruthDay } from '../truthDay.ts';

/** Somebody who works on a machine far away over a bad line. */
export const days: readonly TruthDay[] = [
  {
    id: 'remote-compiles',
    about: 'Compiles of eleven minutes; for two of them the code is read on, and lunch begins during the third.',
    script: `
      09:00-09:45 type sim/src/flow.rs
      09:45-09:56 task build sim cargo build --release
      09:45-09:56 read sim/src/flow.rs
      09:56-10:50 type sim/src/flow.rs
      10:50-11:01 task build sim cargo build --release
      10:50-11:01 read sim/src/flow.rs
      11:01-12:00 type sim/src/flow.rs
      12:00-12:11 task build sim cargo build --release
      12:00-12:50 away
      12:50-15:00 type sim/src/flow.rs`,
    minutes: 310,
    machine: 11,
  },
];
