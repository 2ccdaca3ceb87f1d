import { dayMs, hourMs, type TimeRange } from '../../core/time/days.ts';

/** A longer range is read without being kept: it is for a chart or an export, and asked for once. */
const longestMs = 10 * dayMs;
/** Answers that are kept at most; those about the present day are asked for again and again. */
const mostAnswers = 50;

/** Reads facts, and says which of them are in a range. */
export interface Reads<T> {
  readonly read: (range: TimeRange) => readonly T[];
  readonly isIn: (fact: T, range: TimeRange) => boolean;
}

/** Answers as they were read, until a table that they come from is written. */
export class KeptAnswers {
  readonly #version: () => number;
  readonly #answers = new Map<string, unknown>();
  #readAt: number | undefined;

  /** @param version changes when one of the tables is written */
  constructor(version: () => number) {
    this.#version = version;
  }

  /** Returns the answer to a question, which is read where it isn't kept. Nobody may change it. */
  answer<T>(question: string, read: () => T): T {
    const version = this.#version();
    if (this.#readAt !== version) this.#answers.clear();
    this.#readAt = version;
    if (this.#answers.has(question)) return this.#answers.get(question) as T;
    if (this.#answers.size >= mostAnswers) this.#answers.clear();
    const answer = read();
    this.#answers.set(question, answer);
    return answer;
  }

  /**
   * Returns the facts in a range, of those that are kept for the whole hours around it: a range that ends now is another one each time.
   * @param question without its range
   */
  within<T>(question: string, range: TimeRange, { read, isIn }: Reads<T>): T[] {
    const from = Math.floor(range.from / hourMs) * hourMs;
    const to = Math.ceil(range.to / hourMs) * hourMs;
    if (!(to - from <= longestMs)) return [...read(range)];
    return this.answer(`${question} ${from} ${to}`, () => read({ from, to })).filter((fact) => isIn(fact, range));
  }
}
