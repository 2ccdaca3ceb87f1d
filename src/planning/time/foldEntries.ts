import { compareText } from '../../core/base/compareText.ts';
import { entryLimits, type StoredEntry, type TimerStop } from './entries.ts';

/** A time entry with its end worked out. */
export interface TimeEntry extends StoredEntry {
  /** The timer was paused and can be resumed. An absent `end` means that it runs. */
  readonly isPaused: boolean;
}

/**
 * Works out where entries end.
 *
 * An end that a person typed is final. Otherwise the earliest of these counts: a stop at or after the start; the start of a later timer,
 * since only one runs at a time; and seven days. So the result doesn't depend on the order in which events of several machines arrive, and
 * a stop that a stale machine sends later changes nothing.
 * @returns the entries sorted by start; at most one has no end
 */
export function foldEntries(entries: readonly StoredEntry[], stops: readonly TimerStop[], now: number): TimeEntry[] {
  const stopsOf = Map.groupBy(stops, ({ entry }) => entry);
  const timers = entries.filter(({ began }) => began !== undefined).sort(byBegin);
  const nextOf = new Map(timers.map(({ id }, at) => [id, timers[at + 1]?.began]));
  const last = timers.at(-1);
  return entries
    .map((entry): TimeEntry => {
      if (entry.end !== undefined) return { ...entry, end: Math.max(entry.end, entry.start), isPaused: false };
      const stop = firstStop(stopsOf.get(entry.id) ?? [], entry.start);
      const limit = entry.start + entryLimits.durationMs;
      const next = Math.max(entry.start, nextOf.get(entry.id) ?? limit);
      const end = Math.min(stop?.start ?? limit, next, limit);
      const isRunning = entry === last && !stop && limit > now;
      const isPaused = entry === last && stop?.how === 'pause' && end === stop.start && now - end < entryLimits.pauseMs;
      return { ...entry, ...(!isRunning && { end }), isPaused };
    })
    .sort((a, b) => a.start - b.start || compareText(a.id, b.id));
}

/** The earliest stop. Of two at the same time, one that ends the timer wins over a pause. */
function firstStop(stops: readonly TimerStop[], from: number): TimerStop | undefined {
  return stops
    .filter(({ start }) => start >= from)
    .reduce<TimerStop | undefined>((first, stop) => {
      if (!first || stop.start < first.start) return stop;
      return stop.start === first.start && stop.how === 'stop' ? stop : first;
    }, undefined);
}

function byBegin(a: StoredEntry, b: StoredEntry): number {
  return (a.began ?? 0) - (b.began ?? 0) || compareText(a.id, b.id);
}

/** The state of the timer. */
export interface TimerState {
  readonly running?: TimeEntry;
  readonly paused?: TimeEntry;
  /** The greatest `began` of all timers. */
  readonly lastBegan?: number;
}

/** Returns the entry with the running timer, or the last paused one. */
export function timerStateOf(entries: readonly TimeEntry[]): TimerState {
  const running = entries.find(({ end }) => end === undefined);
  const paused = running ? undefined : entries.find(({ isPaused }) => isPaused);
  const lastBegan = entries.reduce((last, { began = 0 }) => Math.max(last, began), 0);
  return { ...(running && { running }), ...(paused && { paused }), ...(lastBegan > 0 && { lastBegan }) };
}
