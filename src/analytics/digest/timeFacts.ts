import { compareText } from '../../core/base/compareText.ts';
import { medianOf } from '../../core/base/median.ts';
import { counted } from '../../core/base/counted.ts';
import type { DigestFact } from '../../core/insights/digest.ts';
import { kindLabel } from '../labels.ts';
import { durationOf } from '../segment.ts';
import type { Segment } from '../segment.ts';
import { hourOf, inDays, inWords, minutesOf, percent, shareOf } from './digestFact.ts';
import type { DigestInput, DigestPart } from './digestFact.ts';

/** The maximum number of facts for each; smaller ones say little. */
const most = { projects: 8, languages: 6, kinds: 6, hours: 6 } as const;
/** Smaller shares of the time are left out. */
const leastShare = 0.02;

/** Time: in all, by project, language, kind of activity, and hour of the day. */
export const timeFacts: DigestPart = (measured) => {
  const { days, context } = measured;
  if (days.length === 0) return [];
  return [
    totalFact(measured),
    ...sharesBy(measured, ({ project }) => project, most.projects).map((share) => projectFact(share, measured)),
    ...sharesBy(measured, ({ language }) => language, most.languages).map((share) => languageFact(share, measured)),
    ...sharesBy(measured, ({ kind }) => kind, most.kinds).map(({ key, minutes, share }): DigestFact => {
      const label = kindLabel(key as Segment['kind'], context.t);
      const text = context.t('{0}: {1}, {2} % of the time', label, inWords(minutes, context), percent(share));
      const base = { topic: 'kind', weight: 10 + 10 * share, names: {}, labels: { kind: key } } as const;
      return { ...base, id: `kind:${key}`, values: { minutes, share }, text };
    }),
    ...hourFacts(measured),
  ];
};

function totalFact({ days, context }: DigestInput): DigestFact {
  const lengths = days.map(([, segments]) => minutesOf(durationOf(segments)));
  const minutes = lengths.reduce((a, b) => a + b, 0);
  const usual = Math.round(medianOf(lengths));
  const text = context.t(
    '{0} of work on {1}, {2} on a usual one',
    inWords(minutes, context),
    inDays(days.length, context),
    inWords(usual, context),
  );
  const values = { minutes, days: days.length, perDayMinutes: usual };
  return { id: 'total', topic: 'total', weight: 90, names: {}, labels: {}, values, text };
}

interface ShareOfTime {
  readonly key: string;
  readonly minutes: number;
  readonly share: number;
  readonly days: number;
}

function sharesBy(
  { days }: DigestInput,
  keyOf: (segment: Segment) => string | undefined,
  count: number,
): readonly ShareOfTime[] {
  const times = new Map<string, { ms: number; days: Set<string> }>();
  let total = 0;
  for (const [day, segments] of days) {
    for (const segment of segments) {
      total += segment.end - segment.start;
      const key = keyOf(segment);
      if (key === undefined) continue;
      const entry = times.get(key) ?? { ms: 0, days: new Set<string>() };
      entry.ms += segment.end - segment.start;
      times.set(key, { ...entry, days: entry.days.add(day) });
    }
  }
  return Array.from(times, ([key, { ms, days: on }]) => ({
    key,
    minutes: minutesOf(ms),
    share: shareOf(ms, total),
    days: on.size,
  }))
    .filter(({ share }) => share >= leastShare)
    .sort((a, b) => b.minutes - a.minutes || compareText(a.key, b.key))
    .slice(0, count);
}

function projectFact({ key, minutes, share, days }: ShareOfTime, { context, nameOf }: DigestInput): DigestFact {
  const time = inWords(minutes, context);
  const on = inDays(days, context);
  const text = context.t('{0}: {1} on {2}, {3} % of the time', nameOf(key), time, on, percent(share));
  const values = { minutes, days, share };
  return {
    id: `project:${key}`,
    topic: 'project',
    weight: 30 + 20 * share,
    names: { project: key },
    labels: {},
    values,
    text,
  };
}

function languageFact({ key, minutes, share }: ShareOfTime, measured: DigestInput): DigestFact {
  const { context, history } = measured;
  const errors = history.rows.diagnostics.filter(
    ({ language, severity, introduced }) =>
      language === key && severity === 'error' && introduced >= measured.from && introduced <= measured.to,
  ).length;
  const time = inWords(minutes, context);
  const met = counted(context.t, ['1 error encountered', '{0} errors encountered'], [errors]);
  const text = context.t('{0}: {1}, {2} % of the time, {3}', key, time, percent(share), met);
  const base = { topic: 'language', weight: 15 + 15 * share, names: {}, labels: { language: key } } as const;
  return { ...base, id: `language:${key}`, values: { minutes, share, errors }, text };
}

/** The hours of the day with the most time. */
function hourFacts({ days, context }: DigestInput): DigestFact[] {
  const hours = Array.from({ length: 24 }, () => 0);
  for (const [, segments] of days) for (const segment of segments) addHours(hours, segment);
  const total = hours.reduce((a, b) => a + b, 0);
  const busiest = hours.map((ms, hour) => ({ hour, ms })).filter(({ ms }) => shareOf(ms, total) >= 0.05);
  const chosen = busiest.sort((a, b) => b.ms - a.ms || a.hour - b.hour).slice(0, most.hours);
  return chosen.map(({ hour, ms }): DigestFact => {
    const minutes = minutesOf(ms);
    const share = shareOf(ms, total);
    const clock = `${String(hour).padStart(2, '0')}:00`;
    const text = context.t('From {0}: {1}, {2} % of the time', clock, inWords(minutes, context), percent(share));
    const values = { fromHour: hour, minutes, share };
    return { id: `hour:${clock}`, topic: 'hour', weight: 12 + 20 * share, names: {}, labels: {}, values, text };
  });
}

function addHours(hours: number[], { start, end, offset }: Segment): void {
  for (let at = start; at < end;) {
    const shift = offset * 60_000;
    const next = Math.min(end, (Math.floor((at + shift) / 3_600_000) + 1) * 3_600_000 - shift);
    const hour = hourOf(at, offset);
    hours[hour] = (hours[hour] ?? 0) + next - at;
    at = next;
  }
}
