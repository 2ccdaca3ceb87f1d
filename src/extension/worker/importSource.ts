import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { AppError } from '../../core/base/appError.ts';
import type { Fact } from '../../core/facts/facts.ts';
import { fromActivityWatch } from '../../storage/transfer/fromActivityWatch.ts';
import { daysOfTotals } from '../../storage/transfer/dayTotals.ts';
import { fromWakaTime } from '../../storage/transfer/fromWakaTime.ts';
import { watched, type WorkSignal } from './workSignal.ts';
import { parseFact } from '../../storage/transfer/parseFact.ts';

/** A file to import, told apart by what is in it. */
export interface ImportSource {
  readonly kind: 'daymark' | 'wakatime' | 'activitywatch';
  /** Read anew for each pass, so that a file of ten years is never held whole. @param signal to stop it, and see how far it is */
  facts(signal?: WorkSignal): Iterable<Fact>;
  /** Lines that are no facts, counted while `facts` is read. */
  skipped(): number;
  /** Days of which the file tells totals only. */
  readonly dayTotals: number;
}

const chunkBytes = 1 << 20;
const headBytes = 4096;

/**
 * Opens a file for import: our own JSON Lines, a WakaTime data dump, or an export of ActivityWatch buckets.
 * @param offsetAt minutes east of UTC at an instant, for formats that do not tell
 * @throws AppError `invalid-input` when it is none of these, `not-found` when it cannot be read
 */
export function openImport(path: string, offsetAt: (at: number) => number): ImportSource {
  const head = headOf(path);
  if (head.includes('"daymark-export"')) return ownExport(path);
  const parsed = parseWhole(path);
  if (typeof parsed === 'object' && parsed !== null && 'buckets' in parsed) {
    const { spans } = fromActivityWatch(parsed, offsetAt);
    return { kind: 'activitywatch', facts: (signal) => counted(spans, signal), skipped: () => 0, dayTotals: 0 };
  }
  const spans = fromWakaTime(parsed, offsetAt);
  return {
    kind: 'wakatime',
    facts: (signal) => counted(spans, signal),
    skipped: () => 0,
    dayTotals: daysOfTotals(spans),
  };
}

function ownExport(path: string): ImportSource {
  let skipped = 0;
  function* read(take: (bytes: number) => void): Iterable<Fact> {
    skipped = 0;
    for (const line of linesOf(path, take)) {
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

function* linesOf(path: string, take: (bytes: number) => void): Iterable<string> {
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(chunkBytes);
    const decoder = new TextDecoder();
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

function headOf(path: string): string {
  try {
    const file = openSync(path, 'r');
    const head = Buffer.alloc(headBytes);
    const read = readSync(file, head);
    closeSync(file);
    return head.subarray(0, read).toString();
  } catch (cause) {
    throw new AppError('not-found', 'The file cannot be read.', { cause });
  }
}

function parseWhole(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const message = 'The file is neither an export of Daymark nor JSON of WakaTime or ActivityWatch.';
    throw new AppError('invalid-input', message, { cause });
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
