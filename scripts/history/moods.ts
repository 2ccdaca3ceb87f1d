/** How a day goes. */
export type Mood = 'good' | 'usual' | 'bad';

export type Range = readonly [min: number, max: number];

/** What a mood makes of a day. Times in minutes, rates per hour of work, the rest as probabilities or shares. */
export interface MoodTraits {
  /** How long one works at a stretch, and rests after it. */
  readonly stretch: Range;
  readonly rest: Range;
  /** Being called away for some minutes, and turning to other work. */
  readonly interruptionsPerHour: number;
  readonly turnsPerHour: number;
  /** Of a first test run being red, and of an edit leaving problems behind. */
  readonly red: number;
  readonly trouble: number;
  /** Share of the plan that gets done. */
  readonly done: Range;
  /** Meetings besides the daily one. */
  readonly meetings: Range;
}

export const moods: Readonly<Record<Mood, MoodTraits>> = {
  good: {
    stretch: [50, 105],
    rest: [4, 10],
    interruptionsPerHour: 0.15,
    turnsPerHour: 0.1,
    red: 0.2,
    trouble: 0.08,
    done: [0.75, 1],
    meetings: [0, 1],
  },
  usual: {
    stretch: [30, 75],
    rest: [5, 15],
    interruptionsPerHour: 0.7,
    turnsPerHour: 0.5,
    red: 0.3,
    trouble: 0.12,
    done: [0.45, 0.9],
    meetings: [0, 2],
  },
  bad: {
    stretch: [12, 32],
    rest: [7, 22],
    interruptionsPerHour: 3,
    turnsPerHour: 3,
    red: 0.5,
    trouble: 0.2,
    done: [0, 0.4],
    meetings: [2, 3],
  },
};
