import * as z from 'zod';
import type { DocumentFact } from '../facts/facts.ts';
import { jsonOf } from '../base/jsonOf.ts';

/**
 * Activity of the person on a code host, and of others for them, in the terms that all code hosts share. Analytics reads these, whichever
 * integration wrote them; today that is GitHub's, whose documents are the collection `github`. Times are milliseconds since the epoch. All of
 * it but the figures is names, so the vault keeps it whole.
 */

const where = {
  /** `owner/name`. */
  repo: z.string(),
  isPrivate: z.boolean(),
  /** The page of it on the host. */
  url: z.string(),
};

const commit = z.object({
  kind: z.literal('commit'),
  ...where,
  sha: z.string(),
  subject: z.string(),
  branch: z.string(),
  /** Time at which the work was done; a rewritten commit keeps it. */
  authoredAt: z.number(),
  committedAt: z.number(),
  /** It has more than one parent: the work of it is counted in the commits it joins. */
  isMerge: z.boolean(),
  /** Absent if the host did not tell. */
  additions: z.number().optional(),
  deletions: z.number().optional(),
});

/** The fields of what can be opened and ended: a pull request or an issue. */
const opened = {
  ...where,
  /** The host's own id of it. */
  node: z.string(),
  number: z.number(),
  title: z.string(),
  author: z.string(),
  /** The person opened it. */
  isMine: z.boolean(),
  createdAt: z.number(),
  /** Merged or closed. */
  endedAt: z.number().optional(),
  updatedAt: z.number(),
};

const pull = z.object({
  kind: z.literal('pull'),
  ...opened,
  state: z.enum(['open', 'merged', 'closed']),
  isDraft: z.boolean(),
  additions: z.number(),
  deletions: z.number(),
  files: z.number(),
  branch: z.string(),
  /** The commit that came of it when it was merged. */
  mergeSha: z.string().optional(),
  /** Its own commits, the latest 100. */
  shas: z.array(z.string()),
  checks: z.enum(['passing', 'failing', 'pending']).optional(),
  /** The person is asked for a review. */
  awaitsMe: z.boolean(),
  /** Time at which the person was last asked for a review by name. */
  askedAt: z.number().optional(),
});

const issue = z.object({
  kind: z.literal('issue'),
  ...opened,
  isAssigned: z.boolean(),
  state: z.enum(['open', 'closed']),
});

/** A pull request was merged or closed, or an issue was closed: an instant of its own, beside the thing itself. */
const ending = z.object({
  kind: z.literal('ending'),
  ...where,
  of: z.enum(['pull', 'issue']),
  how: z.enum(['merged', 'closed']),
  number: z.number(),
  /** Document id of the pull request or issue. */
  about: z.string(),
  at: z.number(),
});

/** A review or comment that the person gave, or received on what they opened. */
const reply = {
  ...where,
  number: z.number(),
  about: z.string(),
  author: z.string(),
  isMine: z.boolean(),
  at: z.number(),
};
const review = z.object({
  kind: z.literal('review'),
  ...reply,
  verdict: z.enum(['approved', 'changes', 'commented', 'dismissed']),
  /** Comments on lines that came with it. */
  comments: z.number(),
});
const comment = z.object({ kind: z.literal('comment'), ...reply, of: z.enum(['pull', 'issue']) });

const run = z.object({
  kind: z.literal('run'),
  ...where,
  run: z.number(),
  attempt: z.number(),
  workflow: z.string(),
  /** Its trigger, such as `push` or `pull_request`. */
  event: z.string(),
  branch: z.string(),
  sha: z.string(),
  startedAt: z.number(),
  /** Absent while it runs. */
  endedAt: z.number().optional(),
  conclusion: z.enum(['passed', 'failed', 'stopped']).optional(),
});

export const codeHostEventSchema = z.discriminatedUnion('kind', [commit, pull, issue, ending, review, comment, run]);
export type CodeHostEvent = z.infer<typeof codeHostEventSchema>;
export type CodeHostEventKind = CodeHostEvent['kind'];
export type HostedCommit = z.infer<typeof commit>;
export type PullRequest = z.infer<typeof pull>;
export type HostedIssue = z.infer<typeof issue>;
export type CodeReview = z.infer<typeof review>;
export type CiRun = z.infer<typeof run>;

/** An event with the id of its document. */
export type FiledEvent<E extends CodeHostEvent = CodeHostEvent> = E & { readonly id: string };

/** Reads a document; undefined when it isn't an event, or one of a version that this one doesn't know. */
export function codeHostEventOf({ id, body }: Pick<DocumentFact, 'id' | 'body'>): FiledEvent | undefined {
  const parsed = codeHostEventSchema.safeParse(jsonOf(body));
  return parsed.success ? { ...parsed.data, id } : undefined;
}
