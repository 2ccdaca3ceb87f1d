import { compareText } from '../core/base/compareText.ts';
import { hourMs, weekdayOf } from '../core/time/days.ts';
import type { Day } from '../core/time/days.ts';
import type { Goals } from '../core/rules/rules.ts';
import type { Share, Today } from '../core/views/views.ts';
import { blocksOf } from './blocks.ts';
import { splitOf } from './collaboration/split.ts';
import type { Context } from './context.ts';
import { dayTotalOf } from './days.ts';
import { projectNames } from './labels.ts';
import { durationOf } from './segment.ts';
import type { Segment } from './segment.ts';

/** The goal of a day, ms; 0 on a day off. */
export function goalOf(day: Day, { hoursPerDay, workdays }: Goals): number {
  return workdays.includes(weekdayOf(day)) ? Math.round(hoursPerDay * hourMs) : 0;
}

/** The segments of one day. */
export interface DaySegments {
  readonly day: Day;
  readonly person: readonly Segment[];
  readonly machine: readonly Segment[];
}

/** Returns what the dashboard shows of a day's time. Each breakdown sums exactly to the total, so unnamed time has its own entry. */
export function todayOf({ day, person, machine }: DaySegments, { goals, t }: Context): Today {
  const nameOf = projectNames(person.flatMap(({ project }) => project ?? []));
  return {
    ...dayTotalOf(day, person),
    machineMs: durationOf(machine),
    goalMs: goalOf(day, goals),
    byKind: sharesOf(person, ({ kind }) => kind),
    bySplit: splitOf(person),
    byProject: sharesOf(person, ({ project }) => (project === undefined ? t('No project') : nameOf(project))),
    byLanguage: sharesOf(person, ({ language }) => language ?? t('No language')),
    timeline: blocksOf(person, nameOf),
  };
}

function sharesOf(segments: readonly Segment[], nameOf: (segment: Segment) => string): Share[] {
  const times = new Map<string, number>();
  for (const segment of segments) {
    const name = nameOf(segment);
    times.set(name, (times.get(name) ?? 0) + segment.end - segment.start);
  }
  const shares = Array.from(times, ([name, ms]) => ({ name, ms }));
  return shares.sort((a, b) => b.ms - a.ms || compareText(a.name, b.name));
}
