import { compareText } from '../../core/base/compareText.ts';
import { medianOf } from '../../core/base/median.ts';
import type { MeasuredStretch } from '../../core/facts/measuredTime.ts';
import { pageAddressOf } from '../../core/categories/sites.ts';
import { hourMs, minuteMs, type Day } from '../../core/time/days.ts';
import type { Interval } from '../../core/time/intervals.ts';
import type { Events } from './interruptions.ts';

/** A stretch with the offset that held there, in minutes east of UTC. */
export interface LocalStretch extends MeasuredStretch {
  readonly offset: number;
  /** `web` for a page. */
  readonly scheme?: string | undefined;
  /** For a page: its host and path. */
  readonly file?: string | undefined;
  /** True for a page or an application for chats and mail. */
  readonly isChat?: boolean;
}

/** Work in one project, over pauses of up to five minutes. */
export interface Block {
  readonly day: Day;
  readonly project: string;
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

/** A longer pause ends a block. */
const pauseMs = 5 * minuteMs;
/** Less than this isn't a stretch of work to go back to. */
const blockMs = 10 * minuteMs;
/** A block of at least this length is focused work: it takes 10 to 15 minutes to be back in a task (Parnin and Rugaber, Software Quality Journal 19, 2011). */
export const focusedMs = 25 * minuteMs;

/** Kinds of activity that allow deep focus. */
const workKinds: readonly MeasuredStretch['kind'][] = [
  'coding',
  'reading',
  'debugging',
  'testing',
  'building',
  'terminal',
  'reviewing',
  'learning',
  'planning',
];

/** Finds the blocks of a day. @param stretches disjoint and in order */
export function blocksOf(day: Day, stretches: readonly LocalStretch[]): Block[] {
  const blocks: Block[] = [];
  for (const { start, end, project, kind, offset } of stretches) {
    if (project === undefined || !workKinds.includes(kind)) continue;
    const last = blocks.at(-1);
    if (last?.project === project && start - last.end <= pauseMs) blocks[blocks.length - 1] = { ...last, end };
    else blocks.push({ day, project, start, end, offset });
  }
  return blocks;
}

/** Causes that end a block of work. */
export const causes = [
  'projectSwitch',
  'meeting',
  'chat',
  'site',
  'failedRun',
  'ciWait',
  'agentPrompt',
  'away',
] as const;
export type Cause = (typeof causes)[number];

/** An interruption: what ended a block, and how long (ms) it took until the next one in the same project on that day. */
export interface Break {
  readonly day: Day;
  readonly cause: Cause;
  readonly costMs: number;
  /** The domain of the page, if one was the cause and it is known. */
  readonly site?: string | undefined;
}

/** Events besides measured time that can end a block. */
export interface PatternEvents extends Events {
  /** Finished runs of CI. */
  readonly ciRuns: readonly Interval[];
}

/** A run that failed, or an agent that began to wait, so shortly before a block ended (ms) is what ended it. */
const justBeforeMs = minuteMs;
/** A run of CI that started so close to the end of a block (ms) is what the person waited for, if they came back after it. */
const ciStartMs = 2 * minuteMs;

/**
 * Finds what ended a day's blocks, if work in the same project continued later. Otherwise the work may have been done, so nothing is
 * concluded.
 */
export function breaksOfDay(day: Day, stretches: readonly LocalStretch[], events: PatternEvents): Break[] {
  const blocks = blocksOf(day, stretches).filter(({ start, end }) => end - start >= blockMs);
  return blocks.flatMap((block, at) => {
    const back = blocks.slice(at + 1).find(({ project }) => project === block.project);
    if (!back) return [];
    const next = stretches.find(
      ({ start, project, kind }) => start >= block.end && (project !== block.project || !workKinds.includes(kind)),
    );
    const cause = causeOf({ block, back, next }, events);
    const site = cause === 'site' && next?.scheme === 'web' ? pageAddressOf(next.file).domain : undefined;
    return [{ day, cause, costMs: back.start - block.end, ...(site !== undefined && { site }) }];
  });
}

interface Interruption {
  readonly block: Block;
  /** The block in which the work continued. */
  readonly back: Block;
  /** Time after the block that was measured for something other than its work. */
  readonly next: LocalStretch | undefined;
}

function causeOf(
  { block: { end }, back, next }: Interruption,
  { failedRuns, agentPrompts, ciRuns }: PatternEvents,
): Cause {
  const isJustBefore = (at: number): boolean => at <= end && at > end - justBeforeMs;
  if (failedRuns.some(isJustBefore)) return 'failedRun';
  const follows = next && next.start - end <= pauseMs;
  if (follows && next.kind === 'meeting' && !next.isChat) return 'meeting';
  if (agentPrompts.some(isJustBefore)) return 'agentPrompt';
  const isWaitedFor = (run: Interval): boolean =>
    Math.abs(run.start - end) <= ciStartMs && run.end > end && run.end <= back.start;
  if (ciRuns.some(isWaitedFor)) return 'ciWait';
  if (!follows) return 'away';
  if (next.isChat) return 'chat';
  if (next.kind === 'browsing') return 'site';
  return next.project === undefined ? 'away' : 'projectSwitch';
}

/** The minimum data for a conclusion. */
const enough = { hours: 3 * hourMs, days: 5, breaks: 5, totalDays: 10 } as const;
/** The best hours have to be better than the rest by this factor. */
const better = 1.2;

/** Hours in which focus is best, local to the place of work. */
export interface BestHours {
  readonly fromHour: number;
  readonly toHour: number;
  /** Share of the measured time that was in blocks of 25 minutes or more: then, and over all hours. */
  readonly share: number;
  readonly overall: number;
  readonly days: number;
  readonly measuredMs: number;
}

/** Interruptions with their number and usual cost. */
export interface CauseSummary {
  readonly cause: Cause;
  readonly count: number;
  readonly days: number;
  /** Median time until the next block in the same project, ms. */
  readonly medianMs: number;
  /** Which pages it were, most frequent first; only the cause `site` has any. */
  readonly sites?: { readonly site: string; readonly count: number }[] | undefined;
}

/** Sites listed for a cause. */
const sitesAtMost = 3;
/** A site that came in between less often is chance. */
const siteAtLeast = 2;

interface Hour {
  measuredMs: number;
  focusedMs: number;
  readonly days: Set<Day>;
}

/** Finds the two consecutive hours with the largest share of focused time; undefined if there is too little data, or no difference. */
export function bestHours(byDay: ReadonlyMap<Day, readonly LocalStretch[]>): BestHours | undefined {
  const hours = Array.from({ length: 24 }, (): Hour => ({ measuredMs: 0, focusedMs: 0, days: new Set() }));
  for (const [day, stretches] of byDay) {
    for (const one of stretches)
      eachHour(one, (hour, ms) => {
        const of = hours[hour];
        if (!of) return;
        of.measuredMs += ms;
        of.days.add(day);
      });
    const focused = blocksOf(day, stretches).filter(({ start, end }) => end - start >= focusedMs);
    // Pauses within a block are no measured time, so only the stretches within blocks count.
    for (const one of stretches)
      if (focused.some(({ start, end, project }) => one.start >= start && one.end <= end && one.project === project))
        eachHour(one, (hour, ms) => {
          const of = hours[hour];
          if (of) of.focusedMs += ms;
        });
  }
  const worked = new Set(hours.flatMap(({ days }) => [...days]));
  if (worked.size < enough.totalDays) return undefined;
  const sum = (list: readonly Hour[]) => ({
    measuredMs: list.reduce((total, one) => total + one.measuredMs, 0),
    focusedMs: list.reduce((total, one) => total + one.focusedMs, 0),
    days: new Set(list.flatMap(({ days }) => [...days])).size,
  });
  const all = sum(hours);
  const overall = all.focusedMs / all.measuredMs;
  const pairs = hours.map((_, hour) => ({
    hour,
    ...sum([hours[hour], hours[(hour + 1) % 24]].flatMap((one) => one ?? [])),
  }));
  const known = pairs.filter(({ measuredMs, days }) => measuredMs >= enough.hours && days >= enough.days);
  const best = known.toSorted(
    (a, b) => b.focusedMs / b.measuredMs - a.focusedMs / a.measuredMs || b.focusedMs - a.focusedMs,
  )[0];
  if (!best?.focusedMs || best.focusedMs / best.measuredMs < overall * better) return undefined;
  const { hour, measuredMs, focusedMs: focusedThen, days } = best;
  return { fromHour: hour, toHour: (hour + 2) % 24, share: focusedThen / measuredMs, overall, days, measuredMs };
}

/** Calls for each local hour that a stretch is in, with its part there (ms). */
function eachHour({ start, end, offset }: LocalStretch, add: (hour: number, ms: number) => void): void {
  const shift = offset * minuteMs;
  for (let at = start; at < end;) {
    const until = Math.min(end, (Math.floor((at + shift) / hourMs) + 1) * hourMs - shift);
    add(Math.floor((at + shift) / hourMs) % 24, until - at);
    at = until;
  }
}

/** Summarizes interruptions by cause, most frequent first, without causes that are too rare. */
export function summarizeCauses(breaks: readonly Break[]): CauseSummary[] {
  return [...Map.groupBy(breaks, ({ cause }) => cause)]
    .map(([cause, list]) => {
      const days = new Set(list.map(({ day }) => day)).size;
      const sites = sitesOf(list);
      const medianMs = Math.round(medianOf(list.map(({ costMs }) => costMs)));
      return { cause, count: list.length, days, medianMs, ...(sites.length > 0 && { sites }) };
    })
    .filter(({ count, days }) => count >= enough.breaks && days >= 3)
    .sort((a, b) => b.count - a.count || causes.indexOf(a.cause) - causes.indexOf(b.cause));
}

function sitesOf(breaks: readonly Break[]): { site: string; count: number }[] {
  const sites = breaks.flatMap(({ site }) => site ?? []);
  return [...Map.groupBy(sites, (site) => site)]
    .map(([site, list]) => ({ site, count: list.length }))
    .filter(({ count }) => count >= siteAtLeast)
    .sort((a, b) => b.count - a.count || compareText(a.site, b.site))
    .slice(0, sitesAtMost);
}
