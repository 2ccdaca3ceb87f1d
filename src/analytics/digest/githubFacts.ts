import { medianOf } from '../../core/base/median.ts';
import { dayMs, hourMs, minuteMs } from '../../core/time/days.ts';
import type { DigestFact } from '../../core/insights/digest.ts';
import { counted } from '../../core/base/counted.ts';
import type { Translate } from '../../core/base/translate.ts';
import type { FiledEvent, CiRun } from '../../core/codeHosts/codeHostEvent.ts';
import type { GithubWork } from '../../core/insights/planInputs.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import { ofKind, readCodeHosts } from '../collaboration/events.ts';
import { githubWorkOf } from '../collaboration/githubWork.ts';
import { readCommits } from '../collaboration/readCommits.ts';
import type { SeenCommit } from '../collaboration/seenCommits.ts';
import { redToGreen, waitsForCi } from '../collaboration/waits.ts';
import type { Context } from '../context.ts';
import { inDays, inWords, minutesOf, percent, shareOf, sum, tenths } from './digestFact.ts';
import type { DigestInput } from './digestFact.ts';

/** The maximum number of facts for each kind of waiting work. */
const most = 4;
/** Pull requests that are older than the digest by up to this (ms) may explain its commits. */
const aroundMs = 30 * dayMs;
/** Workflows that ran less often say nothing. */
const leastRuns = 2;

/**
 * Facts about GitHub and git in the days of the digest: commits, waiting for CI, how long it stayed red, and what waits for the person now,
 * each with its link. Names of private repositories are only in the texts, which stay here; a model gets the figures.
 * @param from start of the digest's days, ms since the epoch
 */
export function githubFacts(reader: ActivityReader, { context }: DigestInput, from: number): DigestFact[] {
  const events = readCodeHosts(reader, { from: from - aroundMs, to: context.now + dayMs });
  const runs = ofKind(events, 'run').filter(({ startedAt }) => startedAt >= from);
  return [
    ...commitFacts(readCommits(reader, { from, to: context.now + dayMs }, events), context),
    ...ciFacts(runs, context),
    ...workFacts(githubWorkOf(reader, context)),
  ];
}

function commitFacts(commits: readonly SeenCommit[], context: Context): DigestFact[] {
  if (commits.length === 0) return [];
  const dayIn = ({ authoredAt }: { authoredAt: number }) =>
    Math.floor((authoredAt + context.offset * minuteMs) / dayMs);
  const values = {
    commits: commits.length,
    days: new Set(commits.map(dayIn)).size,
    linesAdded: sum(commits.map(({ additions = 0 }) => additions)),
    linesRemoved: sum(commits.map(({ deletions = 0 }) => deletions)),
  };
  const { t } = context;
  const [lines, removed] = [values.linesAdded, values.linesRemoved];
  const commitsInWords = counted(t, ['1 commit', '{0} commits'], [values.commits]);
  const text = t('{0} on {1}, +{2} −{3} lines', commitsInWords, inDays(values.days, context), lines, removed);
  const labels = { about: 'commits' };
  return [{ id: 'github:commits', topic: 'github', weight: 20, names: {}, labels, values, text }];
}

function ciFacts(runs: readonly FiledEvent<CiRun>[], context: Context): DigestFact[] {
  const { t } = context;
  const ended = runs.filter(({ endedAt }) => endedAt !== undefined);
  if (ended.length < leastRuns) return [];
  const judged = ended.filter(({ conclusion }) => conclusion === 'passed' || conclusion === 'failed');
  const failures = judged.filter(({ conclusion }) => conclusion === 'failed').length;
  const green = redToGreen(runs).map(({ start, end }) => end - start);
  const values = {
    runs: ended.length,
    failures,
    failShare: shareOf(failures, judged.length),
    medianMinutes: minutesOf(medianOf(ended.map(({ startedAt, endedAt = startedAt }) => endedAt - startedAt))),
    waitMinutes: minutesOf(sum(waitsForCi(runs).map(({ start, end }) => end - start))),
    turnedGreen: green.length,
    ...(green.length > 0 && { redToGreenHours: tenths(medianOf(green) / hourMs) }),
  };
  const text = [
    t('CI ran {0} times, {1} failed ({2} %)', values.runs, failures, percent(values.failShare)),
    t('{0} a run, waited for {1} in all', inWords(values.medianMinutes, context), inWords(values.waitMinutes, context)),
    ...(green.length > 0 ? [greenText(green.length, tenths(medianOf(green) / hourMs), t)] : []),
  ].join('; ');
  const weight = Math.min(70, 25 + 3 * failures + values.waitMinutes / 30);
  return [{ id: 'github:ci', topic: 'github', weight, names: {}, labels: { about: 'ci' }, values, text }];
}

function greenText(count: number, hours: number, t: Translate): string {
  return count === 1
    ? t('red to green once, after {0} h', hours)
    : t('red to green {0} times, typically after {1} h', count, hours);
}

const weights = { review: 60, checks: 55, stale: 40, branch: 35, issue: 30 } as const;

function workFacts(works: readonly GithubWork[]): DigestFact[] {
  return Object.entries(weights).flatMap(([kind, weight]) => {
    const all = works.filter((work) => work.kind === kind);
    return all.slice(0, most).map(({ evidence: [first], isPrivate, repo, title, days, url }, i): DigestFact => {
      const name = kind === 'branch' ? { branch: title } : { task: title };
      return {
        id: first.id,
        topic: 'github',
        weight: Math.min(90, weight + days - i),
        names: isPrivate ? {} : { project: repo, ...name },
        labels: { about: kind },
        values: { days, ofThem: all.length },
        text: first.text,
        url,
      };
    });
  });
}
