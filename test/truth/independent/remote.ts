import type { TruthDay } from '../truthDay.ts';

/** Somebody who works on a machine far away over a bad line. */
export const days: readonly TruthDay[] = [
  {
    id: 'remote-drops',
    about: 'The line drops twice: three and seven minutes of staring at the reconnecting window.',
    script: `
      09:00-09:48 type sim/src/grid.rs
      09:48-09:51 wait for the line
      09:51-11:05 type sim/src/grid.rs
      11:05-11:12 wait for the line
      11:12-12:00 type sim/src/grid.rs
      13:00-14:30 type sim/src/grid.rs
      14:30-14:41 away
      14:41-16:00 type sim/src/grid.rs`,
    minutes: 349,
  },
  {
    id: 'remote-queue',
    about: 'Jobs on a cluster; the queue is looked at in a terminal program for twenty minutes at a time.',
    script: `
      10:00-10:40 type sim/job.py
      10:40-11:00 command other sim htop
      10:40-11:00 press
      11:00-11:50 type sim/job.py
      11:50-16:10 command other sim ssh cluster
      11:50-12:15 press
      12:15-13:10 away
      13:10-14:00 press
      14:00-15:30 type sim/job.py
      15:30-16:10 press`,
    minutes: 315,
    machine: 0,
  },
];
