/** What a number is a number of, as far as numbers are compared. */
export type Unit = 'plain' | 'minutes' | 'percent' | 'clock';

/** A number stated in a text. */
export interface Claim {
  /** As it stands there. */
  readonly text: string;
  readonly value: number;
  readonly unit: Unit;
  /** Half of its last digit, in `unit`: what rounding may have taken away. */
  readonly tolerance: number;
}

const words: Readonly<Record<string, number>> = {
  two: 2,
  twice: 2,
  three: 3,
  thrice: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  dozen: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  ninety: 90,
  hundred: 100,
  thousand: 1000,
  million: 1_000_000,
};

const unitPattern = String.raw`\s?(?:%|percent\b|h\b|hours?\b|hrs?\b|minutes?\b|mins?\b|seconds?\b|secs?\b|s\b)`;
const patterns = {
  clock: /(?<![\d.:])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])/g,
  hoursAndMinutes: /(?<![\p{L}\d.,_-])(\d+)\s?(?:h|hours?|hrs?)(?:\s+and)?\s+(\d+)\s?(?:min|minutes?|mins?|m)\b/gu,
  number: new RegExp(String.raw`(?<![\p{L}\d_]|[\p{L}_]-)(\d+(?:[.,]\d+)*)(${unitPattern})?(?![\p{L}\d_])`, 'giu'),
  word: new RegExp(String.raw`\b(${Object.keys(words).join('|')})\b(${unitPattern})?`, 'gi'),
  foreign: /[^\P{Nd}0-9]+/gu,
} as const;

/** The numbers that a text states, with their units: digits, durations, percentages, clock times and number words. */
export function claimsIn(source: string): Claim[] {
  const claims: Claim[] = [];
  let text = source.normalize('NFKC');
  const take = (pattern: RegExp, read: (match: RegExpMatchArray) => Claim): void => {
    text = text.replace(pattern, (...args: unknown[]) => {
      const groups = args.filter((arg) => typeof arg === 'string' || arg === undefined) as string[];
      claims.push(read(groups as unknown as RegExpMatchArray));
      return ' ; ';
    });
  };
  take(patterns.clock, ([found = '', hour, minute]) => claim(found, Number(hour) + Number(minute) / 60, 'clock'));
  take(patterns.hoursAndMinutes, ([found = '', hours, minutes]) =>
    claim(found, Number(hours) * 60 + Number(minutes), 'minutes'),
  );
  take(patterns.number, ([found = '', digits = '', unit]) => numberClaim(found, digits, unit));
  take(patterns.word, ([found = '', word = '', unit]) => numberClaim(found, String(words[word.toLowerCase()]), unit));
  take(patterns.foreign, ([found = '']) => claim(found, Number.NaN, 'plain'));
  return claims;
}

function numberClaim(text: string, digits: string, unit = ''): Claim {
  // 1,200 and 1.200.000 have thousands apart; 3,5 and 3.5 are decimals.
  const isGrouped = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(digits);
  const plain = isGrouped ? digits.replaceAll(',', '') : digits.replace(',', '.');
  const value = Number(plain);
  const decimals = plain.split('.')[1]?.length ?? 0;
  const half = 0.5 * 10 ** -decimals;
  const word = unit.trim().toLowerCase();
  if (word === '%' || word === 'percent') return { text, value, unit: 'percent', tolerance: half };
  if (word.startsWith('h')) return { text, value: value * 60, unit: 'minutes', tolerance: half * 60 };
  if (word.startsWith('m')) return { text, value, unit: 'minutes', tolerance: half };
  if (word.startsWith('s')) return { text, value: value / 60, unit: 'minutes', tolerance: half / 60 };
  return { text, value, unit: 'plain', tolerance: half };
}

function claim(text: string, value: number, unit: Unit): Claim {
  return { text, value, unit, tolerance: 0.5 };
}
