/** Compresses bytes as zlib's deflate does, with its header (RFC 1950). */
export type Deflate = (bytes: Uint8Array) => Uint8Array;

/** Puts a PDF 1.7 file together (ISO 32000-1, 7.5): objects by number, the table of where each begins, and the trailer. */
export class PdfFile {
  readonly #deflate: Deflate;
  readonly #objects: (string | Uint8Array)[] = [];

  constructor(deflate: Deflate) {
    this.#deflate = deflate;
  }

  /** Adds an object. @returns how others refer to it */
  add(body: string): string {
    this.#objects.push(body);
    return `${this.#objects.length} 0 R`;
  }

  /** Adds a stream, compressed. @returns how others refer to it */
  stream(content: string): string {
    const bytes = this.#deflate(latin1(content));
    const head = latin1(`<< /Length ${bytes.length} /Filter /FlateDecode >>\nstream\n`);
    this.#objects.push(joined([head, bytes, latin1('\nendstream')]));
    return `${this.#objects.length} 0 R`;
  }

  /** Keeps a number for an object that follows later. @returns how others refer to it, and what sets it */
  reserve(): { readonly reference: string; readonly set: (body: string) => void } {
    const reference = this.add('null');
    const index = this.#objects.length - 1;
    return { reference, set: (body) => void (this.#objects[index] = body) };
  }

  /** The whole file. @param root the catalog @param info the document information dictionary */
  bytes(root: string, info: string): Uint8Array {
    // The second line marks the file as binary.
    const parts = [latin1('%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n')];
    let length = parts[0]?.length ?? 0;
    const starts: number[] = [];
    const push = (part: Uint8Array): void => {
      parts.push(part);
      length += part.length;
    };
    for (const [index, body] of this.#objects.entries()) {
      starts.push(length);
      push(latin1(`${index + 1} 0 obj\n`));
      push(typeof body === 'string' ? latin1(body) : body);
      push(latin1('\nendobj\n'));
    }
    const size = this.#objects.length + 1;
    const entries = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
    const trailer = `trailer\n<< /Size ${size} /Root ${root} /Info ${info} >>\nstartxref\n${length}\n%%EOF\n`;
    push(latin1(`xref\n0 ${size}\n0000000000 65535 f \n${entries}${trailer}`));
    return joined(parts);
  }
}

/** A text string of a PDF, such as a title: UTF-16 with a byte order mark, so that any script can be read. */
export function pdfString(text: string): string {
  return `<FEFF${utf16Hex(text)}>`;
}

/** A text as UTF-16BE in hexadecimal. */
export function utf16Hex(text: string): string {
  let hex = '';
  for (let index = 0; index < text.length; index++) hex += text.charCodeAt(index).toString(16).padStart(4, '0');
  return hex.toUpperCase();
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
