import fc from 'fast-check';
import { SetupError } from '../../scripts/lib/progress.mjs';

/** The variable by which a run's seed reaches the processes that it starts. */
export const seedVariable = 'DAYMARK_SEED';
const seedInCi = 20_261_121;

/**
 * Returns the seed of a run's random inputs: `DAYMARK_SEED`, or in CI always the same one, so that a red run means a change; everywhere
 * else a new one.
 * @throws SetupError where `DAYMARK_SEED` isn't a whole number of 32 bits
 */
export function chooseSeed(env: Readonly<Record<string, string | undefined>> = process.env): number {
  const asked = env[seedVariable];
  if (asked === undefined || asked === '') return env['CI'] === 'true' ? seedInCi : Date.now() % 1_000_000_000;
  const seed = Number(asked);
  if (Number.isInteger(seed) && Math.abs(seed) < 2 ** 31) return seed;
  throw new SetupError(`DAYMARK_SEED must be a whole number of 32 bits, not "${asked}"`);
}

/** Gives this run's seed to fast-check, to `random`, and to the processes that this one starts. Returns it. */
export function useSeed(): number {
  const seed = chooseSeed();
  process.env[seedVariable] = String(seed);
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
  return seed;
}

/** A generator of numbers in [0, 1) that gives the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
