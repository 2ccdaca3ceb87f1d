import * as z from 'zod';
import {
  type HookEvent,
  type HookEventName,
  hookEventNames,
  hookInstant,
  hookRepo,
} from '../../../src/core/github/hookEvent.ts';

/** One line of text that PostgreSQL takes, cut where it is too long. */
const line = (most: number) =>
  z.string().transform((text) =>
    text
      .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
      .slice(0, most)
      .toWellFormed(),
  );
const id = z.int().min(0);
const account = z.object({ login: line(100) });
const accounts = z.array(account).catch([]);
/** GitHub writes instants as text, and that of a push in seconds. */
const instant = z
  .union([
    z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
    z.int().transform((seconds) => seconds * 1000),
  ])
  .pipe(hookInstant);
const mostPeople = 50;
/** Whatever GitHub leaves out or sends as null, and what isn't understood, is undefined. */
const maybe = <T>(schema: z.ZodType<T>) =>
  schema
    .nullish()
    .catch(undefined)
    .transform((value) => value ?? undefined);

const common = z.object({
  action: line(50).optional(),
  repository: z.object({
    full_name: hookRepo,
    private: z.boolean(),
    default_branch: line(255),
  }),
  sender: account.optional(),
});

const push = z.object({
  ref: line(255),
  after: line(64),
  deleted: z.boolean(),
  repository: z.object({ pushed_at: maybe(instant) }),
});
const item = z.object({
  node_id: line(100),
  number: id,
  updated_at: instant,
  user: account.nullable(),
  assignees: accounts,
  requested_reviewers: accounts.optional(),
});
const pull = z.object({ pull_request: item.extend({ head: z.object({ ref: line(255), sha: line(64) }) }) });
const issue = z.object({ issue: item });
const check = z.object({
  head_sha: line(64),
  head_branch: maybe(line(255)),
  status: line(30),
  conclusion: maybe(line(30)),
  updated_at: maybe(instant),
  started_at: maybe(instant),
  completed_at: maybe(instant),
});
const run = z.object({
  workflow_run: z.object({
    id,
    run_attempt: id.default(1),
    name: maybe(line(200)),
    event: line(50),
    status: line(30),
    conclusion: maybe(line(30)),
    head_branch: maybe(line(255)),
    head_sha: line(64),
    html_url: z.url({ protocol: /^https?$/ }).max(500),
    created_at: instant,
    run_started_at: maybe(instant),
    updated_at: instant,
    actor: account.nullish(),
  }),
});
const deployment = z.object({
  deployment: z.object({ id, environment: line(200), sha: line(64), ref: line(255), created_at: instant }),
  deployment_status: z
    .object({
      state: line(30),
      environment_url: z.string().max(500).optional(),
      updated_at: instant,
    })
    .optional(),
});
const release = z.object({
  release: z.object({ tag_name: line(255), published_at: maybe(instant), created_at: maybe(instant) }),
});

type Part = Partial<HookEvent> & { readonly people?: string[] };

/** Fields of each event besides the common ones. */
const readers: Readonly<Record<HookEventName, (payload: unknown) => Part>> = {
  push: (payload) => {
    const { ref, after, deleted, repository } = push.parse(payload);
    const [, kind, name] = /^refs\/(heads|tags)\/(.+)$/.exec(ref) ?? [];
    return {
      ...(kind === 'heads' && { branch: name }),
      ...(kind === 'tags' && { tag: name }),
      ...(!deleted && { sha: after }),
      ...(deleted && { action: 'deleted' }),
      ...(repository.pushed_at !== undefined && { at: repository.pushed_at }),
    };
  },
  pull_request: readPull,
  pull_request_review: readPull,
  issues: (payload) => readItem(issue.parse(payload).issue),
  check_run: (payload) => readCheck(z.object({ check_run: check }).parse(payload).check_run),
  check_suite: (payload) => readCheck(z.object({ check_suite: check }).parse(payload).check_suite),
  workflow_run: readRun,
  deployment: readDeployment,
  deployment_status: readDeployment,
  release: (payload) => {
    const { tag_name: tag, published_at, created_at } = release.parse(payload).release;
    const at = published_at ?? created_at;
    return { tag, ...(at !== undefined && { at }) };
  },
};

/**
 * Reduces a payload of GitHub to what Daymark uses; nothing that isn't named here gets any further.
 * @param name the header `X-GitHub-Event`
 * @param now when it came, for the few events that don't say when they happened; ms since the epoch
 * @returns undefined for events that Daymark doesn't use, and for payloads that it doesn't understand
 */
export function reduceDelivery(name: string, payload: unknown, now: number): HookEvent | undefined {
  const event = hookEventNames.find((one) => one === name);
  const parsed = common.safeParse(payload);
  if (!event || !parsed.success) return undefined;
  const { action, repository, sender } = parsed.data;
  const part = partOf(event, payload);
  if (!part) return undefined;
  const people = [...(sender ? [sender.login] : []), ...(part.people ?? [])];
  return {
    event,
    ...(action !== undefined && { action }),
    repo: repository.full_name,
    isPrivate: repository.private,
    defaultBranch: repository.default_branch,
    at: now,
    nodes: [],
    ...part,
    people: [...new Set(people)].slice(0, mostPeople),
  };
}

function partOf(event: HookEventName, payload: unknown): Part | undefined {
  try {
    return readers[event](payload);
  } catch (error) {
    if (error instanceof z.ZodError) return undefined;
    throw error;
  }
}

function readPull(payload: unknown): Part {
  const { head, ...rest } = pull.parse(payload).pull_request;
  return { ...readItem(rest), branch: head.ref, sha: head.sha };
}

function readItem({ node_id, number, updated_at, user, assignees, requested_reviewers }: z.infer<typeof item>): Part {
  const all = [...(user ? [user] : []), ...assignees, ...(requested_reviewers ?? [])];
  return { nodes: [node_id], number, at: updated_at, people: all.map(({ login }) => login) };
}

function readCheck({ head_sha, head_branch, updated_at, started_at, completed_at }: z.infer<typeof check>): Part {
  const at = completed_at ?? updated_at ?? started_at;
  return { sha: head_sha, ...(head_branch !== undefined && { branch: head_branch }), ...(at !== undefined && { at }) };
}

function readRun(payload: unknown): Part {
  const { workflow_run: one } = run.parse(payload);
  const startedAt = one.run_started_at ?? one.created_at;
  const hasEnded = one.status === 'completed';
  return {
    sha: one.head_sha,
    ...(one.head_branch !== undefined && { branch: one.head_branch }),
    at: one.updated_at,
    people: one.actor ? [one.actor.login] : [],
    run: {
      id: one.id,
      attempt: one.run_attempt,
      workflow: one.name ?? '',
      trigger: one.event,
      status: one.status,
      ...(hasEnded && one.conclusion !== undefined && { conclusion: one.conclusion }),
      startedAt,
      ...(hasEnded && { endedAt: Math.max(startedAt, one.updated_at) }),
      url: one.html_url,
    },
  };
}

function readDeployment(payload: unknown): Part {
  const { deployment: one, deployment_status: status } = deployment.parse(payload);
  const url = status?.environment_url;
  return {
    sha: one.sha,
    branch: one.ref,
    at: status?.updated_at ?? one.created_at,
    deployment: {
      id: one.id,
      environment: one.environment,
      state: status?.state ?? 'queued',
      ...(url !== undefined && URL.canParse(url) && /^https?:/.test(url) && { url }),
    },
  };
}
