import { minuteMs } from '../../src/core/time/days.ts';
import type { EditCounts, SpanFact } from '../../src/core/facts/facts.ts';
import type { Random } from './random.ts';

type Counts = Pick<SpanFact, 'signals' | 'saves' | 'edits'>;

/**
 * Returns the counters of someone who writes for `ms`: mostly typed, with completions, and occasionally a paste, an undo, a format on save.
 */
export function writing(random: Random, ms: number): Counts {
  const minutes = ms / minuteMs;
  const typed = count(
    minutes * random.between(60, 170),
    minutes * random.between(1, 5),
    minutes * random.between(0.2, 2.2),
  );
  const saves = random.chance(0.55) ? random.whole(1, 2) : 0;
  const edits = {
    typed: { ...typed, edits: Math.max(1, typed.edits) },
    ...(random.chance(0.4) && {
      completed: count(minutes * random.between(1, 6), random.whole(0, 6), random.whole(0, 1)),
    }),
    ...(random.chance(0.14) && { pasted: count(1, random.whole(1, 14), random.whole(0, 2)) }),
    ...(random.chance(0.12) && { undone: count(random.whole(1, 5), random.whole(0, 2), random.whole(0, 3)) }),
    ...(saves > 0 && random.chance(0.4) && { formatted: count(1, random.whole(0, 3), random.whole(0, 3)) }),
  };
  const total = Object.values(edits).reduce((sum, { edits: made }) => sum + made, 0);
  return { signals: total + saves + random.whole(1, 8), saves, edits };
}

/** The effect of a checkout or a pull on a file. */
export function fromOutside(random: Random): SpanFact['edits'] {
  return { outside: count(1, random.whole(1, 60), random.whole(0, 40)) };
}

/** The effect of replacing in files on a file. */
export function inBulk(random: Random): SpanFact['edits'] {
  const lines = random.whole(1, 6);
  return { bulk: count(lines, lines, lines) };
}

function count(edits: number, added: number, removed: number): EditCounts {
  return { edits: Math.max(1, Math.round(edits)), added: Math.round(added), removed: Math.round(removed) };
}
