import type { DigestFact } from '../core/insights/digest.ts';
import { claimsIn } from './claims.ts';
import type { Claim, Unit } from './claims.ts';

/** A number that was measured. */
interface Measure {
  readonly value: number;
  readonly unit: Unit;
}

/** What an item may rest on: the words of the evidence, and its numbers where they are known apart. */
export interface Ground {
  readonly text: string;
  readonly values?: DigestFact['values'];
  readonly names?: readonly string[];
}

/**
 * The numbers that texts state and the cited evidence doesn't, as they stand in the texts. A number is in the evidence when one of
 * the same kind (a count, a duration, a share, a time of day) rounds to it; sums and differences of numbers are not looked for.
 */
export function unsupportedNumbers(texts: readonly string[], cited: readonly Ground[]): string[] {
  const measures = cited.flatMap(measuresOf);
  const names = cited.flatMap((ground) => ground.names ?? []).filter((name) => /\d/.test(name));
  const bare = (text: string) => names.reduce((rest, name) => rest.replaceAll(name, ' '), text);
  const wrong = texts.flatMap((text) => claimsIn(bare(text))).filter((claim) => !isMeasured(claim, measures));
  return [...new Set(wrong.map(({ text }) => text.trim()))];
}

function measuresOf({ text, values }: Ground): Measure[] {
  return [...claimsIn(text), ...Object.entries(values ?? {}).map(([key, value]) => measureOf(key, value))];
}

/** The unit is the end of the value's name, see `DigestFact`. */
function measureOf(key: string, value: number): Measure {
  if (key.toLowerCase().endsWith('minutes')) return { value, unit: 'minutes' };
  if (key.endsWith('Hours')) return { value: value * 60, unit: 'minutes' };
  if (key.toLowerCase().endsWith('share')) return { value: value * 100, unit: 'percent' };
  if (key.endsWith('Hour') && !key.endsWith('PerHour')) return { value, unit: 'clock' };
  return { value, unit: 'plain' };
}

/** Binary fractions may be off by this much. */
const epsilon = 1e-9;

function isMeasured({ value, unit, tolerance }: Claim, measures: readonly Measure[]): boolean {
  const slack = unit === 'clock' ? epsilon : tolerance + epsilon;
  return measures.some((measure) => measure.unit === unit && Math.abs(measure.value - value) <= slack);
}
