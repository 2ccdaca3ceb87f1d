import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { AppError } from '../../core/base/appError.ts';
import type { Fact } from '../../core/facts/facts.ts';
import { fromActivityWatch, isActivityWatch } from '../../storage/transfer/fromActivityWatch.ts';
import { daysOfTotals } from '../../storage/transfer/dayTotals.ts';
import { fromWakaTime, isWakaTime } from '../../storage/transfer/fromWakaTime.ts';
import { encodingOf } from '../textEncoding.ts';
import { watched, type WorkSignal } from './workSignal.ts';
import { parseFact } from '../../storage/transfer/parseFact.ts';

/** A file to import, told apart by what is in it. */
export interface ImportSource {
  readonly kind: 'daymark' | 'wakatime' | 'activitywatch';
  /** Read anew for each pass, so that a file of ten years is never held whole. @param signal to stop it, and see how far it is */
  facts(signal?: WorkSignal): Iterable<Fact>;
  /** Lines or entries that are no facts, counted while `facts` is read. */
  skipped(): number;
  /** Days of which the file tells totals only. */
  readonly dayTotals: number;
}

const chunkBytes = 1 << 20;
const headBytes = 4096;
/** Beyond this a text may not fit into one string, or into memory. */
const wholeBytes = 250_000_000;

/**
 * Opens a file for import: our own JSON Lines, a WakaTime data dump, or an export of ActivityWatch buckets.
 * @param offsetAt minutes east of UTC at an instant, for formats that do not tell
 * @throws AppError `invalid-input` when it is none of these, `not-found` when it cannot be read
 */
export function openImport(path: string, offsetAt: (at: number) => number): ImportSource {
  const head = headOf(path);
  if (textOf(head).includes('"daymark-export"')) return ownExport(path, encodingOf(head) ?? 'utf-8');
  const parsed = parseWhole(path);
  const reading = { offsetAt, now: Date.now() };
  if (isActivityWatch(parsed)) {
    const { spans, leftOut } = fromActivityWatch(parsed, reading);
    return { kind: 'activitywatch', facts: (signal) => counted(spans, signal), skipped: () => leftOut, dayTotals: 0 };
  }
  if (!isWakaTime(parsed)) throw unknownForm();
  const { spans, leftOut } = fromWakaTime(parsed, reading);
  return {
    kind: 'wakatime',
    facts: (signal) => counted(spans, signal),
    skipped: () => leftOut,
    dayTotals: daysOfTotals(spans),
  };
}

function ownExport(path: string, encoding: string): ImportSource {
  let skipped = 0;
  function* read(take: (bytes: number) => void): Iterable<Fact> {
    skipped = 0;
    for (const line of linesOf(path, encoding, take)) {
      const value = parseLine(line);
      const fact = parseFact(value);
      if (fact) yield fact;
      else if ((value as { type?: unknown } | undefined)?.type !== 'daymark-export') skipped++;
    }
  }
  const facts = (signal?: WorkSignal): Iterable<Fact> => {
    const size = Math.max(1, statSync(path).size);
    let taken = 0;
    return watched(
      read((bytes) => (taken += bytes)),
      signal,
      () => taken / size,
    );
  };
  return { kind: 'daymark', facts, skipped: () => skipped, dayTotals: 0 };
}

function counted(spans: readonly Fact[], signal: WorkSignal | undefined): Iterable<Fact> {
  return watched(spans, signal, (count) => count / Math.max(1, spans.length));
}

function* linesOf(path: string, encoding: string, take: (bytes: number) => void): Iterable<string> {
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(chunkBytes);
    const decoder = new TextDecoder(encoding);
    let rest = '';
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
      const lines = (rest + decoder.decode(chunk.subarray(0, read), { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      take(read);
      for (const line of lines) if (line !== '') yield line;
    }
    if (rest !== '') yield rest;
  } finally {
    closeSync(file);
  }
}

function headOf(path: string): Uint8Array {
  try {
    const file = openSync(path, 'r');
    const head = Buffer.alloc(headBytes);
    const read = readSync(file, head);
    closeSync(file);
    return head.subarray(0, read);
  } catch (cause) {
    throw new AppError('not-found', 'The file cannot be read.', { cause });
  }
}

/** The text of a file, or of its beginning, without its byte order mark. */
function textOf(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

function parseWhole(path: string): unknown {
  if (statSync(path).size > wholeBytes)
    throw new AppError(
      'invalid-input',
      `The file is larger than ${wholeBytes / 1_000_000} MB, too large to be read at once. Export fewer days, and import them one after the other.`,
    );
  try {
    return JSON.parse(textOf(readFileSync(path)));
  } catch (cause) {
    throw unknownForm(cause);
  }
}

function unknownForm(cause?: unknown): AppError {
  const message =
    'Daymark can\u2019t read this file. Choose JSON Lines that Daymark exported, a data dump of WakaTime or Hackatime (JSON), or buckets of ActivityWatch (JSON).';
  return new AppError('invalid-input', message, { cause });
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
