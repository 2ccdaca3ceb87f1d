import type { Clock } from '../core/base/clock.ts';
import type { Fact } from '../core/facts/facts.ts';

/** What every recorder needs of the tracker it works for. */
export interface Recording {
  readonly clock: Clock;
  nextId(): string;
  record(fact: Fact): void;
}
