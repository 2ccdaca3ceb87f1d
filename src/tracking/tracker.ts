import type { Clock } from '../shared/clock.ts';
import type { Disposable, Event } from '../shared/event.ts';
import type { Fact, FactWriter } from '../shared/facts.ts';
import type { Signal } from '../shared/signal.ts';
import type { KindRule } from './kinds.ts';

export interface TrackerOptions {
  readonly clock: Clock;
  readonly writer: Pick<FactWriter, 'nextId' | 'append'>;
  /** Begin paused: nothing is recorded until `resume`. */
  readonly paused?: boolean;
  /** The rules of the person, asked before the built-in ones. */
  readonly rules?: readonly KindRule[];
}

/** Signals in, facts out. */
export declare class Tracker implements Disposable {
  constructor(options: TrackerOptions);
  /** Every fact as it is appended (a growing span again and again, at most once a second). */
  readonly onDidRecord: Event<Fact>;
  get paused(): boolean;
  accept(signal: Signal): void;
  pause(): void;
  resume(): void;
  /** Appends what has grown since it was last appended; before `writer.flush()`, on blur. */
  flush(): void;
  dispose(): void;
}
