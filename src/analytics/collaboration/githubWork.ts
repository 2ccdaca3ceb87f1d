import { compareText } from '../../core/base/compareText.ts';
import { dayMs } from '../../core/time/days.ts';
import {
  codeHostEventOf,
  type FiledEvent,
  type HostedIssue,
  type PullRequest,
} from '../../core/codeHosts/codeHostEvent.ts';
import { githubChoiceId, githubDocumentId, repositoriesOff } from '../../core/github/githubState.ts';
import type { GithubWork } from '../../core/insights/planInputs.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import type { Translate } from '../../core/base/translate.ts';
import type { Context } from '../context.ts';
import { githubState } from './events.ts';
import { staleBranches, type StaleBranch } from './staleBranches.ts';

/** A pull request without activity for this many days is stale. */
const staleDays = 7;

type Open = FiledEvent<PullRequest> | FiledEvent<HostedIssue>;

/**
 * Returns what waits for the person on GitHub, most urgent first: requested reviews, their pull requests with failing checks, those without
 * activity for a week, open issues assigned to them, and abandoned branches.
 */
export function githubWorkOf(reader: ActivityReader, { now, t }: Context): GithubWork[] {
  const state = githubState(reader);
  if (!state) return [];
  const off = new Set(repositoriesOff(reader.document(githubChoiceId)));
  const found = state.open.flatMap((node) => {
    const [pull, issue] = ['pull', 'issue'].map((kind) =>
      reader.document(githubDocumentId(`${kind}:${node}`, state.host)),
    );
    const document = pull ?? issue;
    const event = document && codeHostEventOf(document);
    return event && (event.kind === 'pull' || event.kind === 'issue') && !off.has(event.repo) ? [event] : [];
  });
  const branches = staleBranches(reader, { state, off, now }).map((branch) => branchWork(branch, t));
  const works = [...found.flatMap((event) => workOf(event, { now, t }) ?? []), ...branches];
  const order = { review: 0, checks: 1, stale: 2, issue: 3, branch: 4 };
  return works.sort((a, b) => order[a.kind] - order[b.kind] || b.days - a.days || compareText(a.url, b.url));
}

function workOf(event: Open, { now, t }: Pick<Context, 'now' | 't'>): GithubWork | undefined {
  const kind = kindOf(event, now);
  if (!kind) return undefined;
  const { id, repo, isPrivate, number, title, url } = event;
  const days = Math.max(0, Math.floor((now - event.updatedAt) / dayMs));
  const text = `${sayingOf(kind, days, t)}: ${repo}#${number} ${title} ${url}`;
  return { kind, repo, isPrivate, number, title, url, days, evidence: [{ id: `${id}:${kind}`, text, url }] };
}

function branchWork({ repo, isPrivate, branch, days, url }: StaleBranch, t: Translate): GithubWork {
  const text = t('{0} of {1} has no pull request, and no push for {2} days: {3}', branch, repo, days, url);
  const evidence = { id: `github:branch:${repo}:${branch}`, text, url };
  return { kind: 'branch', repo, isPrivate, title: branch, url, days, evidence: [evidence] };
}

function kindOf(event: Open, now: number): Exclude<GithubWork['kind'], 'branch'> | undefined {
  if (event.state !== 'open') return undefined;
  if (event.kind === 'issue') return event.isAssigned ? 'issue' : undefined;
  if (event.awaitsMe && !event.isMine) return 'review';
  if (!event.isMine) return undefined;
  if (event.checks === 'failing') return 'checks';
  return now - event.updatedAt >= staleDays * dayMs ? 'stale' : undefined;
}

function sayingOf(kind: Exclude<GithubWork['kind'], 'branch'>, days: number, t: Translate): string {
  switch (kind) {
    case 'review':
      return days === 0 ? t('Your review is requested') : t('Your review was requested; untouched for {0} days', days);
    case 'checks':
      return t('The checks of your pull request fail');
    case 'stale':
      return t('Your pull request is untouched for {0} days', days);
    case 'issue':
      return t('An open issue is assigned to you');
  }
}
