import { minuteMs } from '../../core/time/days.ts';
import type { Day } from '../../core/time/days.ts';
import { durationInWords, weekdayLabel } from '../../core/base/format.ts';
import type { BranchWork } from '../../core/insights/planInputs.ts';
import type { Translate } from '../../core/base/translate.ts';
import { daysApart } from './history.ts';
import type { PlanHistory } from './history.ts';

/** Branches that work is brought to, not done on. */
export const defaultBranches: ReadonlySet<string> = new Set([
  'main',
  'master',
  'trunk',
  'develop',
  'development',
  'dev',
  'default',
  'staging',
  'production',
  'gh-pages',
]);
/** A branch looked at for less (ms) was not worked on. */
const leastMs = 10 * minuteMs;

interface Work {
  readonly project: string;
  readonly branch: string;
  ms: number;
  readonly firstDay: Day;
  lastDay: Day;
}

/** Branches worked on in the last two weeks, other than the default ones; most time first. */
export function branchesOf({ recent, today }: PlanHistory, t: Translate): BranchWork[] {
  const works = new Map<string, Work>();
  for (const [day, segments] of recent) {
    for (const { project, branch, start, end } of segments) {
      if (project === undefined || branch === undefined || defaultBranches.has(branch)) continue;
      const key = `${project}\n${branch}`;
      const work = works.get(key) ?? { project, branch, ms: 0, firstDay: day, lastDay: day };
      work.ms += end - start;
      work.lastDay = day;
      works.set(key, work);
    }
  }
  const worked = [...works.values()].filter(({ ms }) => ms >= leastMs).sort((a, b) => b.ms - a.ms);
  return worked.map((work) => branchOf(work, today, t));
}

function branchOf({ project, branch, ms, firstDay, lastDay }: Work, today: Day, t: Translate): BranchWork {
  const days = daysApart(firstDay, today) + 1;
  const time = durationInWords(ms, t);
  const text =
    days === 1
      ? t('{0}: {1} today', branch, time)
      : t('{0}: {1} in the last {2} days, last on {3}', branch, time, days, weekdayLabel(lastDay, t));
  const evidence = [{ id: `branch:${project}:${branch}`, text }];
  return { project, branch, minutes: Math.round(ms / minuteMs), lastDay, evidence };
}
