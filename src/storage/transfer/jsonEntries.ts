import JSONParser from '@streamparser/json/jsonparser.js';
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

/**
 * The entries of a JSON text that comes in pieces, so that a file of any size takes the memory of its longest entry.
 * @param chunks the text
 * @throws AppError `invalid-input` when the text ends too early; the parser's `Error` when it is no JSON
 */
export function* streamedEntries(chunks: Iterable<string>): Iterable<JsonEntry> {
  let parser: JSONParser | undefined;
  let found: JsonEntry[] = [];
  for (const chunk of chunks) {
    parser ??= parserFor(chunk, (entry) => found.push(entry));
    parser?.write(chunk);
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
