import type { TruthDay } from '../truthDay.ts';

/** A mathematician who programs: slow, with long silences in front of the same lines. */
export const days: readonly TruthDay[] = [
  {
    id: 'thinker-morning',
    about: 'Slow writing all morning: a line, then a silence, often minutes long.',
    script: `
      08:30-10:30 ponder solver/src/simplex.rs
      10:30-10:50 away
      10:50-12:30 ponder solver/src/simplex.rs
      14:00-15:30 type solver/src/simplex.rs`,
    minutes: 310,
  },
  {
    id: 'thinker-proof',
    about: 'A paper is studied, then written on slowly.',
    script: `
      09:00-10:20 study solver/notes/paper.md
      10:20-11:40 ponder solver/notes/proof.md
      11:40-12:40 away
      12:40-14:10 ponder solver/notes/proof.md
      14:10-14:15 away
      14:15-15:30 ponder solver/src/bound.rs`,
    minutes: 325,
  },
];
