import type { Clock } from '../shared/clock.ts';
import type { Fact } from '../shared/facts.ts';

/** What every recorder needs of the tracker it works for. */
export interface Recording {
  readonly clock: Clock;
  nextId(): string;
  record(fact: Fact): void;
}
