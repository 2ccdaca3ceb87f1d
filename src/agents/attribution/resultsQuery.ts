import { compareText } from '../../core/base/compareText.ts';
import * as z from 'zod';
import { commitsIn, type Commit } from '../../core/facts/commits.ts';
import type { PullRequest } from '../../core/codeHosts/codeHostEvent.ts';
import { internalQuery, query } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { allRecords } from '../../core/records/readRecords.ts';
import { addDays, dayOf, rangeAround, type TimeRange } from '../../core/time/days.ts';
import { presentDay } from '../../core/time/presentDay.ts';
import { unitTexts } from '../../core/views/unitTexts.ts';
import type { AgentSession } from '../sessionRecords.ts';
import { addTotals, noUsage, type UsageTotals } from '../summary.ts';
import { allSessionsIn } from '../telemetry/reportedSessions.ts';
import { agentTotals, totalOf } from '../usageQuery.ts';
import { noLines, type LineOutcome } from './attribute.ts';
import { agentHelp, helpIn } from './help.ts';
import { commitRules } from './legs.ts';
import { pullFinder, taskFinder, type ResultTask } from './owners.ts';
import { agentResults, lineOutcome, markOfResult, type AgentResult } from './resultRecords.ts';
import { testsTurned } from './testTurns.ts';

/** Data from other rooms that the query needs. */
export interface ResultBasis {
  readonly projectNames: (roots: Iterable<string>) => (root: string) => string;
  /** The user's pull requests that were opened in a range. */
  readonly pulls: (read: Reading, range: TimeRange) => readonly PullRequest[];
  /** Tasks that are linked to a branch or a pull request. */
  readonly tasks: (read: Reading, days: number) => readonly ResultTask[];
}

/** Rows of a list; the dearest first. */
const mostRows = 50;
/** Number of days before the range in which pull requests are searched. */
const pullDays = 90;

const sums = agentTotals.extend({ workMs: z.number().describe(unitTexts.duration) });
type Sums = z.output<typeof sums>;
const commitRow = sums.extend({
  commit: z.string().describe('The object name.'),
  message: z.string().describe('First line of the message; empty where Daymark did not record the commit.'),
  project: z.string(),
  by: z.enum(commitRules).describe('How the commit is known to be of the sessions.'),
});
const branchRow = sums.extend({ branch: z.string(), project: z.string() });
const pullRow = sums.extend({ repo: z.string(), number: z.number(), title: z.string(), url: z.string() });
const taskRow = sums.extend({ id: z.string(), title: z.string() });
const others = sums.describe('Further rows together.');
const none = sums.describe('What belongs to none. With the rows and `others` it is all.');
const resultsView = z.object({
  from: z.string(),
  to: z.string(),
  sessions: z.number(),
  /** Sessions whose logs could not be compared: an earlier version read them, or it was too long ago. */
  notCompared: z.number(),
  totals: sums,
  commits: z.object({ rows: z.array(commitRow), others, none }),
  branches: z.object({ rows: z.array(branchRow), others, none }),
  pulls: z.object({ rows: z.array(pullRow), others, none }),
  tasks: z.object({ rows: z.array(taskRow), others, none }),
  lines: lineOutcome
    .nullable()
    .describe('What became of the lines that agents wrote; null where no repository was compared.'),
  help: agentHelp,
  tests: z.object({
    turnedGreen: z
      .number()
      .describe('Test runs that passed after one that failed, in the project while an agent worked or soon after.'),
    turnedRed: z.number(),
  }),
});
export type ResultsView = z.output<typeof resultsView>;

/** Makes the query for what came of sessions; the catalog hands in what other rooms know. */
export function agentResultsQuery(basis: ResultBasis) {
  return query('agents.results', {
    title: 'Results of AI sessions',
    description:
      'Cost and time of AI coding tools by commit, branch, pull request, and task, and what became of the lines that they wrote: committed, kept, rewritten; and how many commits and pull requests had their help. Each list also says what belongs to none of its rows. Without daymark.agents.record, only the trailers of commits are known.',
    access: 'read',
    transports: ['view', 'http', 'mcp', 'cli'],
    params: z.object({
      days: z.number().int().min(1).max(366).default(30).describe('How many days, ending today.'),
    }),
    result: resultsView,
    run: (read, { days }) => resultsFor(read, days, basis),
  });
}

/** A digest of each recorded result, so that comparing again writes only changes; and whether its repository was read. */
export const storedResults = internalQuery('agents.storedResults', (read: Reading, _params: object) =>
  Object.fromEntries(
    resultsIn(read, {}).map(({ id, result }) => [
      id,
      { mark: markOfResult(result), isCompared: result.lines !== undefined },
    ]),
  ),
);

interface PlacedLeg extends Sums {
  readonly at: number;
  readonly project: string;
  readonly branch?: string | undefined;
  readonly commit?: string | undefined;
  readonly by?: AgentResult['legs'][number]['by'];
}

function resultsFor(read: Reading, days: number, basis: ResultBasis): ResultsView {
  const to = presentDay(read);
  const from = addDays(to, 1 - days);
  const range = rangeAround(from, to);
  const results = new Map(resultsIn(read, range).map(({ id, result }) => [id, result]));
  const sessions = allSessionsIn(read, range);
  const commits = commitsIn(read.reader.documents('commits', range));
  const isIn = ({ offset }: { readonly offset: number }, at: number): boolean => {
    const day = dayOf(at, offset, read.rules.dayStartsAt);
    return day >= from && day <= to;
  };
  const legs = sessions.flatMap(({ id, session }) =>
    (results.get(id)?.legs ?? legsWithout(session))
      .filter(({ at }) => isIn(session, at))
      .map((leg): PlacedLeg => ({ ...leg, project: session.project ?? '' })),
  );
  const outcomes = sessions.flatMap(({ id }) => results.get(id)?.lines ?? []);
  const pulls = basis.pulls(read, rangeAround(addDays(from, -pullDays), to));
  const worked = sessions.map(({ session }) => session);
  return {
    from,
    to,
    sessions: sessions.length,
    notCompared: sessions.filter(({ id }) => !results.has(id)).length,
    totals: sumOf(legs),
    ...byPlace(legs, messagesOf(commits), basis),
    ...byWork(legs, pulls, basis.tasks(read, days)),
    help: helpIn({
      commits: commits.filter(({ at, offset }) => isIn({ offset }, at)),
      pulls: pulls.filter(({ isMine, createdAt }) => isMine && isIn(read, createdAt)),
      worked: workedOn([...results.values()]),
    }),
    lines: outcomes.length === 0 ? null : outcomes.reduce(addLines, noLines),
    tests: testsTurned(read, range, worked),
  };
}

function byPlace(
  legs: readonly PlacedLeg[],
  messages: ReadonlyMap<string, string>,
  basis: ResultBasis,
): Pick<ResultsView, 'commits' | 'branches'> {
  const nameOf = basis.projectNames(legs.flatMap(({ project }) => (project === '' ? [] : project)));
  const projectOf = ({ project }: PlacedLeg): string => (project === '' ? '' : nameOf(project));
  const branchOf = ({ branch, project }: PlacedLeg): string | undefined => branch && JSON.stringify([branch, project]);
  return {
    commits: grouped(
      legs,
      ({ commit }) => commit,
      (leg, commit) => ({
        commit,
        message: messages.get(commit) ?? '',
        project: projectOf(leg),
        by: leg.by ?? 'branch',
      }),
    ),
    branches: grouped(legs, branchOf, (leg) => ({ branch: leg.branch ?? '', project: projectOf(leg) })),
  };
}

function byWork(
  legs: readonly PlacedLeg[],
  pulls: readonly PullRequest[],
  tasks: readonly ResultTask[],
): Pick<ResultsView, 'pulls' | 'tasks'> {
  const pullOf = pullFinder(pulls);
  const findTask = taskFinder(tasks);
  const taskOf = (leg: PlacedLeg): ResultTask | undefined => findTask(leg, pullOf(leg));
  return {
    pulls: grouped(
      legs,
      (leg) => pullOf(leg)?.url,
      (leg) => {
        const { repo = '', number = 0, title = '', url = '' } = pullOf(leg) ?? {};
        return { repo, number, title, url };
      },
    ),
    tasks: grouped(
      legs,
      (leg) => taskOf(leg)?.id,
      (leg, id) => ({ id, title: taskOf(leg)?.title ?? '' }),
    ),
  };
}

/** Groups legs by a key; legs without one belong to none. */
function grouped<R extends object>(
  legs: readonly PlacedLeg[],
  keyOf: (leg: PlacedLeg) => string | undefined,
  describe: (leg: PlacedLeg, key: string) => R,
): { rows: (R & Sums)[]; others: Sums; none: Sums } {
  const groups = Map.groupBy(legs, (leg) => keyOf(leg) ?? '');
  const rows = Array.from(groups, ([key, own]) => ({ key, own, sums: sumOf(own) }))
    .filter(({ key }) => key !== '')
    .sort((a, b) => b.sums.costUsd - a.sums.costUsd || b.sums.workMs - a.sums.workMs || compareText(a.key, b.key));
  return {
    rows: rows
      .slice(0, mostRows)
      .map(({ key, own, sums: each }) => ({ ...describe(own[0] as PlacedLeg, key), ...each })),
    others: sumOf(rows.slice(mostRows).flatMap(({ own }) => own)),
    none: sumOf(groups.get('') ?? []),
  };
}

function sumOf(legs: readonly Sums[]): Sums {
  const usage = legs.reduce<UsageTotals>(addTotals, noUsage);
  return { ...totalOf([usage]), workMs: legs.reduce((sum, { workMs }) => sum + workMs, 0) };
}

/** The parts of a session that was not compared: its branches are known, its commits are not. */
function legsWithout({ usage, work }: AgentSession): Omit<PlacedLeg, 'project'>[] {
  return [
    ...usage.map(({ model: _model, ...part }) => ({ ...part, workMs: 0 })),
    ...work.map(([start, end]) => ({ ...noUsage, at: start, workMs: end - start })),
  ];
}

/** First lines of commits that Daymark recorded, by object name. A commit may be made some days after the session. */
function messagesOf(commits: readonly Commit[]): Map<string, string> {
  return new Map(commits.map(({ hash, subject }) => [hash, subject]));
}

/** Commits that have lines of a session, or that its tool logged. Those that are only on its branch may be the user's alone. */
function workedOn(results: readonly AgentResult[]): Set<string> {
  const ofLegs = results
    .flatMap(({ legs }) => legs)
    .flatMap(({ commit, by }) => (by === 'branch' ? [] : (commit ?? [])));
  return new Set([...ofLegs, ...results.flatMap(({ commits }) => commits.map(({ sha }) => sha))]);
}

function addLines(sum: LineOutcome, one: LineOutcome): LineOutcome {
  const names = Object.keys(noLines) as (keyof LineOutcome)[];
  return Object.fromEntries(names.map((name) => [name, sum[name] + one[name]])) as unknown as LineOutcome;
}

function resultsIn(read: Reading, range: { readonly from?: number; readonly to?: number }) {
  return allRecords(read, agentResults, { ...range, by: 'start' }).map(({ id, values }) => ({ id, result: values }));
}
