import type { Translate } from '../../core/base/translate.ts';
import { mondayOf, type Day } from '../../core/time/days.ts';
import type { ReportChart } from './report.ts';
import type { ReportDay } from './reportDays.ts';
import { counted } from '../../core/base/counted.ts';

/** Longer charts are cut; the rest is summed up in a last bar. */
const barsAtMost = 8;
/** The number of time bars that fit on a page. */
const periodsAtMost = 31;

/** Charts of the measured time of days: by project, and by day, week, or month, whichever gives a readable number of bars. */
export function chartsOf(days: readonly ReportDay[], t: Translate): ReportChart[] {
  const byProject = new Map<string, { label: string; ms: number }>();
  for (const { rows } of days)
    for (const { project, projectName, measuredMs } of rows) {
      const label = project === '' ? t('No project') : projectName;
      byProject.set(project, { label, ms: (byProject.get(project)?.ms ?? 0) + measuredMs });
    }
  const projects = [...byProject.values()].filter(({ ms }) => ms > 0).sort((a, b) => b.ms - a.ms);
  const rest = projects.slice(barsAtMost);
  const other = {
    label: counted(t, ['1 other', '{0} others'], [rest.length]),
    ms: rest.reduce((sum, { ms }) => sum + ms, 0),
  };
  const charts = [
    {
      title: t('Measured time by project'),
      bars: [...projects.slice(0, barsAtMost), ...(rest.length > 0 ? [other] : [])],
    },
    overTime(days, t),
  ];
  return charts.filter(({ bars }) => bars.length > 1);
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
