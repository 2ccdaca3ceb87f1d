import { matches } from '../../core/base/matches.ts';
import { justBefore, type NumberToken, type TextToken } from './tokens.ts';
import { wordSet } from './wordSet.ts';
import { ownValue } from '../../core/base/ownValue.ts';

const small: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};
const scales: Readonly<Record<string, number>> = {
  dozen: 12,
  hundred: 100,
  thousand: 1000,
  million: 1e6,
  billion: 1e9,
};
const times: Readonly<Record<string, number>> = { once: 1, twice: 2, thrice: 3 };
const counted: Readonly<Record<string, number>> = { couple: 2, pair: 2, duo: 2, trio: 3, single: 1, score: 20 };
const ordinals: Readonly<Record<string, number>> = {
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  eleventh: 11,
  twelfth: 12,
  thirteenth: 13,
  fourteenth: 14,
  fifteenth: 15,
  sixteenth: 16,
  seventeenth: 17,
  eighteenth: 18,
  nineteenth: 19,
  twentieth: 20,
  thirtieth: 30,
  fortieth: 40,
  fiftieth: 50,
  hundredth: 100,
  thousandth: 1000,
};
const fractions: Readonly<Record<string, number>> = {
  half: 2,
  halves: 2,
  third: 3,
  quarter: 4,
  fifth: 5,
  sixth: 6,
  eighth: 8,
  tenth: 10,
};
const ratios: Readonly<Record<string, number>> = {
  double: 2,
  doubled: 2,
  doubles: 2,
  doubling: 2,
  twofold: 2,
  triple: 3,
  tripled: 3,
  triples: 3,
  threefold: 3,
  treble: 3,
  quadruple: 4,
  quadrupled: 4,
  fourfold: 4,
  tenfold: 10,
  halve: 0.5,
  halved: 0.5,
  halves: 0.5,
  halving: 0.5,
};
/** Numbers that can't be checked, and those of other languages in an otherwise English sentence. */
const unreadable = wordSet(
  `dozens hundreds thousands millions billions scores umpteen zillion gazillion countless myriad several-hundred many-fold
  zwei drei vier f\u00fcnf sechs sieben acht neun zehn elf zw\u00f6lf dreizehn vierzehn zwanzig drei\u00dfig hundert tausend
  deux trois quatre cinq sept huit neuf dix onze douze treize vingt trente cent mille
  dos tres cuatro cinco seis siete ocho nueve diez doce trece veinte cien dois tr\u00eas quatro due tre quattro cinque sei sette otto nove dieci
  anderthalb tv\u00e5 tre fyra fem sju \u00e5tta nio tio elva tolv
  een twee drie vijf zes zeven negen tien twaalf jeden dwa trzy cztery pi\u0119\u0107 sze\u015b\u0107 siedem osiem dziewi\u0119\u0107 dziesi\u0119\u0107 kaksi kolme nelj\u00e4 viisi kuusi
  iki \u00fc\u00e7 d\u00f6rt be\u015f alt\u0131 yedi sekiz dokuz yirmi otuz k\u0131rk elli satu dua tiga empat lima`,
);

/** Replaces number words by numbers: `twenty-four`, `half an hour`, `two thirds`, `a dozen`, `twice`, `the 2nd`. */
export function withNumberWords(tokens: readonly TextToken[]): TextToken[] {
  const spread = tokens.flatMap(splitHyphens);
  const joined: TextToken[] = [];
  for (let at = 0; at < spread.length;) {
    const found = numberAt(spread, at);
    const token = spread[at] as TextToken;
    joined.push(found?.token ?? token);
    at += found?.length ?? 1;
  }
  return joined;
}

function splitHyphens(token: TextToken): TextToken[] {
  if (token.is !== 'word' || !token.text.includes('-')) return [token];
  const parts = token.text.split('-');
  const isNumeric = parts.some((part) => isNumberWord(part.toLowerCase()));
  return isNumeric ? parts.map((text) => ({ is: 'word', text })) : [token];
}

/** Endings of numbers above ten in languages that write them in one word, such as `vierundzwanzig`. No English word ends so. */
const foreignEnds =
  /(?:zehn|zwanzig|\u00DFig|(?:vier|f\u00FCnf|fuenf|sech|sieb|acht|neun)zig|hundert|tausend|(?:der|veer|vijf|zes|zeven|acht|negen)tien|twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd|duizend|na[\u015Bs]cie|dzie[\u015Bs]ci[ae]|dziesi[\u0105a]t|n\u00E1ct|dvacet|t\u0159icet|\u010Dty\u0159icet|des\u00E1t|toista|kymment\u00E4|sprezece|zeci|belas|puluh)$/u;
/** And how they begin. */
const foreignStarts =
  /^(?:(?:tret|fjor|fem|sex|sjut|ar|nit)ton|tjugo\p{L}*|(?:tret|fyr|fem|sex|sjut|\u00E5t|nit)tio\p{L}*|tjue\p{L}*|tyve|(?:fem|seks|syt|at|nit|fjor|tret)ten|tredve|halvtreds|f\u00F8rti|femti|hundre|hundrede|hundra|(?:quar|cinqu|soix|sept|non)ante|douzaine|quatorze|quinze|trentaine|vingtaine|veinti\p{L}+|diecis\p{L}+|diecinueve|treinta|(?:cuar|cincu|ses|set|och|nov)enta|catorce|cientos?|(?:do|tre|quattor|quin|se)dici|diciassette|diciotto|diciannove|venti(?:uno|due|tr\u00E9?|quattro|cinque|sei|sette|nove)?|ventotto|(?:tre|quara|cinqua|sessa|setta|otta|nova)nt[ao]\p{L}*|catorze|dezess?e(?:is|te)|dezoito|dezenove|vinte|trinta|(?:quar|cinqu|sess|set|oit|nov)enta|tizen\p{L}+|huszon\p{L}*|negyven|\u00F6tven|m\u01B0\u1EDDi)$/u;

/** `twentyfive`: in English with a hyphen. */
const gluedTens = /^(?:twen|thir|for|four|fif|six|seven|eigh|nine)ty(?:one|two|three|four|five|six|seven|eight|nine)$/;

function isUnreadable(word: string): boolean {
  return gluedTens.test(word) || foreignEnds.test(word) || foreignStarts.test(word);
}

/** Returns true if a word, in lower case, is one of a number. */
export function isNumberWord(word: string): boolean {
  return [small, scales, times, counted, ordinals, fractions, ratios].some(
    (table) => Object.hasOwn(table, singular(word)) || Object.hasOwn(table, word),
  );
}

function singular(word: string): string {
  return word.replace(/s$/, '');
}

interface ParsedNumber {
  readonly token: NumberToken;
  readonly length: number;
}

function numberAt(tokens: readonly TextToken[], at: number): ParsedNumber | undefined {
  const word = (i: number): string => {
    const token = tokens[at + i];
    return token?.is === 'word' ? token.text.toLowerCase() : '';
  };
  const first = word(0);
  if (first === '') return undefined;
  const parsedNumber = (length: number, value: number, more: Partial<NumberToken> = {}): ParsedNumber => {
    const text = tokens
      .slice(at, at + length)
      .map((token) => token.text)
      .join(' ');
    return { token: { is: 'number', text, value, unit: 'count', tolerance: 0.5, ...more }, length };
  };
  if (first.split('-').some((part) => unreadable.has(part) || isUnreadable(part)))
    return parsedNumber(1, Number.NaN, { unit: 'unknown' });
  const article = first === 'a' || first === 'an' ? 1 : 0;
  const fraction = fractionAt(word, article);
  if (fraction) return parsedNumber(fraction.length, fraction.value, fraction.more);
  if (article === 1) {
    const count = ownValue(counted, word(1)) ?? ownValue(scales, word(1));
    return count === undefined ? lengthAt(tokens, at, parsedNumber) : parsedNumber(2, count);
  }
  const time = ownValue(times, first);
  if (time !== undefined) return parsedNumber(1, time, word(1) === 'as' || word(1) === 'the' ? { unit: 'ratio' } : {});
  const ratio = ownValue(ratios, first);
  if (ratio !== undefined) return parsedNumber(1, ratio, { unit: 'ratio' });
  const ordinal = ownValue(ordinals, first);
  if (ordinal !== undefined && !isSeconds(first, word(-1))) return parsedNumber(1, ordinal);
  return cardinalAt(word, parsedNumber);
}

/** `an hour`, where it is a length and not what comes behind "6 times". */
function lengthAt(
  tokens: readonly TextToken[],
  at: number,
  parsedNumber: (length: number, value: number, more?: Partial<NumberToken>) => ParsedNumber,
): ParsedNumber | undefined {
  const isNumeric = (token: TextToken): boolean =>
    token.is === 'number' || (token.is === 'word' && isNumberWord(token.text.toLowerCase()));
  const unit = tokens[at + 1]?.text.toLowerCase();
  if (justBefore(tokens, at, 8).some(isNumeric)) return undefined;
  if (unit === 'hour') return parsedNumber(2, 60, { unit: 'minutes' });
  if (unit === 'minute') return parsedNumber(2, 1, { unit: 'minutes' });
  const before = tokens[at - 1]?.text.toLowerCase() ?? '';
  const isLength =
    /^(?:take|took|taken|cost|los|lost|sav|spen|last|wait|for$|about$|almost$|nearly$|over$|within$|under$)/.test(
      before,
    );
  return isLength && matches(/^(?:day|week|month|year)$/, unit)
    ? parsedNumber(2, Number.NaN, { unit: 'unknown' })
    : undefined;
}

function isSeconds(word: string, before: string): boolean {
  return word === 'second' && (before === 'a' || before === 'per' || before === 'every');
}

interface Fraction {
  readonly length: number;
  readonly value: number;
  readonly more: Partial<NumberToken>;
}

/** `half`, `a quarter`, `two thirds`, `half an hour`, `half a dozen`. */
function fractionAt(word: (i: number) => string, article: number): Fraction | undefined {
  const isCounted = Object.hasOwn(small, word(0)) && Number(small[word(0)]) < 10;
  const at = article === 1 || isCounted ? 1 : 0;
  const name = word(at);
  const parts = ownValue(fractions, name) ?? (isCounted ? ownValue(fractions, singular(name)) : undefined);
  // `second` and `third` without an article are ordinals.
  if (parts === undefined || (at === 0 && name !== 'half' && name !== 'quarter')) return undefined;
  const times_ = isCounted ? Number(small[word(0)]) : 1;
  const share = (100 * times_) / parts;
  const next = at + 1 + Number(word(at + 1) === 'of');
  const isOfOne = word(next) === 'an' || word(next) === 'a' || word(next) === 'the';
  const whole = word(next + Number(isOfOne));
  if (isOfOne && whole === 'dozen') return { length: next + 2, value: share * 0.12, more: {} };
  if (whole === 'hour') {
    return { length: next + 1 + Number(isOfOne), value: share * 0.6, more: { unit: 'minutes', tolerance: 0.5 } };
  }
  return { length: at + 1, value: share, more: { unit: 'percent', tolerance: share === 50 ? 2.5 : 1.5 } };
}

/** `twenty-four`, `one hundred and twenty`, `three thousand`, `two and a half hours`; a unit behind it belongs to it. */
function cardinalAt(
  word: (i: number) => string,
  parsedNumber: (length: number, value: number, more?: Partial<NumberToken>) => ParsedNumber,
): ParsedNumber | undefined {
  let total = 0;
  let current: number | undefined;
  let at = 0;
  for (; ; at++) {
    const one = word(at);
    if (
      one === 'and' &&
      at > 0 &&
      (Object.hasOwn(small, word(at + 1)) || Object.hasOwn(scales, word(at + 1))) &&
      Object.hasOwn(scales, word(at - 1))
    )
      continue;
    const value = ownValue(small, one);
    const scale = ownValue(scales, one);
    if (
      value !== undefined &&
      (current === undefined || (current % 100 >= 20 && current % 10 === 0 && value < 10) || current % 100 === 0)
    ) {
      current = (current ?? 0) + value;
    } else if (scale !== undefined && current !== undefined) {
      if (scale < 1000) current *= scale;
      else [total, current] = [total + current * scale, 0];
    } else break;
  }
  if (current === undefined) return undefined;
  let value = total + current;
  let length = at;
  if (word(at) === 'and' && (word(at + 1) === 'a' || word(at + 1) === 'one') && word(at + 2) === 'half') {
    value += 0.5;
    length += 3;
  }
  return withUnitWord(parsedNumber, { length, value, unit: word(length) });
}

function withUnitWord(
  parsedNumber: (length: number, value: number, more?: Partial<NumberToken>) => ParsedNumber,
  { length, value, unit }: { readonly length: number; readonly value: number; readonly unit: string },
): ParsedNumber {
  const factor = { hour: 60, hr: 60, minute: 1, min: 1, second: 1 / 60, sec: 1 / 60 }[singular(unit)];
  // "Two and a half hours" is more exact than "two hours".
  const tolerance = value % 1 === 0 ? 0.5 : 0.25;
  if (factor !== undefined)
    return parsedNumber(length + 1, value * factor, { unit: 'minutes', tolerance: tolerance * factor });
  if (unit === 'percent') return parsedNumber(length + 1, value, { unit: 'percent' });
  return parsedNumber(length, value, value % 1 === 0 ? {} : { tolerance: 0.05 });
}
