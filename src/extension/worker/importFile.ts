import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { AppError } from '../../core/base/appError.ts';

const chunkBytes = 1 << 20;
const headBytes = 4096;
/** No line of an export is longer, in UTF-16 units: it holds one fact, whose texts are limited. */
const longestLine = 32 << 20;

/** The first bytes of a file. @throws as `sizeOf` */
export function readHead(path: string): Uint8Array {
  return opened(path, (file) => {
    const head = Buffer.alloc(headBytes);
    return head.subarray(0, readSync(file, head));
  });
}

/** All bytes of a file. @throws as `sizeOf` */
export function readWhole(path: string): Uint8Array {
  return opened(path, (file) => readFileSync(file));
}

/** The size of a file in bytes. @throws AppError `not-found` when it can't be read, `invalid-input` when it isn't a regular file */
export function sizeOf(path: string): number {
  return opened(path, (file) => fstatSync(file).size);
}

/**
 * The text of a file, in pieces, without its byte order mark.
 * @param take called with the number of bytes of each piece
 * @throws as `sizeOf`
 */
export function* textsOf(path: string, encoding: string, take: (bytes: number) => void): Iterable<string> {
  const file = openRegular(path);
  try {
    const chunk = Buffer.alloc(chunkBytes);
    const decoder = new TextDecoder(encoding);
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
      const text = decoder.decode(chunk.subarray(0, read), { stream: true });
      take(read);
      yield text;
    }
    yield decoder.decode();
  } finally {
    closeSync(file);
  }
}

/**
 * The lines of a file that aren't empty, in pieces, so that a file of any size takes the memory of its longest line.
 * @param take called with the number of bytes of each piece
 * @returns undefined for a line that is too long to be a fact
 * @throws as `sizeOf`
 */
export function* linesOf(path: string, encoding: string, take: (bytes: number) => void): Iterable<string | undefined> {
  const line = new LineParts();
  for (const text of textsOf(path, encoding, take)) {
    const [first = '', ...more] = text.split('\n');
    line.add(first);
    for (const part of more) {
      const whole = line.end();
      if (whole !== '') yield whole;
      line.add(part);
    }
  }
  const rest = line.end();
  if (rest !== '') yield rest;
}

/** A line that comes in pieces. */
class LineParts {
  #parts: string[] = [];
  #length = 0;

  add(part: string): void {
    this.#length += part.length;
    if (this.#length > longestLine) this.#parts = [];
    else if (part !== '') this.#parts.push(part);
  }

  end(): string | undefined {
    const line = this.#length > longestLine ? undefined : this.#parts.join('').replace(/\r$/, '');
    [this.#parts, this.#length] = [[], 0];
    return line;
  }
}

function opened<T>(path: string, use: (file: number) => T): T {
  const file = openRegular(path);
  try {
    return use(file);
  } catch (cause) {
    throw unreadable(cause);
  } finally {
    closeSync(file);
  }
}

/** Opens a file without blocking: a pipe that nobody writes to would hang the worker. */
function openRegular(path: string): number {
  let file: number;
  try {
    // Windows has no such flag.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (cause) {
    throw unreadable(cause);
  }
  if (fstatSync(file).isFile()) return file;
  closeSync(file);
  throw new AppError(
    'invalid-input',
    'Only files can be imported, no folders, pipes, or devices. Choose an export that is a file.',
  );
}

function unreadable(cause: unknown): AppError {
  return new AppError('not-found', 'The file can\u2019t be read. Check that it exists and that you may read it.', {
    cause,
  });
}
