import { dayMs, hourMs, isDay, minuteMs } from '../../core/time/days.ts';
import type { Day } from '../../core/time/days.ts';
import type { SpanFact } from '../../core/facts/facts.ts';
import { isNameText } from '../../core/facts/factLimits.ts';
import { isNameOfNone } from '../../core/facts/wakaTimeNames.ts';
import { totalId } from './dayTotals.ts';
import { importedId } from './importedId.ts';

/** Time by a name, as WakaTime's data dump has it in many places. */
interface Share {
  readonly name?: unknown;
  readonly total_seconds?: unknown;
}
interface ProjectShare {
  readonly name?: unknown;
  readonly grand_total?: Share;
  readonly total_seconds?: unknown;
  readonly languages?: unknown;
}

/** A day of the dump, with the fields that we use: https://wakatime.com/developers#data_dumps */
interface DumpedDay {
  readonly date: Day;
  readonly grand_total?: Share;
  readonly projects?: unknown;
  readonly languages?: unknown;
  readonly durations?: unknown;
}

/** Totals don't tell when in the day the work was done: they are laid end to end from here on, ms after midnight. */
const beginsAt = 9 * hourMs;

interface Part {
  readonly seconds: number;
  readonly project?: string;
  readonly language?: string;
}

type OffsetAt = (at: number) => number;

/** A total of more seconds isn't a total, but another unit or damage; one of more than a day is cut to a day. */
const mostSeconds = 1e9;

/**
 * Returns the spans of a day for which the dump has no heartbeats: its durations if it has those, otherwise its totals by project and
 * language. The day's total is exact to the second: time that no project accounts for has no project. The source is `manual`, since the
 * actual times weren't observed.
 * @param leaveOut called for the day, or a duration of it, that has an impossible time
 */
export function spansOfDay(value: unknown, offsetAt: OffsetAt, leaveOut: () => void = () => undefined): SpanFact[] {
  const { date, grand_total } = (value ?? {}) as Partial<DumpedDay>;
  const total = grand_total?.total_seconds ?? 0;
  if (!isDumpedDay(value) || !isSeconds(total) || total > mostSeconds) {
    if (date !== undefined) leaveOut();
    return [];
  }
  const durations = listOf(value.durations).flatMap((duration) => {
    const span = spanOfDuration(duration, offsetAt);
    if (!span) leaveOut();
    return span ?? [];
  });
  return durations.length > 0 ? durations : totalsOf(value, offsetAt);
}

function totalsOf(day: DumpedDay, offsetAt: OffsetAt): SpanFact[] {
  const parts = partsOf(day);
  const total = Math.min(86_400, secondsOf(day.grand_total) ?? sumOf(parts));
  const offset = offsetAt(Date.parse(`${day.date}T12:00:00Z`));
  const midnight = Date.parse(day.date) - offset * minuteMs;
  const origin = midnight + Math.max(0, Math.min(beginsAt, dayMs - total * 1000));
  let done = 0;
  return limited(parts, total).flatMap(({ seconds, ...names }, index): SpanFact[] => {
    const start = origin + Math.round(done * 1000);
    done += seconds;
    const end = origin + Math.round(done * 1000);
    const id = totalId(day.date, Math.round(total), index);
    const what = { kind: 'coding', source: 'manual', signals: 1, saves: 0, edits: {} } as const;
    return end > start ? [{ type: 'span', id, start, end, offset, ...what, ...names }] : [];
  });
}

/** Returns the parts of a day by project and language; by language alone if it has no projects. */
function partsOf({ projects, languages }: DumpedDay): Part[] {
  const byProject = listOf(projects).flatMap((value): Part[] => {
    const { name, grand_total, total_seconds, languages: its } = (value ?? {}) as ProjectShare;
    const byLanguage = languagesOf(its);
    const seconds = secondsOf(grand_total) ?? secondsOf({ total_seconds }) ?? sumOf(byLanguage);
    return limited(byLanguage, seconds).map((part) => ({ ...part, ...named('project', name) }));
  });
  return byProject.length > 0 ? byProject : languagesOf(languages);
}

function languagesOf(value: unknown): Part[] {
  return listOf(value).map((share) => {
    const { name } = (share ?? {}) as Share;
    return {
      seconds: secondsOf(share as Share) ?? 0,
      ...named('language', typeof name === 'string' ? name.toLowerCase() : name),
    };
  });
}

/** Makes parts add up to `total`: truncates them if they exceed it, and adds one without a name if they fall short. */
function limited(parts: readonly Part[], total: number): Part[] {
  let left = total;
  const cut = parts.map((part) => {
    const seconds = Math.min(part.seconds, left);
    left -= seconds;
    return { ...part, seconds };
  });
  // Sums of fractions are not exact.
  return left > 0.001 ? [...cut, { seconds: left }] : cut;
}

/** A piece of time of WakaTime's durations: https://wakatime.com/developers#durations */
function spanOfDuration(value: unknown, offsetAt: OffsetAt): SpanFact | undefined {
  const { time, duration, project, language, branch, entity } = (value ?? {}) as Record<string, unknown>;
  if (!isSeconds(time) || !isSeconds(duration) || duration > 86_400) return undefined;
  const start = Math.round(time * 1000);
  const end = start + Math.round(duration * 1000);
  const what = { type: 'span', kind: 'coding', source: 'editor', signals: 1, saves: 0, edits: {} } as const;
  const names = { ...named('project', project), ...named('file', entity), ...named('branch', branch) };
  const spoken = named('language', typeof language === 'string' ? language.toLowerCase() : language);
  const span = { ...what, start, end, offset: offsetAt(start), ...names, ...spoken };
  return { ...span, id: importedId('wakatime', span) };
}

/** Returns true if a value has a valid date. */
export function isDumpedDay(value: unknown): value is DumpedDay {
  return isDay((value as Partial<DumpedDay> | null)?.date);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function secondsOf(share: Share | undefined): number | undefined {
  return isSeconds(share?.total_seconds) ? share.total_seconds : undefined;
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function sumOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { seconds }) => sum + seconds, 0);
}

function named<K extends string>(key: K, name: unknown): Partial<Record<K, string>> {
  const isName = isNameText(name) && !isNameOfNone(name);
  return (isName ? { [key]: name } : {}) as Partial<Record<K, string>>;
}
