import { compareText } from '../../core/base/compareText.ts';
import { medianOf } from '../../core/base/median.ts';
import type { Day } from '../../core/time/days.ts';
import { counted } from '../../core/base/counted.ts';
import type { DigestFact } from '../../core/insights/digest.ts';
import { defaultBranches } from '../plan/branches.ts';
import { inDays, inWords, minutesOf } from './digestFact.ts';
import type { DigestInput, DigestPart } from './digestFact.ts';

/** Less work than this (ms) on a branch says nothing. */
const leastMs = 20 * 60_000;
const most = 6;
/** A branch waits during a pause of this many working days or more. */
const waitDays = 2;

interface Branch {
  readonly project: string;
  readonly name: string;
  ms: number;
  readonly days: Day[];
  reviewed: boolean;
}

/** Facts about branches: those with much work, those without recent work, and how long branches waited before work continued. */
export const branchFacts: DigestPart = (measured) => {
  const workdays = [...measured.history.byDay.keys()];
  const branches = branchesIn(measured);
  const recent = branches.filter(({ days }) => (days.at(-1) ?? '') >= (measured.days[0]?.[0] ?? ''));
  const longest = recent.sort((a, b) => b.ms - a.ms || compareText(a.name, b.name)).slice(0, most);
  return [...longest.map((branch) => branchFact(branch, workdays, measured)), ...waitFacts(recent, measured)];
};

function branchesIn({ history }: DigestInput): Branch[] {
  const branches = new Map<string, Branch>();
  const days = [...history.byDay].sort(([a], [b]) => compareText(a, b));
  for (const [day, segments] of days) {
    for (const { project, branch, kind, start, end } of segments) {
      if (project === undefined || branch === undefined || defaultBranches.has(branch)) continue;
      const key = `${project}:${branch}`;
      const one = branches.get(key) ?? { project, name: branch, ms: 0, days: [], reviewed: false };
      one.ms += end - start;
      if (kind === 'reviewing') one.reviewed = true;
      if (one.days.at(-1) !== day) one.days.push(day);
      branches.set(key, one);
    }
  }
  return [...branches.values()].filter(({ ms }) => ms >= leastMs);
}

/** Working days that lie between two days, both left out. */
function between(from: Day, to: Day, workdays: readonly Day[]): number {
  return workdays.filter((day) => day > from && day < to).length;
}

function branchFact({ project, name, ms, days }: Branch, workdays: readonly Day[], measured: DigestInput): DigestFact {
  const { context, history, nameOf } = measured;
  const last = days.at(-1) ?? history.today;
  const values = {
    minutes: minutesOf(ms),
    days: days.length,
    idleDays: between(last, `${history.today}~`, workdays),
  };
  const text = context.t(
    '{0} in {1}: {2} on {3}; {4} since the last work on it',
    name,
    nameOf(project),
    inWords(values.minutes, context),
    inDays(values.days, context),
    counted(context.t, ['1 working day', '{0} working days'], [values.idleDays]),
  );
  const weight = Math.min(60, 15 + values.minutes / 60 + 2 * values.idleDays);
  return {
    id: `branch:${project}:${name}`,
    topic: 'branch',
    weight,
    names: { project, branch: name },
    labels: {},
    values,
    text,
  };
}

/** Branches that were left for some working days and then taken up again: they waited for something. */
function waitFacts(branches: readonly Branch[], measured: DigestInput): DigestFact[] {
  const { context, history } = measured;
  const projectDays = daysByProject(history.byDay);
  const waits = branches.flatMap((branch) => {
    // Days on which the project was left alone are no wait.
    const worked = projectDays.get(branch.project) ?? [];
    const gaps = branch.days.slice(1).map((day, i) => between(branch.days[i] ?? day, day, worked));
    const longest = Math.max(0, ...gaps);
    return longest >= waitDays ? [{ branch, longest }] : [];
  });
  if (waits.length === 0) return [];
  const longest = waits.reduce((a, b) => (b.longest > a.longest ? b : a));
  const values = {
    branches: waits.length,
    ofBranches: branches.length,
    reviewed: waits.filter(({ branch }) => branch.reviewed).length,
    medianWaitDays: medianOf(waits.map((wait) => wait.longest)),
    longestWaitDays: longest.longest,
  };
  const text = context.t(
    '{0} of {1} branches lay idle, usually for {2} days of work on the project, before work on them continued; {3} was the longest, with {4} days',
    values.branches,
    values.ofBranches,
    values.medianWaitDays,
    longest.branch.name,
    values.longestWaitDays,
  );
  const names = { branch: longest.branch.name, project: longest.branch.project };
  const weight = Math.min(90, 25 + 8 * waits.length + 4 * values.medianWaitDays);
  return [{ id: 'branches:waiting', topic: 'branch', weight, names, labels: { about: 'waiting' }, values, text }];
}

/** The days on which each project was worked on. */
function daysByProject(byDay: DigestInput['history']['byDay']): Map<string, Day[]> {
  const days = new Map<string, Day[]>();
  for (const [day, segments] of byDay) {
    for (const project of new Set(segments.flatMap((segment) => segment.project ?? []))) {
      const list = days.get(project);
      if (list) list.push(day);
      else days.set(project, [day]);
    }
  }
  return days;
}
