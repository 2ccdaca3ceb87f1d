import type { components } from '@octokit/openapi-types';
import type { DocumentFact } from '../../core/facts/facts.ts';
import { documentOf, instant, type Reader } from './documents.ts';

export type RestRun = Pick<
  components['schemas']['workflow-run'],
  | 'id'
  | 'run_attempt'
  | 'name'
  | 'display_title'
  | 'event'
  | 'status'
  | 'conclusion'
  | 'head_branch'
  | 'head_sha'
  | 'html_url'
  | 'created_at'
  | 'run_started_at'
  | 'updated_at'
  | 'actor'
>;

/** One attempt of a workflow's run as a document: an attempt that failed stays, so that what turned green can be seen. */
export function runDocument(run: RestRun, repo: { name: string; isPrivate: boolean }, reader: Reader): DocumentFact {
  const { id, run_attempt: attempt = 1, event, head_branch: branch, head_sha: sha, html_url: url } = run;
  const startedAt = instant(run.run_started_at ?? run.created_at);
  const endedAt = hasEnded(run) ? Math.max(startedAt, instant(run.updated_at)) : undefined;
  const body = {
    kind: 'run',
    repo: repo.name,
    isPrivate: repo.isPrivate,
    url,
    run: Number(id),
    attempt,
    workflow: run.name ?? run.display_title,
    event,
    branch: branch ?? '',
    sha,
    startedAt,
    ...(endedAt !== undefined && { endedAt, conclusion: conclusionOf(run.conclusion) }),
  } as const;
  const times = { start: startedAt, ...(endedAt !== undefined && { end: endedAt }) };
  // A finished attempt never changes except for GitHub's bookkeeping, which must not look like news.
  const rev = endedAt === undefined ? 1 : 2;
  return documentOf(body, { key: `run:${id}:${attempt}`, rev, ...times }, reader);
}

export function hasEnded({ status }: Pick<RestRun, 'status'>): boolean {
  return status === 'completed';
}

function conclusionOf(conclusion: string | null): 'passed' | 'failed' | 'stopped' {
  if (conclusion === 'success' || conclusion === 'neutral') return 'passed';
  return conclusion === 'failure' || conclusion === 'timed_out' || conclusion === 'startup_failure'
    ? 'failed'
    : 'stopped';
}
