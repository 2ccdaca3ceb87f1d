import type { Fact } from '../../src/core/facts/facts.ts';
import type { UtcOffset } from './localTime.ts';
import type { MoodTraits } from './moods.ts';
import type { Random } from './random.ts';

/** Everything that work on one day needs. */
export interface Scene {
  readonly random: Random;
  readonly traits: MoodTraits;
  readonly utcOffset: UtcOffset;
  /** A span and the gap after it together last this long on average, ms. */
  readonly unitMs: number;
  nextId(): string;
  record(fact: Fact): void;
}
