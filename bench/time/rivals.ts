import type { Signal, SignalPlace } from '../../src/core/facts/signal.ts';
import type { Seen } from '../../test/truth/desk.ts';
import type { Interval } from './interval.ts';

/** Simulates how another tracker computes time from events in the windows, in order. Returns what it counts as work. */
type Rule = (seen: readonly Seen[]) => Interval[];

const minute = 60_000;

/** A moment at which a tracker noticed something. */
interface Beat {
  readonly at: number;
  /** The subject, for comparisons. */
  readonly about: string;
}

/**
 * The documented rules of other trackers, on the signals that each can see. They see less than Daymark records: none looks at scrolling,
 * at terminals or at how a text was changed.
 */
export const rivals: Readonly<Record<'wakatime' | 'wakapi' | 'hackatime' | 'codetime' | 'activitywatch', Rule>> = {
  /** WakaTime: heartbeats, joined over up to 15 minutes (its default); nothing after the last one. */
  wakatime: (seen) => joined(heartbeats(seen), 15 * minute),
  /** Wakapi: the same heartbeats; a gap below 10 minutes (its default) counts in full, else not at all. */
  wakapi: (seen) => joined(heartbeats(seen), 10 * minute - 1),
  /** Hackatime: the same heartbeats; each gap counts up to 2 minutes, however long it was. */
  hackatime: (seen) => capped(heartbeats(seen), 2 * minute),
  /** Code Time: typing, opening and closing in a window with the focus; 15 minutes without one end it, and are cut off. */
  codetime: (seen) => joined(keystrokes(seen), 15 * minute),
  /** ActivityWatch: a heartbeat at a change of selection or file, at most one a second; equal ones up to 20 s apart are one event. */
  activitywatch: pulses,
};

/** VS Code moves the cursor along with typed text, in the active editor; a change on disk moves none. */
function movesCursor(signal: Signal): boolean {
  if (signal.type === 'move') return signal.how !== 'scroll';
  return signal.type === 'edit' && signal.provenance !== 'outside' && signal.provenance !== 'bulk';
}

/** Tells whether it has a scheme that WakaTime sends. */
function isSent({ scheme, file }: SignalPlace): boolean {
  return file !== undefined && (scheme === 'file' || scheme === 'vscode-remote');
}

/**
 * WakaTime's heartbeats: at a change of selection or editor, a save, a task, or a debug session, if a text editor is open; sent on a save,
 * when the file or activity changed, or when the window's last one is older than 2 minutes. Ignores focus.
 */
function heartbeats(seen: readonly Seen[]): Beat[] {
  const last = new Map<string, Beat>();
  const file = new Map<string, SignalPlace>();
  const beats: Beat[] = [];
  for (const { at, window, signal } of seen) {
    const isChange = signal.type === 'runStart' ? signal.source !== 'terminal' : false;
    if ('where' in signal && isSent(signal.where) && movesCursor(signal)) file.set(window, signal.where);
    const where = file.get(window);
    if (!where || !(movesCursor(signal) || signal.type === 'save' || isChange)) continue;
    if ('where' in signal && signal.type !== 'runStart' && !isSent(signal.where)) continue;
    const about = `${where.project} ${where.file}`;
    const before = last.get(window);
    if (before && signal.type !== 'save' && !isChange && before.about === about && at - before.at <= 2 * minute)
      continue;
    last.set(window, { at, about });
    beats.push({ at, about });
  }
  return beats.toSorted((a, b) => a.at - b.at);
}

function keystrokes(seen: readonly Seen[]): Beat[] {
  return seen.flatMap(({ at, focused, signal }) => {
    const isOpening = signal.type === 'move' && signal.how === 'editor';
    return focused && (isOpening || (signal.type === 'edit' && movesCursor(signal))) ? [{ at, about: '' }] : [];
  });
}

function joined(beats: readonly Beat[], limit: number): Interval[] {
  return pairs(beats).filter(({ start, end }) => end - start <= limit);
}

function capped(beats: readonly Beat[], cap: number): Interval[] {
  return pairs(beats).map(({ start, end }) => ({ start, end: Math.min(end, start + cap) }));
}

function pairs(beats: readonly Beat[]): Interval[] {
  const sorted = beats.toSorted((a, b) => a.at - b.at);
  return sorted.slice(1).map(({ at }, i) => ({ start: sorted[i]?.at ?? at, end: at }));
}

function pulses(seen: readonly Seen[]): Interval[] {
  const events: { start: number; end: number; about: string }[] = [];
  for (const { at, signal } of seen) {
    if (!movesCursor(signal) || !('where' in signal)) continue;
    const about = `${signal.where.project} ${signal.where.file}`;
    const last = events.at(-1);
    if (last && at - last.end < 1000 && last.about === about) continue;
    if (last && last.about === about && at >= last.end && at - last.end <= 20_000) last.end = at;
    else events.push({ start: at, end: at, about });
  }
  return events;
}
