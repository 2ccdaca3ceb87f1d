import { compareText } from '../../core/base/compareText.ts';
import { baseName } from '../../core/base/baseName.ts';
import { dayOf, minuteMs } from '../../core/time/days.ts';
import type { DigestFact } from '../../core/insights/digest.ts';
import type { DiagnosticFact } from '../../core/facts/facts.ts';
import { unionOf } from '../../core/time/intervals.ts';
import { groupBy, hourOf, inWords, minutesOf, percent, shareOf, sum } from './digestFact.ts';
import type { DigestInput, DigestPart } from './digestFact.ts';
import { errorsOf } from './errorFacts.ts';
import { workedIn } from './worked.ts';

/** A file is worth a fact when errors came into it this often, on this many days. */
const least = { count: 4, days: 3 } as const;
/** With less broken time (ms) in a day the file was not really broken: every word is an error until it is complete. */
const brokenDayMs = 2 * minuteMs;
const most = 8;
/** Hours of the day in a row that are looked at for a concentration, and the share of the errors that makes one. */
const windowHours = 3;
const concentrated = 0.7;

/** Facts about files that keep breaking, and the time of day at which they do. */
export const fileFacts: DigestPart = (measured) => {
  const all = errorsOf(measured).filter(({ file }) => file !== undefined);
  const groups = groupBy(all, ({ project, file }) => `${project ?? ''}:${file}`);
  const times = timesByFile(measured);
  const broken = new Map([...groups].map(([key, group]) => [key, brokenTimes(group, measured)]));
  const brokenMs = sum(Array.from(broken.values(), (perDay) => sum(perDay)));
  return [...groups]
    .flatMap(([key, group]) => {
      const perDay = broken.get(key) ?? [];
      return fileFact({ key, group, all, perDay, brokenMs }, times, measured);
    })
    .sort((a, b) => b.weight - a.weight || compareText(a.id, b.id))
    .slice(0, most);
};

interface Times {
  readonly byFile: ReadonlyMap<string, number>;
  readonly byHour: readonly number[];
  readonly total: number;
}

function timesByFile({ days }: DigestInput): Times {
  const byFile = new Map<string, number>();
  const byHour = Array.from({ length: 24 }, () => 0);
  let total = 0;
  for (const [, segments] of days) {
    for (const { project, file, start, end, offset } of segments) {
      total += end - start;
      const hour = hourOf(start, offset);
      byHour[hour] = (byHour[hour] ?? 0) + end - start;
      const key = `${project ?? ''}:${file}`;
      if (file !== undefined) byFile.set(key, (byFile.get(key) ?? 0) + end - start);
    }
  }
  return { byFile, byHour, total };
}

interface Group {
  readonly key: string;
  readonly group: readonly DiagnosticFact[];
  readonly all: readonly DiagnosticFact[];
  /** Time for which the file was broken on each day of the digest, in ms. */
  readonly perDay: readonly number[];
  /** The total broken time of all files, in ms. */
  readonly brokenMs: number;
}

/** Returns how long (ms) a person worked while a file was broken, by day; parallel errors count once. */
function brokenTimes(group: readonly DiagnosticFact[], measured: DigestInput): number[] {
  const worked = workedIn(measured);
  const stretches = unionOf(group.map(({ introduced: start, fixed: end = start }) => ({ start, end })));
  return measured.days.map(([, segments]) => {
    const [from, to] = [segments[0]?.start ?? 0, segments.at(-1)?.end ?? 0];
    return sum(stretches.map(({ start, end }) => worked(Math.max(start, from), Math.min(end, to))));
  });
}

function fileFact({ key, group, all, perDay, brokenMs }: Group, times: Times, measured: DigestInput): DigestFact[] {
  const { context } = measured;
  const { rules, t } = context;
  const days = new Set(group.map(({ introduced, offset }) => dayOf(introduced, offset, rules.dayStartsAt))).size;
  if (group.length < least.count || days < least.days) return [];
  const broken = sum(perDay);
  const peak = peakOf(group, times);
  const { project, file = '' } = group[0] as DiagnosticFact;
  const values = {
    errors: group.length,
    days,
    ofWorkdays: measured.days.length,
    errorShare: shareOf(group.length, all.length),
    timeShare: shareOf(times.byFile.get(key) ?? 0, times.total),
    brokenMinutes: minutesOf(broken),
    brokenDays: perDay.filter((ms) => ms >= brokenDayMs).length,
    brokenShare: shareOf(broken, brokenMs),
    ...(peak && {
      fromHour: peak.hour,
      toHour: peak.hour + windowHours,
      inHoursShare: peak.share,
      timeInHoursShare: peak.timeShare,
    }),
  };
  const counted = t(
    '{0}: {1} errors on {2} of {3} days, {4} % of all errors in {5} % of the time, broken for {6}',
    baseName(file),
    values.errors,
    days,
    values.ofWorkdays,
    percent(values.errorShare),
    percent(values.timeShare),
    inWords(values.brokenMinutes, context),
  );
  const hours = peak
    ? [t('{0} % of them between {1}:00 and {2}:00', percent(peak.share), peak.hour, peak.hour + windowHours)]
    : [];
  return [
    {
      id: `file:${key}`,
      topic: 'file',
      weight: Math.min(95, 20 + 4 * values.brokenDays + 40 * values.brokenShare + (peak ? 10 : 0)),
      names: { file, ...(project !== undefined && { project }) },
      labels: {},
      values,
      text: [counted, ...hours].join('; '),
    },
  ];
}

interface Peak {
  readonly hour: number;
  readonly share: number;
  readonly timeShare: number;
}

/** The hours in which most of the errors come, when they are more than the time spent in these hours explains. */
function peakOf(group: readonly DiagnosticFact[], times: Times): Peak | undefined {
  const counts = Array.from({ length: 24 }, () => 0);
  for (const { introduced, offset } of group) {
    const hour = hourOf(introduced, offset);
    counts[hour] = (counts[hour] ?? 0) + 1;
  }
  const inWindow = (values: readonly number[], hour: number) => sum(values.slice(hour, hour + windowHours));
  let best = 0;
  // The last of equal ones: it begins with the errors rather than ending with them.
  for (let hour = 1; hour <= 24 - windowHours; hour++)
    if (inWindow(counts, hour) >= inWindow(counts, best)) best = hour;
  const share = shareOf(inWindow(counts, best), group.length);
  const timeShare = shareOf(inWindow(times.byHour, best), times.total);
  return share >= concentrated && share >= 1.4 * timeShare ? { hour: best, share, timeShare } : undefined;
}
