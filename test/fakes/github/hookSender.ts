import { createHmac, randomUUID } from 'node:crypto';

/** Address that GitHub delivers to. */
export interface HookTarget {
  readonly url: string;
  readonly secret: string;
}

interface Delivery {
  readonly event: string;
  readonly payload: object;
  /** The same for one that is sent again. */
  readonly id?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** GitHub's signature of a body: https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries */
export function signatureOf(secret: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** Delivers an event as GitHub does. */
export function deliver(target: HookTarget, event: string, payload: object): Promise<Response> {
  return deliverAs(target, { event, payload });
}

/** Delivers with an id or headers that GitHub wouldn't send. */
export function deliverAs(
  { url, secret }: HookTarget,
  { event, payload, id = randomUUID(), headers = {} }: Delivery,
): Promise<Response> {
  const body = JSON.stringify(payload);
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/044aadd',
      accept: '*/*',
      'x-github-delivery': id,
      'x-github-event': event,
      'x-github-hook-id': '292430182',
      'x-github-hook-installation-target-id': '79929171',
      'x-github-hook-installation-target-type': 'repository',
      'x-hub-signature-256': signatureOf(secret, body),
      ...headers,
    },
    body,
  });
}

/** Subject of the payloads. Times are in ms since the epoch. */
export interface HookSubject {
  readonly repo: string;
  readonly isPrivate?: boolean;
  readonly login: string;
  readonly at: number;
}

const iso = (at: number): string => new Date(at).toISOString().replace('.000', '');
const user = (login: string): object => ({
  login,
  id: 1,
  node_id: 'U_1',
  type: 'User',
  email: `${login}@unneeded.example`,
});

/** Returns the fields that every payload has. */
function common({ repo, isPrivate = false, login }: HookSubject): object {
  const [owner = '', name] = repo.split('/');
  return {
    repository: {
      id: 1,
      node_id: 'R_1',
      name,
      full_name: repo,
      private: isPrivate,
      owner: user(owner),
      description: 'unneeded description',
      default_branch: 'main',
      clone_url: `https://github.com/${repo}.git`,
    },
    sender: user(login),
  };
}

/** A push of a branch. */
export function pushPayload(subject: HookSubject, { branch, sha }: { branch: string; sha: string }): object {
  const whole = common(subject) as { repository: object };
  return {
    ref: `refs/heads/${branch}`,
    before: '0'.repeat(40),
    after: sha,
    created: false,
    deleted: false,
    forced: false,
    ...whole,
    repository: { ...whole.repository, pushed_at: Math.floor(subject.at / 1000) },
    pusher: { name: subject.login, email: 'pusher@unneeded.example' },
    commits: [{ id: sha, message: 'unneeded message', author: { name: 'Mona', email: 'mona@unneeded.example' } }],
  };
}

/** A pull request that was opened or changed, or a review of it. */
export function pullPayload(
  subject: HookSubject,
  {
    node,
    number,
    action = 'opened',
    author = subject.login,
  }: { node: string; number: number; action?: string; author?: string },
): object {
  return {
    action,
    number,
    pull_request: {
      id: 7,
      node_id: node,
      number,
      title: 'unneeded title',
      body: 'unneeded body',
      user: user(author),
      assignees: [],
      requested_reviewers: [],
      state: 'open',
      created_at: iso(subject.at),
      updated_at: iso(subject.at),
      head: { ref: 'topic', sha: 'a'.repeat(40), label: `${author}:topic` },
      base: { ref: 'main', sha: 'b'.repeat(40) },
    },
    ...(action === 'submitted' && {
      review: { id: 3, body: 'unneeded review', state: 'approved', user: user(subject.login) },
    }),
    ...common(subject),
  };
}

/** An issue that was opened or changed. */
export function issuePayload(subject: HookSubject, { node, number }: { node: string; number: number }): object {
  return {
    action: 'opened',
    issue: {
      node_id: node,
      number,
      title: 'unneeded title',
      body: 'unneeded body',
      user: user(subject.login),
      assignees: [],
      updated_at: iso(subject.at),
    },
    ...common(subject),
  };
}

/** A run of a workflow. */
export function runPayload(
  subject: HookSubject,
  { id, conclusion, attempt = 1 }: { id: number; conclusion?: string; attempt?: number },
): object {
  return {
    action: conclusion === undefined ? 'in_progress' : 'completed',
    workflow_run: {
      id,
      name: 'CI',
      node_id: 'WFR_1',
      head_branch: 'main',
      head_sha: 'c'.repeat(40),
      display_title: 'unneeded title',
      run_attempt: attempt,
      event: 'push',
      status: conclusion === undefined ? 'in_progress' : 'completed',
      conclusion: conclusion ?? null,
      html_url: `https://github.com/${subject.repo}/actions/runs/${id}`,
      created_at: iso(subject.at - 60_000),
      run_started_at: iso(subject.at - 60_000),
      updated_at: iso(subject.at),
      actor: user(subject.login),
      head_commit: { id: 'c'.repeat(40), message: 'unneeded message' },
    },
    workflow: { id: 5, name: 'CI', path: '.github/workflows/ci.yml' },
    ...common(subject),
  };
}

/** A check or a suite of checks that ended. */
export function checkPayload(subject: HookSubject, kind: 'check_run' | 'check_suite'): object {
  return {
    action: 'completed',
    [kind]: {
      id: 4,
      head_sha: 'c'.repeat(40),
      head_branch: 'main',
      status: 'completed',
      conclusion: 'failure',
      started_at: iso(subject.at - 60_000),
      completed_at: iso(subject.at),
      output: { title: 'unneeded title', summary: 'unneeded summary' },
      pull_requests: [],
    },
    ...common(subject),
  };
}

/** A deployment, with its state once it has one. */
export function deploymentPayload(subject: HookSubject, { id, state }: { id: number; state?: string }): object {
  return {
    action: 'created',
    deployment: {
      id,
      environment: 'production',
      sha: 'd'.repeat(40),
      ref: 'main',
      payload: { unneeded: 'unneeded payload' },
      created_at: iso(subject.at - 60_000),
      updated_at: iso(subject.at),
    },
    ...(state !== undefined && {
      deployment_status: { state, environment_url: 'https://app.example.com', updated_at: iso(subject.at) },
    }),
    ...common(subject),
  };
}

/** A release that was published. */
export function releasePayload(subject: HookSubject, tag: string): object {
  return {
    action: 'published',
    release: { tag_name: tag, body: 'unneeded notes', published_at: iso(subject.at), created_at: iso(subject.at) },
    ...common(subject),
  };
}
