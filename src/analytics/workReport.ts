import { compareText } from '../core/base/compareText.ts';
import { counted } from '../core/base/counted.ts';
import { commitsIn, type Commit } from '../core/facts/commits.ts';
import type { ActivityReader } from '../core/facts/reader.ts';
import type { DigestFact } from '../core/insights/digest.ts';
import type { ReportFact, ReportSection, WorkReport } from '../core/insights/workReport.ts';
import { internalQuery } from '../core/operations/operation.ts';
import type { Reading } from '../core/operations/reading.ts';
import { addDays, dayOf, daysBetween, rangeAround, type Day } from '../core/time/days.ts';
import { presentDay } from '../core/time/presentDay.ts';
import { isOwnPull, readTimed } from './collaboration/events.ts';
import { githubWorkOf } from './collaboration/githubWork.ts';
import type { Context } from './context.ts';
import { splitByDay } from './days.ts';
import { groupBy, inDays, inWords, minutesOf } from './digest/digestFact.ts';
import { projectNames } from './labels.ts';
import { outcomeOf } from './outcome.ts';
import { readRows, type Rows } from './rows.ts';
import { durationOf, type Segment } from './segment.ts';
import { timelineOf } from './timeline.ts';

/** Days that a standup looks back for the last day on which somebody worked. */
const standupReach = 7;
/** Facts of each kind at most; the rest is said as a number. */
const most = { projects: 6, commits: 12, tasks: 12, pulls: 8, waiting: 5 } as const;

/**
 * Collects what a standup or a weekly post can say, from what was measured. A standup is about the last day before today on which somebody worked,
 * and today.
 */
export const getWorkReport = internalQuery(
  'work.report',
  (read: Reading, days: { readonly from: Day; readonly to: Day } | 'standup'): WorkReport =>
    workReportOf(read.reader, days === 'standup' ? standupDays(read.reader, read) : days, read),
);

interface Range {
  readonly from: Day;
  readonly to: Day;
}

/** Data that the facts are made from. */
interface ReportInput {
  readonly reader: ActivityReader;
  readonly range: Range;
  readonly context: Context;
  readonly rows: Rows;
  readonly segments: readonly Segment[];
  /** The user's commits in the range. */
  readonly commits: readonly Commit[];
  readonly nameOf: (project: string) => string;
  /** Tells whether an instant, by its local clock, lies in the range. */
  readonly isIn: (at: number, offset: number) => boolean;
}

/** The last day before today on which somebody worked, to today. */
export function standupDays(reader: ActivityReader, context: Context): Range {
  const to = presentDay(context);
  const first = addDays(to, -standupReach);
  const byDay = splitByDay(timelineOf(readRows(reader, first, to), context.rules), context.rules.dayStartsAt);
  const last = daysBetween(first, addDays(to, -1)).findLast((day) => durationOf(byDay.get(day) ?? []) > 0);
  return { from: last ?? addDays(to, -1), to };
}

export function workReportOf(reader: ActivityReader, range: Range, context: Context): WorkReport {
  const { from, to } = range;
  const rows = readRows(reader, from, to);
  const byDay = splitByDay(timelineOf(rows, context.rules), context.rules.dayStartsAt);
  const segments = daysBetween(from, to).flatMap((day) => byDay.get(day) ?? []);
  const isIn = (at: number, offset: number): boolean => {
    const day = dayOf(at, offset, context.rules.dayStartsAt);
    return day >= from && day <= to;
  };
  const commits = commitsIn(reader.documents('commits', rangeAround(from, to))).filter(({ at, offset }) =>
    isIn(at, offset),
  );
  const nameOf = projectNames([...segments, ...commits].flatMap(({ project }) => project ?? []));
  const worked: ReportInput = { reader, range, context, rows, segments, commits, nameOf, isIn };
  const isWaiting = ({ labels }: DigestFact): boolean => labels['about'] !== 'review';
  const [mine, ofOthers] = partition(waitingFacts(worked), isWaiting);
  const facts = [
    ...inSection(
      'done',
      doneFacts(worked),
      commitFacts(worked),
      pullFacts(worked),
      runFacts(worked),
      timeFacts(worked),
    ),
    ...inSection('next', nextFacts(worked), ofOthers),
    ...inSection('waiting', mine),
  ];
  return { from, to, facts, demo: reader.isDemo() };
}

function inSection(section: ReportSection, ...lists: readonly DigestFact[][]): ReportFact[] {
  return lists.flat().map((fact) => ({ section, fact }));
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

function doneFacts({ rows, context: { t } }: ReportInput): DigestFact[] {
  const done = rows.planTasks.filter(({ doneAt }) => doneAt !== undefined);
  return done.slice(0, most.tasks).map(({ id, title, project }) => ({
    ...fact(`done:${id}`, 'plan'),
    names: { task: title, ...(project !== undefined && { project }) },
    labels: { state: 'done' },
    text: t('Done: {0}', title),
  }));
}

function nextFacts({ reader, context }: ReportInput): DigestFact[] {
  const today = presentDay(context);
  const open = reader.planTasks(today, today).filter(({ doneAt }) => doneAt === undefined);
  return open.slice(0, most.tasks).map(({ id, title, project }) => ({
    ...fact(`next:${id}`, 'plan'),
    names: { task: title, ...(project !== undefined && { project }) },
    labels: { state: 'planned' },
    text: context.t('Planned: {0}', title),
  }));
}

function timeFacts(worked: ReportInput): DigestFact[] {
  const { segments, range, context } = worked;
  const minutes = minutesOf(durationOf(segments));
  if (minutes === 0) return [];
  const { t } = context;
  const days = new Set(segments.map(({ start, offset }) => dayOf(start, offset, context.rules.dayStartsAt))).size;
  const total: DigestFact = {
    ...fact('total', 'total'),
    values: { minutes, days },
    text:
      range.from === range.to
        ? t('{0} of work', inWords(minutes, context))
        : t('{0} of work on {1}', inWords(minutes, context), inDays(days, context)),
  };
  return [total, ...projectFacts(worked)];
}

/** The time of each project, with the number of its commits. */
function projectFacts({ segments, commits, nameOf, context }: ReportInput): DigestFact[] {
  const { t } = context;
  const byProject = groupBy(
    segments.filter(({ project }) => project !== undefined),
    ({ project = '' }) => project,
  );
  return [...byProject]
    .map(([project, own]) => ({ project, minutes: minutesOf(durationOf(own)) }))
    .filter(({ minutes }) => minutes > 0)
    .sort((a, b) => b.minutes - a.minutes || compareText(a.project, b.project))
    .slice(0, most.projects)
    .map(({ project, minutes }): DigestFact => {
      const commitCount = commits.filter((commit) => commit.project === project).length;
      const time = t('{0}: {1}', nameOf(project), inWords(minutes, context));
      return {
        ...fact(`project:${project}`, 'project'),
        names: { project },
        values: { minutes, ...(commitCount > 0 && { commits: commitCount }) },
        text: commitCount > 0 ? `${time}, ${counted(t, ['1 commit', '{0} commits'], [commitCount])}` : time,
      };
    });
}

function commitFacts({ commits, nameOf, context: { t } }: ReportInput): DigestFact[] {
  const listed = commits.slice(-most.commits).map(({ hash, subject, project }): DigestFact => ({
    ...fact(`commit:${hash}`, 'github'),
    names: { project, message: subject },
    labels: { about: 'commits' },
    text: t('{0}: {1}', nameOf(project), subject),
  }));
  const more = commits.length - listed.length;
  if (more === 0) return listed;
  const text = counted(t, ['1 earlier commit', '{0} earlier commits'], [more]);
  const rest = { ...fact('commits:more', 'github'), labels: { about: 'commits' }, values: { commits: more }, text };
  return [...listed, rest];
}

function pullFacts({ reader, range, isIn, context: { t } }: ReportInput): DigestFact[] {
  const events = readTimed(reader, rangeAround(range.from, range.to), new Set(['pull', 'ending', 'review']));
  return events
    .flatMap(({ event, offset }): DigestFact[] => {
      if (event.kind === 'pull' && event.isMine && isIn(event.createdAt, offset)) {
        const text = t('Opened pull request {0}#{1}: {2}', event.repo, event.number, event.title);
        return [{ ...fact(`opened:${event.id}`, 'github'), ...about(event, event.title, 'opened'), text }];
      }
      const isMerged = event.kind === 'ending' && event.how === 'merged' && isOwnPull(reader, event.about);
      if (isMerged && isIn(event.at, offset)) {
        const text = t('Merged pull request {0}#{1}', event.repo, event.number);
        return [{ ...fact(`merged:${event.id}`, 'github'), ...about(event, undefined, 'merged'), text }];
      }
      if (event.kind !== 'review' || !event.isMine || !isIn(event.at, offset)) return [];
      const text = t('Reviewed {0}#{1}', event.repo, event.number);
      return [{ ...fact(`reviewed:${event.id}`, 'review'), ...about(event, undefined, 'reviewed'), text }];
    })
    .filter(({ text }, i, all) => all.findIndex((one) => one.text === text) === i)
    .slice(-most.pulls);
}

interface OnGithub {
  readonly repo: string;
  readonly isPrivate: boolean;
  readonly url: string;
}

/** Titles and names of private repositories stay in the text, which stays here. */
function about({ repo, isPrivate, url }: OnGithub, title: string | undefined, state: string) {
  return {
    names: isPrivate ? {} : { project: repo, ...(title !== undefined && { task: title }) },
    labels: { state },
    url,
  };
}

function waitingFacts({ reader, context }: ReportInput): DigestFact[] {
  const works = githubWorkOf(reader, context).filter(({ kind }) => kind !== 'issue' && kind !== 'branch');
  return works.slice(0, most.waiting).map(({ evidence: [first], kind, repo, isPrivate, title, days, url }) => ({
    ...fact(`waiting:${url}`, 'github'),
    names: isPrivate ? {} : { project: repo, task: title },
    labels: { about: kind },
    values: { days },
    text: first.text,
    url,
  }));
}

function runFacts({ rows, isIn, context: { t } }: ReportInput): DigestFact[] {
  const tests = rows.runs.filter(
    ({ group, end, offset }) => (group === 'test' || group === 'build') && end !== undefined && isIn(end, offset),
  );
  const outcomes = tests.map(outcomeOf);
  const passed = outcomes.filter((outcome) => outcome === 'passed').length;
  const failed = outcomes.filter((outcome) => outcome === 'failed').length;
  const errors = rows.diagnostics.filter(
    ({ severity, fixed, offset }) => severity === 'error' && fixed !== undefined && isIn(fixed, offset),
  ).length;
  const runs: DigestFact = {
    ...fact('runs', 'run'),
    values: { passed, failed },
    text: t('Tests and builds: {0} passed, {1} failed', passed, failed),
  };
  const fixed: DigestFact = {
    ...fact('errors', 'error'),
    values: { fixed: errors },
    text: t('Errors fixed: {0}', errors),
  };
  return [...(passed + failed > 0 ? [runs] : []), ...(errors > 0 ? [fixed] : [])];
}

function fact(id: string, topic: DigestFact['topic']): DigestFact {
  return { id: `report:${id}`, topic, weight: 50, names: {}, labels: {}, values: {}, text: '' };
}
