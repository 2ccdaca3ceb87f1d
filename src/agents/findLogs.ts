import { compareText } from '../core/base/compareText.ts';
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { formats } from './readers/formats.ts';
import type { AgentTool } from './tools.ts';
import type { LogFormat } from './usage.ts';

/** A log that was found. */
export interface FoundLog {
  readonly path: string;
  readonly format: LogFormat;
  /** Bytes. */
  readonly size: number;
  /** Time of the last write, ms since the epoch. */
  readonly changedMs: number;
}

/** Bounds of a search, so that a strange folder can't hold it up. */
const mostFiles = 200_000;
const deepest = 12;

/** The logs of one tool below a folder, sorted by path. Doesn't follow links. A folder that can't be read has none. */
export function findLogs(folder: string, tool: AgentTool): readonly FoundLog[] {
  const own = formats.filter((format) => format.tool === tool);
  return filesBelow(folder).flatMap((file) => {
    const format = own.find((one) => one.isLog(file.replaceAll('\\', '/')));
    return format ? sized(file, format) : [];
  });
}

/** Finds the logs of any tool below a folder, by content, otherwise by path. */
export function findAnyLogs(folder: string): readonly FoundLog[] {
  return filesBelow(folder).flatMap((file) => {
    const slashed = file.replaceAll('\\', '/');
    if (!/\.(?:jsonl?|db|vscdb)$/.test(slashed)) return [];
    const head = slashed.endsWith('db') ? '' : headOf(file);
    const alike = formats.filter((one) => one.looksLike(head));
    const format = alike.find((one) => one.isLog(slashed)) ?? alike[0] ?? formats.find((one) => one.isLog(slashed));
    return format ? sized(file, format) : [];
  });
}

function sized(file: string, format: LogFormat): FoundLog[] {
  try {
    const { size, mtimeMs } = statSync(file);
    return [{ path: file, format, size, changedMs: mtimeMs }];
  } catch {
    // It was deleted in the meantime.
    return [];
  }
}

function filesBelow(folder: string, depth = 0, found: string[] = []): string[] {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    // It doesn't exist, or may not be seen.
    return found;
  }
  for (const entry of entries.sort((a, b) => compareText(a.name, b.name))) {
    if (found.length >= mostFiles) break;
    const full = path.join(folder, entry.name);
    if (entry.isDirectory() && depth < deepest) filesBelow(full, depth + 1, found);
    else if (entry.isFile()) found.push(full);
  }
  return found;
}

function headOf(file: string): string {
  const bytes = Buffer.alloc(4_096);
  try {
    const handle = openSync(file, 'r');
    try {
      return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, 0)).toString();
    } finally {
      closeSync(handle);
    }
  } catch {
    return '';
  }
}
