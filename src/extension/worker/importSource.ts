import { AppError } from '../../core/base/appError.ts';
import type { Fact } from '../../core/facts/facts.ts';
import { fromActivityWatch, isActivityWatch } from '../../storage/transfer/fromActivityWatch.ts';
import { daysOfTotals } from '../../storage/transfer/dayTotals.ts';
import { fromWakaTime, isWakaTime } from '../../storage/transfer/fromWakaTime.ts';
import { encodingOf } from '../textEncoding.ts';
import { linesOf, readHead, readWhole, sizeOf } from './importFile.ts';
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

/** Beyond this a text may not fit into one string, or into memory. */
const wholeBytes = 250_000_000;

/**
 * Opens a file for import: our own JSON Lines, a WakaTime data dump, or an export of ActivityWatch buckets.
 * @param offsetAt minutes east of UTC at an instant, for formats that do not tell
 * @throws AppError `invalid-input` when it is none of these, cut off, damaged, too large, or no regular file; `not-found` when it can't be read
 */
export function openImport(path: string, offsetAt: (at: number) => number): ImportSource {
  const head = readHead(path);
  if (isOwnHead(textOf(head))) return ownExport(path, encodingOf(head) ?? 'utf-8');
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
  return { kind: 'daymark', facts, skipped: () => skipped, dayTotals: 0 };
}

function counted(spans: readonly Fact[], signal: WorkSignal | undefined): Iterable<Fact> {
  return watched(spans, signal, (count) => count / Math.max(1, spans.length));
}

/** Whether a file begins as our own exports do: with a line that says so. */
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

function parseWhole(path: string): unknown {
  if (sizeOf(path) > wholeBytes)
    throw new AppError(
      'invalid-input',
      `The file is larger than ${wholeBytes / 1_000_000} MB, too large to be read at once. Export fewer days, and import them one after the other.`,
    );
  const text = textOf(readWhole(path));
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (isCutOff(text, cause))
      throw new AppError(
        'invalid-input',
        'The file was cut off, so nothing was imported. Export or download it again.',
        {
          cause,
        },
      );
    throw unknownForm(cause);
  }
}

/** Whether a text that is no JSON would be if it went on: the parser fails where it ends. */
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

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
