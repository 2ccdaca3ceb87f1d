import { moreCode, moreDifferences, moreLetterCodes, moreWidth, winAnsiCode, winAnsiWidth } from './helvetica.ts';
import { utf16Hex, type PdfFile } from './pdfFile.ts';
import { romanize } from './romanize.ts';

/**
 * The fonts that a PDF can name without carrying them (ISO 32000-1, 9.6.2.2 and 9.7.5.2): Helvetica in two encodings, and one for each of the
 * East Asian character collections. Readers bring them along or take one of the system's.
 */
const eastAsianFonts = {
  japan: { name: 'HeiseiKakuGo-W5', cmap: 'UniJIS-UTF16-H', ordering: 'Japan1', supplement: 6 },
  korea: { name: 'HYGothic-Medium', cmap: 'UniKS-UTF16-H', ordering: 'Korea1', supplement: 2 },
  simplified: { name: 'STSong-Light', cmap: 'UniGB-UTF16-H', ordering: 'GB1', supplement: 5 },
  traditional: { name: 'MSung-Light', cmap: 'UniCNS-UTF16-H', ordering: 'CNS1', supplement: 5 },
} as const;
type EastAsian = keyof typeof eastAsianFonts;
type FontName = 'latin' | 'more' | EastAsian;

interface Glyph {
  readonly font: FontName;
  /** The hexadecimal string for a content stream. */
  readonly hex: string;
  /** Thousandths of the size. */
  readonly width: number;
  /** The characters that a substitute replaces: all of them at its first glyph. */
  readonly actual?: string;
}

/** Glyphs of one font, and what they stand for if they are substitutes. */
interface Run {
  readonly font: FontName;
  hex: string;
  actual: string | undefined;
}

const plain = /^[\x20-\x7E]*$/;
const eastAsian = /^[\u3000-\u30FF\u3400-\u4DB5\u4E00-\u9FA5\uFF01-\uFF5E\uF900-\uFA2D]$/;
const hangul = /[\uAC00-\uD7A3]/;
const kana = /[\u3041-\u30FF]/;
/** The Greek and Cyrillic letters in JIS X 0208. */
const greekOrCyrillic = /^[\u0391-\u03A1\u03A3-\u03A9\u03B1-\u03C1\u03C3-\u03C9\u0410-\u044F\u0401\u0451]$/;
const invisible = /[\p{Cf}\p{Cc}\uFE00-\uFE0F]/gu;
const bold = '2 Tr 0.35 w ';

/** Sets text for a PDF, and reports characters that it could not show. */
export class PdfText {
  readonly #language: string;
  readonly #fonts = new Map<FontName, string>([['latin', 'F1']]);
  readonly #graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  /** The number of characters shown as `?`, without their accents, or in Latin letters. */
  substituted = 0;

  /** @param language of the reader: the default style of Chinese characters */
  constructor(language: string) {
    this.#language = language;
  }

  /** The width of a text at a size, in points. */
  widthOf(text: string, size: number): number {
    let sum = 0;
    if (plain.test(text)) for (let at = 0; at < text.length; at++) sum += winAnsiWidth(text.charCodeAt(at));
    else for (const { width } of this.#glyphs(text)) sum += width;
    return (sum * size) / 1000;
  }

  /** The operators that show a text with its baseline at a point. */
  show(text: string, { x, y, size, isBold }: { x: number; y: number; size: number; isBold?: boolean }): string {
    const parts = this.#runs(text).map(({ font, hex, actual }) => {
      const name = this.#fonts.get(font) ?? `F${this.#fonts.size + 1}`;
      this.#fonts.set(font, name);
      const shown = `/${name} ${size} Tf <${hex}> Tj`;
      // For readers that search the text as it was written (ISO 32000-1, 14.9.4).
      return actual === undefined ? shown : `/Span << /ActualText <FEFF${utf16Hex(actual)}> >> BDC ${shown} EMC`;
    });
    return `q BT ${isBold ? bold : ''}1 0 0 1 ${x.toFixed(2)} ${y.toFixed(2)} Tm ${parts.join(' ')} ET Q`;
  }

  /** Writes the fonts that were used. @returns the dictionary of a page's font resources */
  fonts(file: PdfFile): string {
    const entries = [...this.#fonts].map(([font, name]) => `/${name} ${fontObject(file, font)}`);
    return `<< ${entries.join(' ')} >>`;
  }

  #runs(text: string): readonly Run[] {
    const runs: Run[] = [];
    for (const { font, hex, actual } of this.#glyphs(text, () => this.substituted++)) {
      const last = runs.at(-1);
      if (last?.font !== font || (last.actual === undefined) !== (actual === undefined)) {
        runs.push({ font, hex, actual });
        continue;
      }
      last.hex += hex;
      if (actual !== undefined) last.actual = `${last.actual}${actual}`;
    }
    return runs;
  }

  *#glyphs(text: string, substitute?: () => void): Iterable<Glyph> {
    const han = this.#hanFont(text);
    const clean = text.normalize('NFC').replaceAll(/\s/g, ' ');
    for (const { segment } of this.#graphemes.segment(clean)) {
      const whole = segment.replaceAll(invisible, '');
      const glyphs = Array.from(whole, (character) => glyphOf(character, han));
      if (glyphs.every((glyph) => glyph !== undefined)) yield* glyphs;
      else {
        substitute?.();
        const bare = whole.normalize('NFD').replaceAll(/\p{M}/gu, '');
        const others = Array.from(romanize(bare) ?? bare, (character) => glyphOf(character, han));
        const isShown = others.length > 0 && others.every((glyph) => glyph !== undefined);
        for (const [at, glyph] of (isShown ? others : [question]).entries())
          yield { ...glyph, actual: at === 0 ? segment : '' };
      }
    }
  }

  #hanFont(text: string): EastAsian {
    if (kana.test(text)) return 'japan';
    if (hangul.test(text)) return 'korea';
    if (/^ja\b/i.test(this.#language)) return 'japan';
    return /^zh-(?:tw|hk|mo|hant)/i.test(this.#language) ? 'traditional' : 'simplified';
  }
}

const question: Glyph = { font: 'latin', hex: '3F', width: 556 };

function glyphOf(character: string, han: EastAsian): Glyph | undefined {
  const code = winAnsiCode(character);
  if (code !== undefined) return { font: 'latin', hex: hexOf(code), width: winAnsiWidth(code) };
  const more = moreCode(character);
  if (more !== undefined) return { font: 'more', hex: hexOf(more), width: moreWidth(character) };
  const wide = (font: EastAsian): Glyph => ({ font, hex: utf16Hex(character), width: 1000 });
  if (hangul.test(character)) return wide('korea');
  if (eastAsian.test(character)) return wide(kana.test(character) ? 'japan' : han);
  return greekOrCyrillic.test(character) ? wide('japan') : undefined;
}

function hexOf(code: number): string {
  return code.toString(16).padStart(2, '0').toUpperCase();
}

function fontObject(file: PdfFile, font: FontName): string {
  const helvetica = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding';
  if (font === 'latin') return file.add(`${helvetica} /WinAnsiEncoding >>`);
  if (font === 'more') {
    const encoding = `<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [${moreDifferences}] >>`;
    return file.add(`${helvetica} ${encoding} /ToUnicode ${file.stream(toUnicode())} >>`);
  }
  const { name, cmap, ordering, supplement } = eastAsianFonts[font];
  const metrics =
    '/Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80';
  const descriptor = file.add(`<< /Type /FontDescriptor /FontName /${name} ${metrics} >>`);
  const system = `<< /Registry (Adobe) /Ordering (${ordering}) /Supplement ${supplement} >>`;
  const base = `/BaseFont /${name} /CIDSystemInfo ${system} /FontDescriptor ${descriptor} /DW 1000`;
  const descendant = file.add(`<< /Type /Font /Subtype /CIDFontType0 ${base} >>`);
  return file.add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /${name}-${cmap} /Encoding /${cmap} /DescendantFonts [${descendant}] >>`,
  );
}

/** Maps the second Helvetica's codes to letters, so that its text can be copied and searched. */
function toUnicode(): string {
  const lines = moreLetterCodes.map(([code, letter]) => `<${hexOf(code)}> <${utf16Hex(letter)}>`);
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Letters def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
${lines.length} beginbfchar
${lines.join('\n')}
endbfchar endcmap CMapName currentdict /CMap defineresource pop end end`;
}
