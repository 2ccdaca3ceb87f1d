/** Numbers from 0 to 1 that are the same at every run (mulberry32), seeded by a text. */
export function seeded(text: string): () => number {
  let state = 2_166_136_261;
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Pauses between one deed and the next, in seconds: `[share, from, to]` rows, of which one is drawn by its share and a pause evenly
 * from its range.
 */
export type Rhythm = readonly (readonly [share: number, from: number, to: number])[];

/** Draws a pause in ms. */
export function pause(rhythm: Rhythm, random: () => number): number {
  let left = random();
  for (const [share, from, to] of rhythm) {
    left -= share;
    if (left <= 0) return Math.round((from + (to - from) * random()) * 1000);
  }
  const [, from, to] = rhythm.at(-1) ?? [1, 1, 1];
  return Math.round((from + (to - from) * random()) * 1000);
}
