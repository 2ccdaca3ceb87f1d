/** How a day goes. */
export type Mood = 'good' | 'usual' | 'bad';

type Range = readonly [min: number, max: number];

/** What a mood makes of a day. Times in minutes, the rest as probabilities or shares. */
export interface MoodTraits {
  /** How long one works at a stretch, and rests after it. */
  readonly stretch: Range;
  readonly rest: Range;
  /** Of being called away, before each step of work. */
  readonly interruption: number;
  /** Of turning to other work, before each step. */
  readonly turn: number;
  /** Of a first test run being red, and of an edit leaving problems behind. */
  readonly red: number;
  readonly trouble: number;
  /** Share of the plan that gets done. */
  readonly done: Range;
  readonly meetings: Range;
}

export const moods: Readonly<Record<Mood, MoodTraits>> = {
  good: {
    stretch: [50, 105],
    rest: [4, 10],
    interruption: 0.002,
    turn: 0.001,
    red: 0.2,
    trouble: 0.1,
    done: [0.75, 1],
    meetings: [0, 1],
  },
  usual: {
    stretch: [30, 75],
    rest: [5, 15],
    interruption: 0.008,
    turn: 0.006,
    red: 0.3,
    trouble: 0.16,
    done: [0.45, 0.9],
    meetings: [0, 2],
  },
  bad: {
    stretch: [12, 32],
    rest: [7, 22],
    interruption: 0.04,
    turn: 0.05,
    red: 0.5,
    trouble: 0.28,
    done: [0, 0.4],
    meetings: [2, 3],
  },
};
