/** A reproducible stream of numbers: the same for the same seed, on every machine. */
export class Random {
  #state: number;

  /** @param seed anything; equal text gives equal numbers */
  constructor(seed: string | number) {
    this.#state = hash(String(seed));
  }

  /** A number in [0, 1). */
  next(): number {
    // mulberry32, by Tommy Ettinger (public domain).
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A number in [min, max). */
  between(min: number, max: number): number {
    return min + (max - min) * this.next();
  }

  /** A whole number from min to max, both included. */
  whole(min: number, max: number): number {
    return Math.floor(this.between(min, max + 1));
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** Returns how often something happens that is expected `mean` times: rounded down or up at random. */
  times(mean: number): number {
    return Math.floor(mean) + Number(this.chance(mean % 1));
  }

  /** Around `mean`, nearly always within two spreads of it and never beyond three. */
  around(mean: number, spread: number): number {
    return mean + spread * 2 * (this.next() + this.next() + this.next() - 1.5);
  }

  /** Positive and lopsided, as durations are: many short ones, few long ones, `mean` on average, at most 2.7 times that. */
  skewed(mean: number): number {
    const x = this.next();
    return mean * (0.15 + 2.55 * x * x);
  }

  pick<T>(list: readonly T[]): T {
    const item = list[Math.floor(this.next() * list.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  /** Returns one of the keys at random, by weight. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    const entries = Object.entries(weights) as [K, number][];
    let rest = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    const found = entries.find(([, weight]) => (rest -= weight) < 0) ?? entries.at(-1);
    if (!found) throw new RangeError('nothing to choose from');
    return found[0];
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value;
}
