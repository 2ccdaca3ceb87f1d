/** Course of a day. */
export type Mood = 'good' | 'usual' | 'bad';

export type Range = readonly [min: number, max: number];

/** A mood's effect on a day. Times are in minutes, rates per hour of work, the rest are probabilities or shares. */
export interface MoodTraits {
  /** Duration of work without a rest, and of the rest afterwards. */
  readonly stretch: Range;
  readonly rest: Range;
  /** Being called away for some minutes. */
  readonly interruptionsPerHour: number;
  /** Frequency of switches to other work, and of brief looks at another project because someone asks. */
  readonly turnsPerHour: number;
  readonly glancesPerHour: number;
  /** Looking for something through many files. */
  readonly huntsPerHour: number;
  /** The probabilities that a first test run fails, and that one after a fix passes. */
  readonly red: number;
  readonly green: number;
  /** The probabilities that an edit leaves problems behind, and that they stay for a while. */
  readonly trouble: number;
  readonly lasting: number;
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
    glancesPerHour: 0.3,
    huntsPerHour: 0.5,
    red: 0.2,
    green: 0.75,
    trouble: 0.08,
    lasting: 0.15,
    done: [0.7, 1],
    meetings: [0, 1],
  },
  usual: {
    stretch: [12, 52],
    rest: [6, 17],
    interruptionsPerHour: 1.4,
    turnsPerHour: 0.5,
    glancesPerHour: 3,
    huntsPerHour: 5,
    red: 0.35,
    green: 0.45,
    trouble: 0.12,
    lasting: 0.3,
    done: [0.25, 0.7],
    meetings: [0, 2],
  },
  bad: {
    stretch: [7, 24],
    rest: [7, 21],
    interruptionsPerHour: 3,
    turnsPerHour: 2.5,
    glancesPerHour: 7,
    huntsPerHour: 10,
    red: 0.5,
    green: 0.2,
    trouble: 0.2,
    lasting: 0.45,
    done: [0, 0.3],
    meetings: [2, 3],
  },
};
