import type { Clock } from '../core/base/clock.ts';
import type { FactWriter } from '../core/facts/facts.ts';
import type { KindRule } from './kinds.ts';

export interface TrackerOptions {
  readonly clock: Clock;
  /** Only `nextId` and `append` are used; flushing is the caller's. */
  readonly writer: Pick<FactWriter, 'nextId' | 'append'>;
  /** Begin paused: nothing is recorded until `resume`. */
  readonly paused?: boolean;
  /** Rules of the person, asked before the built-in ones. */
  readonly rules?: readonly KindRule[];
}
