import path from 'node:path';
import { compareText } from '../../core/base/compareText.ts';
import { editedBy, promptBefore, promptTimes } from '../byPrompt.ts';
import { sessionRecordId } from '../sessionRecordId.ts';
import type { FoundLog } from '../findLogs.ts';
import { Ledger } from '../ledger.ts';
import { readLog } from '../readLog.ts';
import { sessionLogs, type SessionLog } from '../sessions.ts';
import type { CallDetail, SessionEvent } from '../usage.ts';
import type { CallsWanted } from './callsWanted.ts';

/** A call of a tool in a session. What the log doesn't tell is absent. */
export interface SessionCall {
  /** Milliseconds since the epoch, as `end` and `prompt`. */
  readonly start?: number;
  readonly end?: number;
  /** Time of the prompt that it followed; absent before the first. */
  readonly prompt?: number;
  /** The tool, as the agent calls it; may be empty. */
  readonly name: string;
  /** Relative to the working folder where they are in it. */
  readonly files: readonly string[];
  /** Files whose names must not be shown. */
  readonly hiddenFiles: number;
  /** Lines but blank ones. */
  readonly added?: number;
  readonly removed?: number;
  readonly outcome?: 'failed' | 'refused';
}

/** The newest calls of a session, oldest first. */
export interface SessionCalls {
  readonly calls: readonly SessionCall[];
  /** Number of calls, with those that are left out. */
  readonly total: number;
}

/** Calls that are listed, the newest: a session can have tens of thousands. */
const mostCalls = 500;

/**
 * Returns the logs that can hold a session: those in the folders of the logs that have its name, or all of them where none has. A log that
 * was last changed before the session began can't.
 * @param logs of its tool
 */
export function logsOfSession(
  logs: readonly FoundLog[],
  { session, tool, project, from }: CallsWanted,
): readonly FoundLog[] {
  const recent = logs.filter(({ changedMs }) => changedMs >= from);
  const folders = recent
    .filter((log) => namesIn(log.path).some((name) => sessionRecordId(tool, name, project) === session))
    .map((log) => path.dirname(log.path) + path.sep);
  return folders.length === 0 ? recent : recent.filter((log) => folders.some((folder) => log.path.startsWith(folder)));
}

/** Lists the parts of a path that may be the id of a session: a folder, a file, or, with Codex, the end of its name. */
function namesIn(file: string): string[] {
  return file
    .split(/[\\/]/)
    .map((part) => part.replace(/\.jsonl?$/, ''))
    .flatMap((part) => [part, part.slice(-36)]);
}

/**
 * Reads the calls of a recorded session from the logs of its tool. Nothing is stored.
 * @param isExcluded whether a working folder is of a project that must not be read about
 * @param isHidden whether the name of a file must not be shown
 * @returns undefined if the session is in none of them
 */
export function readCalls(
  logs: readonly FoundLog[],
  wanted: CallsWanted,
  { isExcluded, isHidden }: Record<'isExcluded' | 'isHidden', (path: string) => boolean>,
): SessionCalls | undefined {
  const [first] = logs;
  if (!first) return undefined;
  const ledger = new Ledger(first.format, isExcluded);
  const details = new Map<string, CallDetail>();
  ledger.callDetail = (key, detail) => details.set(key, merged(details.get(key), detail));
  for (const log of logs)
    try {
      readLog(log.path, { format: log.format, ledger });
    } catch {
      // It was deleted in the meantime, or must not be read.
    }
  const own = sessionLogs(ledger).find(({ id }) => id === wanted.session);
  if (!own) return undefined;
  const calls = own.toolCalls
    .filter(({ at = wanted.from }) => at >= wanted.from)
    .toSorted((a, b) => orderOf(a) - orderOf(b) || compareText(a.key, b.key));
  return { calls: calls.slice(-mostCalls).map(lister(own, details, isHidden)), total: calls.length };
}

/** Merges copies of a call; the first end counts, since a fork copies its parent's calls with later times. */
function merged(known: CallDetail = {}, detail: CallDetail): CallDetail {
  const ends = [known.end, detail.end].filter((end) => end !== undefined);
  return { ...known, ...detail, ...(ends.length > 0 && { end: Math.min(...ends) }) };
}

function orderOf({ at, prompt = 0 }: SessionEvent): number {
  return at ?? prompt;
}

function lister(
  { project, turns, edits, failures }: SessionLog,
  details: ReadonlyMap<string, CallDetail>,
  isHidden: (file: string) => boolean,
): (event: SessionEvent) => SessionCall {
  const prompts = promptTimes(turns);
  const changes = Map.groupBy(edits, ({ key }) => key);
  const failed = new Set(failures.map(({ key }) => key));
  const relative = (file: string): string => {
    const below = path.relative(project, path.resolve(project, file));
    return project === '' || below.startsWith('..') ? file : below;
  };
  return (event) => {
    const { name = '', file = '', end, isRefused, added, removed } = details.get(event.key) ?? {};
    const own = changes.get(event.key) ?? [];
    const files = [...new Set(own.length > 0 ? own.map((one) => one.file) : file === '' ? [] : [file])];
    const shown = files.filter((one) => !isHidden(path.resolve(project, one)));
    const prompt = prompts[promptBefore(prompts, event)];
    const isFailed = failed.has(event.key);
    const lines = own.length > 0 ? editedBy(own) : added === undefined ? undefined : { added, removed };
    return {
      ...(event.at !== undefined && { start: event.at }),
      ...(end !== undefined && { end }),
      ...(prompt !== undefined && { prompt }),
      name,
      files: shown.map(relative),
      hiddenFiles: files.length - shown.length,
      ...(lines && !isFailed && !isRefused && { added: lines.added, removed: lines.removed ?? 0 }),
      ...((isFailed || isRefused) && { outcome: isFailed ? 'failed' : 'refused' }),
    };
  };
}
