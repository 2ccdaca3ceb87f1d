import { hourMs, minuteMs } from '../../core/time/days.ts';
import type { Day } from '../../core/time/days.ts';
import type { DigestFact } from '../../core/insights/digest.ts';
import { medianOf } from '../plan/capacity.ts';
import { switchesOf } from '../score/flow.ts';
import { stretchesOf } from '../score/stretches.ts';
import { durationOf } from '../segment.ts';
import type { Segment } from '../segment.ts';
import { inWords, minutesOf, shareOf, sum, tenths } from './digestFact.ts';
import type { Measured, Part } from './digestFact.ts';

/** A day with less observed work (ms) says little about focus. */
const leastMs = 60 * minuteMs;
/** A stretch at least this long (ms) is one of focus, as in the score. */
const focusMs = 25 * minuteMs;
/** Stretches shorter than this (ms) are glances. */
const glanceMs = 2 * minuteMs;

interface DayNumbers {
  readonly projectsPerHour: number;
  readonly filesPerHour: number;
  readonly projects: number;
}

/** Unbroken stretches and switches, over the days of the digest. */
export const focusFacts: Part = (measured) => {
  const days = measured.days.filter(([, segments]) => durationOf(segments) >= leastMs);
  if (days.length === 0) return [];
  return [stretchFact(days, measured), switchFact(days, measured)];
};

type Days = readonly (readonly [Day, readonly Segment[]])[];

function stretchFact(days: Days, { context }: Measured): DigestFact {
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
  const text = context.t(
    '{0} unbroken stretches on {1} days: {2} long as a rule, {3} the longest, {4} breaks an hour',
    values.stretches,
    values.days,
    inWords(values.medianMinutes, context),
    inWords(values.longestMinutes, context),
    values.breaksPerHour,
  );
  return { id: 'focus', topic: 'focus', weight: 70, names: {}, labels: {}, values, text };
}

function switchFact(days: Days, { history, context }: Measured): DigestFact {
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
  };
  const text = context.t(
    '{0} switches of project an hour, {1} of file, on the usual one of {2} days; {3} switches of project in all',
    values.projectSwitchesPerHour,
    values.fileSwitchesPerHour,
    values.days,
    values.projectSwitches,
  );
  const weight = Math.min(95, 40 + 4 * values.projectSwitchesPerHour);
  return { id: 'switching', topic: 'switching', weight, names: {}, labels: {}, values, text };
}

function numbersOf(segments: readonly Segment[]): DayNumbers {
  const { files, projects, observedMs } = switchesOf(segments);
  const hours = Math.max(observedMs / hourMs, 0.5);
  return { projectsPerHour: projects / hours, filesPerHour: files / hours, projects };
}
