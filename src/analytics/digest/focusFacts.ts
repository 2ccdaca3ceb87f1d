import { medianOf } from '../../core/base/median.ts';
import { hourMs, minuteMs } from '../../core/time/days.ts';
import type { Day } from '../../core/time/days.ts';
import { counted } from '../../core/base/counted.ts';
import type { DigestFact } from '../../core/insights/digest.ts';
import { switchesOf } from '../score/flow.ts';
import { stretchesOf } from '../score/stretches.ts';
import { durationOf } from '../segment.ts';
import type { Segment } from '../segment.ts';
import { hourOf, inDays, inWords, minutesOf, shareOf, sum, tenths } from './digestFact.ts';
import type { DigestInput, DigestPart } from './digestFact.ts';

/** A day with less observed work (ms) says little about focus. */
const leastMs = 60 * minuteMs;
/** A stretch at least this long (ms) is one of focus, as in the score. */
const focusMs = 25 * minuteMs;
/** Stretches shorter than this (ms) are glances. */
const glanceMs = 2 * minuteMs;

/** The hours of a day that are looked at together, and the observed work (ms) that they must have. */
const worst = { hours: 2, leastMs: 60 * minuteMs } as const;

interface DayNumbers {
  readonly projectsPerHour: number;
  readonly filesPerHour: number;
  readonly projects: number;
}

/** Unbroken stretches and switches, over the days of the digest. */
export const focusFacts: DigestPart = (measured) => {
  const days = measured.days.filter(([, segments]) => durationOf(segments) >= leastMs);
  if (days.length === 0) return [];
  return [stretchFact(days, measured), switchFact(days, measured)];
};

type Days = readonly (readonly [Day, readonly Segment[]])[];

function stretchFact(days: Days, { context }: DigestInput): DigestFact {
  const perDay = days.map(([, segments]) => stretchesOf(segments).filter(({ workedMs }) => workedMs >= glanceMs));
  const stretches = perDay.flat();
  const worked = sum(stretches.map(({ workedMs }) => workedMs));
  const focused = sum(stretches.filter(({ workedMs }) => workedMs >= focusMs).map(({ workedMs }) => workedMs));
  const values = {
    stretches: stretches.length,
    days: days.length,
    medianMinutes: minutesOf(medianOf(stretches.map(({ workedMs }) => workedMs))),
    longestMinutes: minutesOf(Math.max(0, ...stretches.map(({ workedMs }) => workedMs))),
    focusShare: shareOf(focused, worked),
    breaksPerHour: worked > 0 ? tenths((stretches.length - days.length) / (worked / hourMs)) : 0,
  };
  const { t } = context;
  const text = t(
    '{0} on {1}: typically {2} long, {3} the longest, {4}',
    counted(t, ['1 unbroken stretch', '{0} unbroken stretches'], [values.stretches]),
    inDays(values.days, context),
    inWords(values.medianMinutes, context),
    inWords(values.longestMinutes, context),
    counted(t, ['1 break an hour', '{0} breaks an hour'], [values.breaksPerHour]),
  );
  return { id: 'focus', topic: 'focus', weight: 70, names: {}, labels: {}, values, text };
}

function switchFact(days: Days, { history, context }: DigestInput): DigestFact {
  const numbers = days.map(([, segments]) => numbersOf(segments));
  const first = days[0]?.[0] ?? '';
  const before = [...history.byDay].filter(([day, segments]) => day < first && durationOf(segments) >= leastMs);
  const usual = medianOf(before.map(([, segments]) => numbersOf(segments).projectsPerHour));
  const values = {
    projectSwitchesPerHour: tenths(medianOf(numbers.map(({ projectsPerHour }) => projectsPerHour))),
    fileSwitchesPerHour: Math.round(medianOf(numbers.map(({ filesPerHour }) => filesPerHour))),
    projectSwitches: sum(numbers.map(({ projects }) => projects)),
    days: days.length,
    ...(before.length >= 5 && { usualProjectSwitchesPerHour: tenths(usual) }),
    ...worstHours(days.map(([, segments]) => segments)),
  };
  const { worstProjectSwitchesPerHour: peak, worstFromHour, worstToHour } = values;
  const switches = (count: number): string =>
    counted(context.t, ['1 switch of project', '{0} switches of project'], [count]);
  const text = [
    context.t(
      '{0} an hour, {1} of file, on the median of {2}; {3} in all',
      switches(values.projectSwitchesPerHour),
      values.fileSwitchesPerHour,
      inDays(values.days, context),
      switches(values.projectSwitches),
    ),
    ...(peak === undefined || peak <= values.projectSwitchesPerHour
      ? []
      : [
          context.t(
            '{0} an hour in the worst two hours, mostly from {1}:00 to {2}:00',
            peak,
            worstFromHour,
            worstToHour,
          ),
        ]),
  ].join('; ');
  const weight = Math.min(95, 40 + 4 * Math.max(values.projectSwitchesPerHour, peak ?? 0));
  return { id: 'switching', topic: 'switching', weight, names: {}, labels: {}, values, text };
}

/**
 * The two hours of each day with the most switches of project, since an average over the day hides a shredded morning: their median
 * rate, and where in the day they mostly are. Nothing if no day has two hours in a row with enough work.
 */
function worstHours(days: readonly (readonly Segment[])[]) {
  const found = days.flatMap((segments) => {
    const windows = Array.from({ length: 25 - worst.hours }, (_, from) => {
      const inside = segments.filter(({ start, offset }) => {
        const hour = hourOf(start, offset);
        return hour >= from && hour < from + worst.hours;
      });
      const { projects, observedMs } = switchesOf(inside);
      return { from, perHour: observedMs >= worst.leastMs ? projects / (observedMs / hourMs) : -1 };
    });
    const most = windows.reduce((a, b) => (b.perHour > a.perHour ? b : a));
    return most.perHour < 0 ? [] : [most];
  });
  if (found.length === 0) return {};
  const from = Math.floor(medianOf(found.map((one) => one.from)));
  return {
    worstProjectSwitchesPerHour: tenths(medianOf(found.map(({ perHour }) => perHour))),
    worstDays: found.length,
    worstFromHour: from,
    worstToHour: from + worst.hours,
  };
}

function numbersOf(segments: readonly Segment[]): DayNumbers {
  const { files, projects, observedMs } = switchesOf(segments);
  const hours = Math.max(observedMs / hourMs, 0.5);
  return { projectsPerHour: projects / hours, filesPerHour: files / hours, projects };
}
