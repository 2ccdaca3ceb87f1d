import * as z from 'zod';
import type { DocumentFact } from '../facts/facts.ts';
import { jsonOf } from '../base/jsonOf.ts';
import { secureAddress } from '../base/secureAddress.ts';

/** The document that holds how far the sync has come. It begins at the epoch, so that no reading of a day meets it. */
export const githubStateId = 'github:state';
/**
 * The document that spans what was read of GitHub the last time. It holds nothing: it lies on the days of which more is known now, so that
 * what was worked out of them before is worked out again.
 */
export const githubReadId = 'github:read';
/** The document that holds the repositories that the person switched off. */
export const githubChoiceId = 'github:choice';

/** Report of a sync for the person. */
export const syncReportSchema = z.object({
  startedAt: z.number(),
  endedAt: z.number(),
  /** `limited`: GitHub asked to wait. `cancelled`, `failed`: what was fetched is kept, the next sync continues from there. */
  outcome: z.enum(['done', 'cancelled', 'limited', 'signed-out', 'failed']),
  /** New ones, by kind. */
  counts: z.object({
    commits: z.number(),
    pulls: z.number(),
    reviews: z.number(),
    comments: z.number(),
    issues: z.number(),
    runs: z.number(),
  }),
  requests: z.number(),
  /** Remaining part of the primary rate limit, and when it is full again. */
  rate: z.object({ limit: z.number(), remaining: z.number(), resetAt: z.number() }).optional(),
  /** Time from which GitHub may be asked again, after `limited`. */
  retryAt: z.number().optional(),
  /** Failures, by what was asked and GitHub's status, and what was done about each. */
  problems: z.array(
    z.object({
      what: z.string(),
      repo: z.string().optional(),
      status: z.number(),
      /** GitHub answered, but not as it documents. */
      isUnreadable: z.boolean().optional(),
      /** `skipped`: not asked again until it changes. `again`: the next sync asks again. */
      remedy: z.enum(['skipped', 'again']),
    }),
  ),
});
export type SyncReport = z.infer<typeof syncReportSchema>;

const repo = z.object({
  name: z.string(),
  defaultBranch: z.string(),
  pushedAt: z.number(),
  isPrivate: z.boolean(),
});
export type SyncedRepo = z.infer<typeof repo>;

/** VS Code loads it. Another address, such as one of a file on another machine, would be asked for it with the user's credentials. */
const avatar = z
  .string()
  .refine((text) => secureAddress(text) !== undefined)
  .catch('');

export const githubStateSchema = z.object({
  /** `github.com`, or the host of the enterprise server. */
  host: z.string(),
  account: z.object({ login: z.string(), id: z.number(), avatar }),
  /** True if private repositories are read too. */
  isPrivate: z.boolean(),
  /** The earliest instant that the first sync looked at. */
  firstSince: z.number(),
  /** For each step, up to which instant of GitHub's clock it has been read. */
  through: z.record(z.string(), z.number()),
  /** Time at which a step of a repository was refused: it is not tried again until someone pushes to the repository. Progress stays in `through`. */
  skipped: z.record(z.string(), z.number()).default({}),
  etags: z.record(z.string(), z.string()),
  repos: z.array(repo),
  /** Branches the person pushed to, by repository, with the instant of the last push. */
  pushed: z.record(z.string(), z.record(z.string(), z.number())),
  /** Documents of open pull requests and issues: asked after by id until they are closed. */
  open: z.array(z.string()),
  /** Runs that had not ended, by repository: the instant the earliest of them began. */
  running: z.record(z.string(), z.number()),
  /** Repositories that were switched off when it was last read. */
  off: z.array(z.string()).default([]),
  /** A report that can't be read is dropped; all that was learned stays. */
  last: syncReportSchema.optional().catch(undefined),
});
export type GithubState = z.infer<typeof githubStateSchema>;

/** Steps of the sync by which pull requests, issues, reviews and comments are found. */
const talkSteps = ['search:pr:involves', 'search:pr:reviewed', 'search:pr:asked', 'refresh'] as const;

/** Up to which instant it is known what was done with others on GitHub; 0 while nothing is. */
export function githubReadTo({ through }: Pick<GithubState, 'through'>): number {
  return Math.min(...talkSteps.map((step) => through[step] ?? 0));
}

const choiceSchema = z.object({ off: z.array(z.string()) });

/**
 * The id of the document of a thing.
 * @param key kind and GitHub's own id of it, such as `commit:<sha>`
 * @param host an enterprise server numbers its things by itself, so a mark of it is part of the id; ids are not sealed, so its name is not
 */
export function githubDocumentId(key: string, host: string): string {
  if (host === 'github.com') return `github:${key}`;
  // FNV-1a.
  let mark = 0x811c9dc5;
  for (let i = 0; i < host.length; i++) mark = Math.imul(mark ^ host.charCodeAt(i), 0x01000193) >>> 0;
  return `github:${key}@${mark.toString(16).padStart(8, '0')}`;
}

/** The state in its document, or undefined if there is none that this version can read. */
export function githubStateOf(document: DocumentFact | undefined): GithubState | undefined {
  return document && githubStateSchema.safeParse(jsonOf(document.body)).data;
}

/** The text of a state for its document; undefined for one that could not be read again, which must never replace one that can. */
export function githubStateText(state: GithubState): string | undefined {
  const text = JSON.stringify(state);
  return githubStateSchema.safeParse(jsonOf(text)).success ? text : undefined;
}

/** Returns the state without entries that GitHub gave in another form than it documents: with them, the state could not be read again. */
export function readableState(state: GithubState): GithubState {
  const isFit = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
  const times = (all: Readonly<Record<string, number>>): Record<string, number> =>
    Object.fromEntries(Object.entries(all).filter(([, at]) => isFit(at)));
  return {
    ...state,
    repos: state.repos.filter((each) => repo.safeParse(each).success),
    pushed: Object.fromEntries(Object.entries(state.pushed).map(([name, branches]) => [name, times(branches)])),
    open: state.open.filter((id) => typeof id === 'string'),
    running: times(state.running),
  };
}

/** Names of the repositories that are switched off. */
export function repositoriesOff(document: DocumentFact | undefined): readonly string[] {
  return (document && choiceSchema.safeParse(jsonOf(document.body)).data?.off) ?? [];
}

/** Names of the repositories that the person can switch off and on, in order. */
export function knownRepositories({ repos, pushed }: GithubState, off: readonly string[]): string[] {
  return [...new Set([...repos.map(({ name }) => name), ...Object.keys(pushed), ...off])].sort();
}
