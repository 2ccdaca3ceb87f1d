import type { Clock } from '../core/base/clock.ts';
import type { FactWriter } from '../core/facts/facts.ts';

export interface TrackerOptions {
  readonly clock: Clock;
  /** Only `nextId` and `append` are used; the caller flushes. */
  readonly writer: Pick<FactWriter, 'nextId' | 'append'>;
  /** Begin paused: nothing is recorded until `resume`. */
  readonly paused?: boolean;
}
