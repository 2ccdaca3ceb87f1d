import { dayMs } from '../../../../src/core/time/days.ts';
import type { GithubState, SyncedRepo } from '../../../../src/core/github/githubState.ts';
import type { SyncRequest } from '../../../../src/core/github/githubSync.ts';
import { SyncSession } from '../../../../src/integrations/github/session.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';
import { MemoryStore } from '../../../fakes/github/memoryStore.ts';
import { now, plain } from './given.ts';

/** One answer of REST; GraphQL's is a body. */
export interface ScriptedAnswer {
  readonly body?: unknown;
  readonly status?: number;
  readonly etag?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Another page follows. */
  readonly more?: boolean;
}

export interface Script {
  /** Answers a path below the API's address, with its parameters. */
  readonly rest?: (path: string, query: URLSearchParams) => ScriptedAnswer;
  readonly graphql?: (variables: Record<string, unknown>) => unknown;
  readonly state?: Partial<GithubState>;
  readonly request?: Partial<SyncRequest>;
}

export const emptyState: GithubState = {
  host: 'github.com',
  account: { login: 'mona', id: 1, avatar: '' },
  isPrivate: true,
  firstSince: now - 30 * dayMs,
  through: {},
  skipped: {},
  etags: {},
  repos: [],
  pushed: {},
  open: [],
  running: {},
  off: [],
};

export const repoAs = (name: string, pushedAt: number, more: Partial<SyncedRepo> = {}): SyncedRepo => ({
  name,
  pushedAt,
  defaultBranch: 'main',
  isPrivate: false,
  ...more,
});

/** A sync's session that has begun, over a GitHub that answers by a script, with what it asked for. */
export function scripted({ rest, graphql, state, request: changes }: Script = {}) {
  const requests: string[] = [];
  const questions: Record<string, unknown>[] = [];
  const headers: Headers[] = [];
  const send = (async (address: string, init: RequestInit) => {
    const { pathname, searchParams } = new URL(address);
    if (pathname === '/graphql') {
      const { variables } = JSON.parse(init.body as string) as { variables: Record<string, unknown> };
      questions.push(variables);
      return Response.json({ data: graphql?.(variables) ?? { nodes: [] } });
    }
    headers.push(new Headers(init.headers));
    requests.push(decodeURIComponent(`${pathname}${searchParams.size > 0 ? `?${searchParams.toString()}` : ''}`));
    const { body = [], status = 200, etag, headers: others, more = false } = rest?.(pathname, searchParams) ?? {};
    return new Response(status === 304 ? null : JSON.stringify(body), {
      status,
      headers: {
        'content-type': 'application/json',
        ...others,
        ...(etag !== undefined && { etag }),
        ...(more && { link: '<https://api.github.com/next>; rel="next"' }),
      },
    });
  }) as typeof fetch;
  const clock = new FakeClock(now);
  const store = new MemoryStore();
  const request: SyncRequest = {
    baseUrl: 'https://api.github.com',
    host: 'github.com',
    token: 't',
    isPrivate: true,
    off: [],
    firstReachMs: 30 * dayMs,
    state: undefined,
    store,
    clock,
    signal: new AbortController().signal,
    ...changes,
  };
  const session = new SyncSession(request, { ...plain, fetch: send });
  session.start(structuredClone({ ...emptyState, ...state }), { host: 'github.com', login: 'mona', clock });
  return { session, request, sending: { ...plain, fetch: send }, store, clock, requests, questions, headers };
}

/** The names of steps, in order. */
export const keysOf = (steps: readonly { readonly key: string }[]): string[] => steps.map(({ key }) => key);

/** An instant in the format of GitHub, in whole seconds. */
export const iso = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
