import type { Clock } from '../core/base/clock.ts';
import type { Fact } from '../core/facts/facts.ts';

/** Everything that a recorder needs from its tracker. */
export interface Recording {
  readonly clock: Clock;
  nextId(): string;
  /** @param when `now` for what has waited already */
  record(fact: Fact, when?: 'now'): void;
}
