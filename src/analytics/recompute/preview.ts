import { compareText } from '../../core/base/compareText.ts';
import { addDays, daysBetween } from '../../core/time/days.ts';
import { presentDay } from '../../core/time/presentDay.ts';
import type { Day } from '../../core/time/days.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import type { TimeRules } from '../../core/rules/rules.ts';
import { splitByDay } from '../days.ts';
import { readRows } from '../rows.ts';
import type { Rows } from '../rows.ts';
import { durationOf } from '../segment.ts';
import type { Segment } from '../segment.ts';
import { timelineOf } from '../timeline.ts';

/** Days that a preview shows, today included. */
export const previewDays = 30;

/** An amount of time before and after, in ms. */
interface Change {
  readonly oldMs: number;
  readonly newMs: number;
}

/** A day before and after. */
export interface PreviewDay extends Change {
  readonly day: Day;
}

/** A project or a kind of activity before and after; without a name, unnamed time. */
export interface PreviewShare extends Change {
  readonly name?: string;
}

/** The effect of other rules on the last days. Nothing is written: time is always computed when read. */
export interface Preview extends Change {
  /** The last 30 days, oldest first, today last. */
  readonly days: readonly PreviewDay[];
  /** The number of days whose total or composition would change. */
  readonly changed: number;
  /** Only the ones that would change, largest change first. Projects are named as recorded or by the person's map. */
  readonly projects: readonly PreviewShare[];
  readonly kinds: readonly PreviewShare[];
}

/** @param at the instant of reading and the offset that holds there */
export function previewOf(
  reader: ActivityReader,
  { now, offset }: { readonly now: number; readonly offset: number },
  { old, next }: { readonly old: TimeRules; readonly next: TimeRules },
): Preview {
  const today = presentDay({ now, offset, rules: next });
  const from = addDays(today, 1 - previewDays);
  const rows = readRows(reader, from, today);
  const days = daysBetween(from, today);
  const before = segmentsOf(rows, old, days);
  const after = segmentsOf(rows, next, days);
  const changes = days.map((day) => changeOf(day, before.get(day) ?? [], after.get(day) ?? []));
  const [all, then] = [Array.from(before.values()).flat(), Array.from(after.values()).flat()];
  return {
    days: changes.map(({ day, oldMs, newMs }) => ({ day, oldMs, newMs })),
    oldMs: durationOf(all),
    newMs: durationOf(then),
    changed: changes.filter(({ isOther }) => isOther).length,
    projects: sharesOf(all, then, ({ project }) => project),
    kinds: sharesOf(all, then, ({ kind }) => kind),
  };
}

function segmentsOf(rows: Rows, rules: TimeRules, days: readonly Day[]): Map<Day, Segment[]> {
  const byDay = splitByDay(timelineOf(rows, rules), rules.dayStartsAt);
  return new Map(days.map((day) => [day, byDay.get(day) ?? []]));
}

function changeOf(day: Day, before: readonly Segment[], after: readonly Segment[]): PreviewDay & { isOther: boolean } {
  const what = ({ kind, project }: Segment): string => JSON.stringify([kind, project]);
  const isOther = sharesOf(before, after, what).length > 0;
  return { day, oldMs: durationOf(before), newMs: durationOf(after), isOther };
}

function sharesOf(
  before: readonly Segment[],
  after: readonly Segment[],
  nameOf: (segment: Segment) => string | undefined,
): PreviewShare[] {
  const [old, next] = [timesBy(before, nameOf), timesBy(after, nameOf)];
  return Array.from(new Set([...old.keys(), ...next.keys()]))
    .map((name) => ({ ...(name !== undefined && { name }), oldMs: old.get(name) ?? 0, newMs: next.get(name) ?? 0 }))
    .filter(({ oldMs, newMs }) => oldMs !== newMs)
    .sort(
      (a, b) => Math.abs(b.newMs - b.oldMs) - Math.abs(a.newMs - a.oldMs) || compareText(a.name ?? '', b.name ?? ''),
    );
}

function timesBy(
  segments: readonly Segment[],
  nameOf: (segment: Segment) => string | undefined,
): Map<string | undefined, number> {
  const times = new Map<string | undefined, number>();
  for (const segment of segments) {
    const name = nameOf(segment);
    times.set(name, (times.get(name) ?? 0) + segment.end - segment.start);
  }
  return times;
}
