import type { RecordFact } from '../../core/facts/facts.ts';
import type { Clock } from '../../core/base/clock.ts';
import { makePatch } from '../../core/records/recordState.ts';
import { hourMs } from '../../core/time/days.ts';
import type { KeyEffect } from './keys.ts';

/** The name of the collection, for whoever must not load its schema. */
export const typingCollection = 'typingCounts';

interface Tally {
  readonly id: string;
  readonly start: number;
  readonly offset: number;
  typed: number;
  removed: number;
  keys: number;
  mouse: number;
}

interface TallyInput {
  readonly clock: Pick<Clock, 'now' | 'utcOffset'>;
  readonly recorder: { nextId(): string; append(fact: RecordFact): void };
}

/**
 * Adds up keys, and writes the sums: a record for each hour, which grows. Counting touches neither disk nor clock; what was counted since
 * `write` is lost when the process is killed.
 */
export class TypingTally {
  readonly #input: TallyInput;
  #tally: Tally | undefined;
  #hasGrown = false;
  /** Time at which the last sums were written, ms. */
  #writtenAt = 0;

  constructor(input: TallyInput) {
    this.#input = input;
  }

  /** @param effect of a key on a text; undefined for one that moved the cursor */
  key(effect?: KeyEffect): void {
    const tally = this.#grow();
    tally.keys++;
    if (!effect) return;
    tally.typed += effect.typed;
    tally.removed += effect.removed;
  }

  mouse(): void {
    this.#grow().mouse++;
  }

  /** Records what has grown. Without a look at the schema, so that a window that closes can still do it. */
  write(): void {
    const { clock, recorder } = this.#input;
    if (!this.#tally || !this.#hasGrown) return;
    this.#hasGrown = false;
    const { id, ...fields } = this.#tally;
    const written = recorder.nextId();
    // Later than the sums before, also where the clock was set back.
    this.#writtenAt = Math.max(clock.now(), this.#writtenAt + 1);
    const latest = { now: this.#writtenAt, writer: written.slice(0, written.lastIndexOf(':')) };
    recorder.append({ type: 'record', ...makePatch({ id, collection: typingCollection }, fields, latest) });
    // An hour has one record. It may be over by less than the time between two writes.
    if (this.#writtenAt - this.#tally.start >= hourMs) this.#tally = undefined;
  }

  #grow(): Tally {
    this.#hasGrown = true;
    if (this.#tally) return this.#tally;
    const start = this.#input.clock.now();
    const id = this.#input.recorder.nextId();
    const offset = this.#input.clock.utcOffset(start);
    return (this.#tally = { id, start, offset, typed: 0, removed: 0, keys: 0, mouse: 0 });
  }
}
