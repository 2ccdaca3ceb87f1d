import JSONParser from '@streamparser/json/jsonparser.js';
import TokenType from '@streamparser/json/utils/types/tokenType.js';
import { AppError } from '../../core/base/appError.ts';

/** A value of a JSON file that other programs wrote, and where it is in the file. */
export interface JsonEntry {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** The parts of an object to read, with `*` for any key: days, heartbeats, what an API answered, and single events, and the type of a bucket. */
const ofObjects = [
  'type',
  'events.*',
  'days.*',
  'heartbeats.*',
  'data.*',
  '*.type',
  '*.events.*',
  'buckets.*.type',
  'buckets.*.events.*',
];
/** The parts of an array to read. */
const ofArrays = ['*'];

/** The entries of a value that was parsed whole: the same as `streamedEntries` gives, except for their order. */
export function* entriesOf(parsed: unknown): Iterable<JsonEntry> {
  const selectors = Array.isArray(parsed) ? ofArrays : ofObjects;
  for (const selector of selectors) yield* entriesAt({ path: [], value: parsed }, selector.split('.'));
}

function* entriesAt(entry: JsonEntry, [key, ...rest]: readonly string[]): Iterable<JsonEntry> {
  if (key === undefined) {
    yield entry;
    return;
  }
  const { path, value } = entry;
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    if (key !== '*') return;
    for (const [i, each] of value.entries()) yield* entriesAt({ path: [...path, i], value: each as unknown }, rest);
    return;
  }
  const keys = key === '*' ? Object.keys(value) : Object.hasOwn(value, key) ? [key] : [];
  for (const name of keys) {
    yield* entriesAt({ path: [...path, name], value: (value as Record<string, unknown>)[name] }, rest);
  }
}

/** No text or number of an export is longer, in UTF-16 units: it would fill the memory. */
const longestToken = 4 << 20;
/** No export is nested deeper, and each level makes the parser slower. */
const deepest = 1000;

/**
 * The entries of a JSON text that comes in pieces, so that a file of any size takes the memory of its longest entry.
 * @param chunks the text
 * @throws AppError `invalid-input` when the text ends too early, has a value that is too long, or is nested too deep; the parser's `Error`
 * when it is no JSON
 */
export function* streamedEntries(chunks: Iterable<string>): Iterable<JsonEntry> {
  let parser: JSONParser | undefined;
  let found: JsonEntry[] = [];
  const watch = new TokenWatch();
  for (const chunk of chunks) {
    if (!parser) {
      parser = parserFor(chunk, (entry) => found.push(entry));
      if (parser) parser.onToken = ({ token }) => watch.see(token);
    }
    parser?.write(chunk);
    watch.endChunk(chunk);
    yield* found;
    found = [];
  }
  try {
    // A number at the top ends with the text only.
    if (parser?.isEnded === false) parser.end();
  } catch (cause) {
    throw cutOff(cause);
  }
  if (!parser) throw cutOff();
  yield* found;
}

/**
 * Returns true if a text may be nested deeper than an export is; brackets in its strings count, too. Parsing such a text at once would take
 * fifty times its size in memory.
 */
export function mayBeDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) depth++;
    else if (code === 0x5d || code === 0x7d) depth--;
    if (depth > deepest) return true;
  }
  return false;
}

/** Notices a value that does not end, and values in values without end. */
class TokenWatch {
  #tokens = 0;
  #depth = 0;
  /** The length of the pieces since the last token. */
  #silent = 0;

  see(token: TokenType): void {
    this.#tokens++;
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) this.#depth++;
    else if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) this.#depth--;
    if (this.#depth > deepest) throw notOfAnExport();
  }

  endChunk(chunk: string): void {
    const isSilent = this.#tokens === 0 && chunk.trim() !== '';
    this.#silent = this.#tokens > 0 ? 0 : this.#silent + (isSilent ? chunk.length : 0);
    this.#tokens = 0;
    if (this.#silent > longestToken) throw notOfAnExport();
  }
}

function notOfAnExport(): AppError {
  const message =
    'The file has a value that is too long, or nested too deep, to be of an export, so nothing was imported.';
  return new AppError('invalid-input', message);
}

/** The error for a JSON file that ends too early. */
export function cutOff(cause?: unknown): AppError {
  const message = 'The file was cut off, so nothing was imported. Export or download it again.';
  return new AppError('invalid-input', message, { cause });
}

/** @returns undefined if there is only white space so far */
function parserFor(chunk: string, take: (entry: JsonEntry) => void): JSONParser | undefined {
  const first = chunk.trimStart()[0];
  if (first === undefined) return undefined;
  const selectors = first === '[' ? ofArrays : ofObjects;
  const parser = new JSONParser({ paths: selectors.map((selector) => `$.${selector}`), keepStack: false });
  parser.onValue = ({ value, key, stack }) => {
    const path = [...stack.slice(1).map((one) => one.key), key].filter((one) => one !== undefined);
    take({ path, value });
  };
  return parser;
}
