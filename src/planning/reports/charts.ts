import type { Translate } from '../../core/base/translate.ts';
import { mondayOf, type Day } from '../../core/time/days.ts';
import type { ReportBar, ReportChart, ReportKind } from './report.ts';
import type { ReportDay } from './reportDays.ts';
import { counted } from '../../core/base/counted.ts';

/** Longer charts are cut; the rest is summed up in a last bar. */
const barsAtMost = 8;
/** The number of time bars that fit on a page. */
const periodsAtMost = 31;

/**
 * Charts of the measured time of days: by project, by category where the report has a table of those, and by day, week, or month, whichever
 * gives a readable number of bars.
 */
export function chartsOf(days: readonly ReportDay[], kind: ReportKind, t: Translate): ReportChart[] {
  const byProject = new Map<string, { label: string; ms: number }>();
  for (const { rows } of days)
    for (const { project, projectName, measuredMs } of rows) {
      const label = project === '' ? t('No project') : projectName;
      byProject.set(project, { label, ms: (byProject.get(project)?.ms ?? 0) + measuredMs });
    }
  const charts: ReportChart[] = [
    { title: t('Measured time by project'), bars: longestFirst([...byProject.values()], t) },
    ...(kind === 'summary'
      ? [{ title: t('Measured time by category'), bars: longestFirst(categoryBars(days), t) }]
      : []),
    overTime(days, t),
  ];
  return charts.filter(({ bars }) => bars.length > 1);
}

/** The longest bars, and the rest as one. */
function longestFirst(bars: readonly ReportBar[], t: Translate): ReportBar[] {
  const sorted = bars.filter(({ ms }) => ms > 0).sort((a, b) => b.ms - a.ms);
  const rest = sorted.slice(barsAtMost);
  if (rest.length === 0) return sorted;
  const label = counted(t, ['1 other', '{0} others'], [rest.length]);
  return [...sorted.slice(0, barsAtMost), { label, ms: rest.reduce((sum, { ms }) => sum + ms, 0) }];
}

function categoryBars(days: readonly ReportDay[]): ReportBar[] {
  const bars = new Map<string, ReportBar>();
  for (const { name: label, measuredMs, color } of days.flatMap(({ categories }) => categories))
    bars.set(label, { label, color, ms: (bars.get(label)?.ms ?? 0) + measuredMs });
  return [...bars.values()];
}

function overTime(days: readonly ReportDay[], t: Translate): ReportChart {
  const periods: readonly [string, (day: Day) => string][] = [
    [t('Measured time by day'), (day) => day],
    [t('Measured time by week'), mondayOf],
    [t('Measured time by month'), (day) => day.slice(0, 7)],
    [t('Measured time by year'), (day) => day.slice(0, 4)],
  ];
  const charts = periods.map(([title, periodOf]): ReportChart => {
    const sums = new Map<string, number>();
    for (const { day, measuredMs } of days) sums.set(periodOf(day), (sums.get(periodOf(day)) ?? 0) + measuredMs);
    return { title, bars: [...sums].map(([label, ms]) => ({ label, ms })) };
  });
  return charts.find(({ bars }) => bars.length <= periodsAtMost) ?? (charts.at(-1) as ReportChart);
}
