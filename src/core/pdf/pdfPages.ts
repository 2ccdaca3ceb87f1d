import type { PdfFile } from './pdfFile.ts';
import { PdfText } from './pdfText.ts';

/** A4, in points. */
const a4 = { short: 595.28, long: 841.89 } as const;
/** The margin of a page, in points; the footer is within it. */
export const margin = 40;
const leading = 1.25;

/** The style of a text. */
export interface TextStyle {
  /** Points. */
  readonly size: number;
  readonly isBold?: boolean;
}

interface Box {
  readonly x: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Fills pages from the top. Positions are in points from the top left corner of the page. */
export class PdfPages {
  readonly text: PdfText;
  readonly #size: { readonly width: number; readonly height: number };
  readonly #pages: string[][] = [[]];
  #at: number = margin;
  /** Draws what each new page begins with. */
  onNewPage: (() => void) | undefined;

  constructor(language: string, isLandscape: boolean) {
    this.text = new PdfText(language);
    this.#size = isLandscape ? { width: a4.long, height: a4.short } : { width: a4.short, height: a4.long };
  }

  /** The width between the margins. */
  get width(): number {
    return this.#size.width - 2 * margin;
  }

  /** Takes room for a height, on a new page where this one is full. @returns where it begins */
  room(height: number): number {
    if (this.#at + height > this.#size.height - margin && this.#at > margin) {
      this.#pages.push([]);
      this.#at = margin;
      this.onNewPage?.();
    }
    const top = this.#at;
    this.#at += height;
    return top;
  }

  /** Leaves a height free, unless the page begins here. */
  skip(height: number): void {
    if (this.#at > margin) this.#at += height;
  }

  /** A heading that stays with what follows. @param following the height that must fit below it */
  heading(title: string, following = 40): void {
    this.skip(10);
    const top = this.room(18 + following);
    this.#at -= following;
    this.show(title, { x: margin, top, size: 11, isBold: true });
  }

  paragraph(text: string, style: TextStyle): void {
    const height = style.size * leading;
    for (const line of this.wrap(text, this.width, style.size))
      this.show(line, { x: margin, top: this.room(height), ...style });
    this.skip(3);
  }

  /** Shows one line. @param at `top` is that of its line */
  show(text: string, { top, ...at }: TextStyle & { readonly x: number; readonly top: number }): void {
    if (text === '') return;
    this.#draw(this.text.show(text, { ...at, y: this.#size.height - top - at.size * 0.85 }));
  }

  /** Fills a box with a color, as three shares of red, green, and blue. */
  fill({ x, top, width, height }: Box, color: string): void {
    const box = [x, this.#size.height - top - height, width, height].map((value) => value.toFixed(2)).join(' ');
    this.#draw(`${color} rg ${box} re f 0 0 0 rg`);
  }

  /** Breaks a text into lines, between words where that is possible. Nothing is cut. */
  wrap(text: string, width: number, size: number): string[] {
    if (this.text.widthOf(text, size) <= width) return [text];
    const lines: string[] = [];
    let line = '';
    for (const word of text.split(/(?<=[\s/\\_.,-])/)) {
      if (line !== '' && this.text.widthOf(line + word, size) > width) {
        lines.push(line);
        line = '';
      }
      line += word;
      // A word that is longer than the line is broken anywhere.
      for (let cut = this.#fitting(line, width, size); cut < line.length; cut = this.#fitting(line, width, size)) {
        lines.push(line.slice(0, cut));
        line = line.slice(cut);
      }
    }
    return [...lines, ...(line === '' ? [] : [line])];
  }

  /** Returns how much of a text fits, in UTF-16 units that don't split a character; at least one character. */
  #fitting(text: string, width: number, size: number): number {
    if (this.text.widthOf(text, size) <= width) return text.length;
    let fits = 0;
    for (const character of text) {
      if (fits > 0 && this.text.widthOf(text.slice(0, fits + character.length), size) > width) break;
      fits += character.length;
    }
    return fits;
  }

  /** Writes each page's number at its foot, with a text beside it. */
  footers(numberOf: (page: number, count: number) => string, title: string): void {
    const y = margin / 2;
    for (const [index, page] of this.#pages.entries()) {
      const number = numberOf(index + 1, this.#pages.length);
      const x = this.#size.width - margin - this.text.widthOf(number, 8);
      page.push(this.text.show(title, { x: margin, y, size: 8 }), this.text.show(number, { x, y, size: 8 }));
    }
  }

  /** Writes all pages. @returns the catalog */
  write(file: PdfFile, language: string): string {
    const fonts = this.text.fonts(file);
    const tree = file.reserve();
    const { width, height } = this.#size;
    const box = `/MediaBox [0 0 ${width} ${height}] /Resources << /Font ${fonts} >>`;
    const kids = this.#pages.map((page) =>
      file.add(`<< /Type /Page /Parent ${tree.reference} ${box} /Contents ${file.stream(page.join('\n'))} >>`),
    );
    tree.set(`<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${kids.length} >>`);
    const tag = /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(language) ? ` /Lang (${language})` : '';
    return file.add(
      `<< /Type /Catalog /Pages ${tree.reference}${tag} /ViewerPreferences << /DisplayDocTitle true >> >>`,
    );
  }

  #draw(operators: string): void {
    this.#pages.at(-1)?.push(operators);
  }
}
