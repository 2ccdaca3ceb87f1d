import type { Fact } from '../shared/facts.ts';
import type { Score, Today } from '../shared/views.ts';
import type { Context } from './context.ts';
import type { Rows } from './rows.ts';

/** Today kept up from the facts themselves: seeded once from the reader, then fed with `Tracker.onDidRecord`. */
export declare class LiveDay {
  constructor(seed?: Rows);
  apply(fact: Fact): void;
  today(context: Context): Today;
  score(context: Context): Score;
}
