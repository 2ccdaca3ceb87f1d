import { AppError } from '../../core/base/appError.ts';
import type { Fact } from '../../core/facts/facts.ts';
import { readForeign } from '../../storage/transfer/foreignEntries.ts';
import { cutOff, entriesOf, mayBeDeep, streamedEntries, type JsonEntry } from '../../storage/transfer/jsonEntries.ts';
import { encodingOf, type TextEncoding } from '../textEncoding.ts';
import { linesOf, readHead, readWhole, sizeOf, textsOf } from './importFile.ts';
import { watched, type WorkSignal } from './workSignal.ts';
import { parseFact } from '../../storage/transfer/parseFact.ts';

/** A file to import, recognized by content. */
export interface ImportSource {
  readonly kind: 'daymark' | 'wakatime' | 'activitywatch';
  /** Read again for each pass, so that a file of ten years is never in memory as a whole. @param signal stops it, and reports progress */
  facts(signal?: WorkSignal): Iterable<Fact>;
  /** Lines or entries that are no facts, counted while `facts` is read. */
  skipped(): number;
  /** Entries of programs that are neither editors nor browsers. */
  readonly others: number;
  /** The number of days with totals only. */
  readonly dayTotals: number;
}

/** Parsing at once is eight times as fast, but takes about five times the file's size in memory. */
const wholeBytes = 64_000_000;

/**
 * Opens a file for import: our own JSON Lines, a WakaTime data dump, or an export of ActivityWatch buckets.
 * @param offsetAt minutes east of UTC at an instant, for formats that do not tell
 * @param signal stops it, and reports progress: most of another program's file is read here
 * @throws AppError `invalid-input` if it is none of these, truncated, damaged, too large, or not a regular file; `not-found` if it can't be
 * read
 */
export function openImport(path: string, offsetAt: (at: number) => number, signal?: WorkSignal): ImportSource {
  const head = readHead(path);
  const encoding = encodingOf(head) ?? 'utf-8';
  if (isOwnHead(textOf(head))) return ownExport(path, encoding);
  const whole = sizeOf(path) > wholeBytes ? undefined : textOf(readWhole(path));
  const isPieced = whole === undefined || mayBeDeep(whole);
  const entries = isPieced ? largeEntries(path, encoding, signal) : entriesOf(parseWhole(whole));
  const read = readForeign(entries, { offsetAt, now: Date.now() });
  if (!read) throw unknownForm();
  return {
    kind: read.kind,
    facts: (later) => watched(read.spans(), later, (count) => (1 + count / Math.max(1, read.size)) / 2),
    skipped: () => read.leftOut,
    others: read.others,
    dayTotals: read.dayTotals,
  };
}

/** The entries of a file that is too large, or too deep, to parse at once. Reading counts as the first half of the work. */
function* largeEntries(path: string, encoding: TextEncoding, signal: WorkSignal | undefined): Iterable<JsonEntry> {
  const size = Math.max(1, sizeOf(path));
  let taken = 0;
  const take = (bytes: number): void => signal?.step((taken += bytes) / size / 2);
  try {
    yield* streamedEntries(textsOf(path, encoding, take));
  } catch (cause) {
    throw cause instanceof AppError ? cause : unknownForm(cause);
  }
}

function ownExport(path: string, encoding: string): ImportSource {
  let skipped = 0;
  function* read(take: (bytes: number) => void): Iterable<Fact> {
    skipped = 0;
    for (const line of linesOf(path, encoding, take)) {
      const value = line === undefined ? undefined : parseLine(line);
      const fact = parseFact(value);
      if (fact) yield fact;
      else if (!isHead(value)) skipped++;
    }
  }
  const facts = (signal?: WorkSignal): Iterable<Fact> => {
    const size = Math.max(1, sizeOf(path));
    let taken = 0;
    return watched(
      read((bytes) => (taken += bytes)),
      signal,
      () => taken / size,
    );
  };
  return { kind: 'daymark', facts, skipped: () => skipped, others: 0, dayTotals: 0 };
}

/** Returns true if a file begins like our own exports: with a line that says so. */
function isOwnHead(text: string): boolean {
  return isHead(parseLine(text.trimStart().split('\n', 1)[0] ?? ''));
}

function isHead(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'daymark-export';
}

/** The text of a file, or of its beginning, without its byte order mark. */
function textOf(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

function parseWhole(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (isCutOff(text, cause)) throw cutOff(cause);
    throw unknownForm(cause);
  }
}

/** Returns true if a text that is no JSON would be if it went on: the parser fails where it ends. */
function isCutOff(text: string, error: unknown): boolean {
  if (!(error instanceof SyntaxError) || !/^\s*[[{]/.test(text)) return false;
  const position = /at position (\d+)/.exec(error.message)?.[1];
  return /end of JSON input|Unterminated string/.test(error.message) || Number(position) >= text.trimEnd().length;
}

function unknownForm(cause?: unknown): AppError {
  const message =
    'Daymark can\u2019t read this file. Choose JSON Lines that Daymark exported, a data dump of WakaTime or Hackatime (JSON), or buckets of ActivityWatch (JSON).';
  return new AppError('invalid-input', message, { cause });
}

/** @returns undefined for what is no JSON, or no fact. Files that were joined have a byte order mark in the middle, too. */
function parseLine(line: string): unknown {
  if (mayBeDeep(line)) return undefined;
  try {
    return JSON.parse(line.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}
