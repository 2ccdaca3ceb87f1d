/** Windows-1252 from 128 to 159, which WinAnsiEncoding follows (ISO 32000-1, annex D.2). Blanks are codes without a character. */
const from128 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** Advance widths of Helvetica for the codes 32 to 255 of WinAnsiEncoding, in thousandths of the size (Adobe Core 14 AFM files). */
// prettier-ignore
const widths: readonly number[] = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722,
  778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,
  556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
  0, 556, 0, 222, 556, 333, 1000, 556, 556, 333, 1000, 667, 333, 1000, 0, 611, 0, 0, 222, 222, 333, 333, 350, 556, 1000,
  333, 1000, 500, 333, 944, 0, 500, 667, 278, 333, 556, 556, 556, 556, 260, 556, 333, 737, 370, 556, 584, 333, 737, 333,
  400, 584, 333, 333, 333, 556, 537, 278, 333, 333, 365, 556, 834, 834, 834, 611, 667, 667, 667, 667, 667, 667, 1000,
  722, 667, 667, 667, 667, 278, 278, 278, 278, 722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667,
  611, 556, 556, 556, 556, 556, 556, 889, 500, 556, 556, 556, 556, 278, 278, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  584, 611, 556, 556, 556, 556, 500, 556, 500,
];

/** Latin letters of Helvetica that WinAnsiEncoding has not, each with the name of its glyph (Adobe Core 14 AFM files). */
const moreLetters =
  'ĀAmacron āamacron ĂAbreve ăabreve ĄAogonek ąaogonek ĆCacute ćcacute ČCcaron čccaron ĎDcaron ďdcaron ' +
  'ĐDcroat đdcroat ĒEmacron ēemacron ĖEdotaccent ėedotaccent ĘEogonek ęeogonek ĚEcaron ěecaron ĞGbreve ' +
  'ğgbreve ĢGcommaaccent ģgcommaaccent ĪImacron īimacron ĮIogonek įiogonek İIdotaccent ıdotlessi ' +
  'ĶKcommaaccent ķkcommaaccent ĹLacute ĺlacute ĻLcommaaccent ļlcommaaccent ĽLcaron ľlcaron ŁLslash ' +
  'łlslash ŃNacute ńnacute ŅNcommaaccent ņncommaaccent ŇNcaron ňncaron ŌOmacron ōomacron ŐOhungarumlaut ' +
  'őohungarumlaut ŔRacute ŕracute ŖRcommaaccent ŗrcommaaccent ŘRcaron řrcaron ŚSacute śsacute ŞScedilla ' +
  'şscedilla ŢTcommaaccent ţtcommaaccent ŤTcaron ťtcaron ŪUmacron ūumacron ŮUring ůuring ŰUhungarumlaut ' +
  'űuhungarumlaut ŲUogonek ųuogonek ŹZacute źzacute ŻZdotaccent żzdotaccent';

/** The first code of additional letters, in a custom encoding. */
const firstCode = 33;
const glyphs = moreLetters.split(' ').map((entry) => [entry[0] as string, entry.slice(1)] as const);
const moreCodes: ReadonlyMap<string, number> = new Map(glyphs.map(([letter], index) => [letter, firstCode + index]));

/** The encoding of the further letters, as a PDF writes it. */
export const moreDifferences = `${firstCode} ${glyphs.map(([, name]) => `/${name}`).join(' ')}`;
/** Each code of that encoding with its letter. */
export const moreLetterCodes: readonly (readonly [code: number, letter: string])[] = glyphs.map(([letter], index) => [
  firstCode + index,
  letter,
]);

/** The code of a character in WinAnsiEncoding; undefined when it has none. */
export function winAnsiCode(character: string): number | undefined {
  const code = character.charCodeAt(0);
  if (character.length === 1 && ((code >= 32 && code < 127) || (code > 160 && code < 256 && code !== 173))) return code;
  const index = character === ' ' ? -1 : from128.indexOf(character);
  return index < 0 ? undefined : 128 + index;
}

/** Returns the code of an additional Latin letter; undefined for other characters. */
export function moreCode(character: string): number | undefined {
  return moreCodes.get(character);
}

/** The width of a code of WinAnsiEncoding, in thousandths of the size. */
export function winAnsiWidth(code: number): number {
  return widths[code - 32] ?? 0;
}

/** Returns the width of an additional letter: that of its base letter, plus room for a caron beside it. */
export function moreWidth(letter: string): number {
  const base = { Đ: 'D', đ: 'd', Ł: 'L', ł: 'l', ı: 'I' }[letter] ?? (letter.normalize('NFD')[0] as string);
  return winAnsiWidth(base.charCodeAt(0)) + ('ďľť'.includes(letter) ? 87 : 0);
}
