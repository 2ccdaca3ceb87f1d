export type DurationUnit = 'minutes' | 'hours';

/** Minutes, or what is wrong with the text. */
export type ParsedDuration =
  | { readonly minutes: number }
  | { readonly problem: 'empty' | 'format' | 'negative' | 'zero' | 'long' };

const number = String.raw`\d+(?:[.,]\d+)?|[.,]\d+`;
const plain = new RegExp(`^(${number})$`);
const clock = /^(\d{1,3}):([0-5]\d)$/;
const units = new RegExp(`^(?:(${number})\\s*h[a-z]*)?\\s*(?:(${number})\\s*m[a-z]*)?$`, 'i');
const hoursThenMinutes = /^(\d+)\s*h[a-z]*\s*([0-5]?\d)$/i;

/**
 * Reads a duration as people write it: a number in `unit` ("45", "1.5", "1,5"), or with its own units ("1h 30m", "1h30", "90 min", "1:30").
 * @param maxMinutes the longest that is allowed
 * @returns whole minutes, rounded, at least 1
 */
export function parseDuration(text: string, unit: DurationUnit, maxMinutes: number): ParsedDuration {
  const trimmed = text.trim();
  if (!trimmed) return { problem: 'empty' };
  const negative = /^[-−–]/.test(trimmed);
  const exact = exactMinutes(trimmed.replace(/^[-−–+]\s*/, ''), unit);
  if (exact === undefined) return { problem: 'format' };
  if (exact === 0) return { problem: 'zero' };
  if (negative) return { problem: 'negative' };
  if (exact > maxMinutes) return { problem: 'long' };
  return { minutes: Math.max(1, Math.round(exact)) };
}

/** Returns minutes as they are typed into a form, such as "1h 30m"; `parseDuration` reads it back. */
export function typedDuration(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 && `${hours}h`, (rest > 0 || hours === 0) && `${rest}m`].filter(Boolean).join(' ');
}

function exactMinutes(text: string, unit: DurationUnit): number | undefined {
  if (!text) return undefined;
  const bare = plain.exec(text);
  if (bare) return toNumber(bare[1]) * (unit === 'hours' ? 60 : 1);
  const parts = clock.exec(text) ?? hoursThenMinutes.exec(text) ?? units.exec(text);
  return parts ? toNumber(parts[1]) * 60 + toNumber(parts[2]) : undefined;
}

function toNumber(text: string | undefined): number {
  return text === undefined ? 0 : Number(text.replace(',', '.'));
}

/** Returns true if the text contains a unit, so that the one selected beside it does not matter. */
export function hasOwnUnit(text: string): boolean {
  const trimmed = text.trim();
  return /[a-z:]/i.test(trimmed) && exactMinutes(trimmed.replace(/^[-−–+]\s*/, ''), 'minutes') !== undefined;
}
