import type { TruthDay } from '../truthDay.ts';

/** A mathematician who programs: slow, with long silences in front of the same lines. */
export const days: readonly TruthDay[] = [
  {
    id: 'thinker-silences',
    about: 'Six silences of four minutes in an afternoon, all of them thinking, and one tea.',
    script: `
      13:00-13:26 type solver/src/cut.rs
      13:26-13:30 think
      13:30-13:58 type solver/src/cut.rs
      13:58-14:02 think
      14:02-14:24 type solver/src/cut.rs
      14:24-14:28 think
      14:28-14:50 type solver/src/cut.rs
      14:50-15:02 away
      15:02-15:27 type solver/src/cut.rs
      15:27-15:31 think
      15:31-15:55 type solver/src/cut.rs
      15:55-15:59 think
      15:59-16:30 type solver/src/cut.rs
      16:30-16:34 think
      16:34-17:00 type solver/src/cut.rs`,
    minutes: 228,
  },
];
