import type { Answers } from './answers.ts';
import { searchItems } from './search.ts';
import type { World, WorldRun } from './world.ts';

/** The target of a path: its name in the description, and its pages. */
export interface Found {
  readonly route: string;
  readonly status: number;
  /** The total on all pages. */
  readonly count: number;
  page(page: number, size: number): unknown;
}

interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
}

/** Finds the target of a REST path; undefined if there is none. */
export function routeOf(world: World, answers: Answers, { path, query }: Asked): Found | undefined {
  const one = (route: string, body: () => unknown): Found => ({ route, status: 200, count: 0, page: body });
  if (path === '/user') return one('/user', () => answers.user());
  if (path === '/user/repos') return repositories(world, answers, query);
  if (path === `/users/${world.me.login}/events`) return events(world, answers);
  if (path === '/search/issues') return searched(world, answers, query);
  const [, owner, name, rest = ''] = /^\/repos\/([^/]+)\/([^/]+)\/(.+)$/.exec(path) ?? [];
  const repo = `${owner}/${name}`;
  if (!world.repos.some((each) => each.name === repo)) return undefined;
  if (rest === 'commits') return commits(world, answers, { repo, query });
  if (rest === 'actions/runs') return runs(world, answers, { repo, query });
  const [, id, attempt] = /^actions\/runs\/(\d+)\/attempts\/(\d+)$/.exec(rest) ?? [];
  const run = world.runs.find((each) => each.repo === repo && each.id === Number(id));
  const route = '/repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}';
  return run && one(route, () => answers.run(run, Number(attempt)));
}

function listed<T>(route: string, all: readonly T[], wrap: (items: readonly T[]) => unknown): Found {
  const page = (number: number, size: number): unknown => wrap(all.slice((number - 1) * size, number * size));
  return { route, status: 200, count: all.length, page };
}

function repositories(world: World, answers: Answers, query: URLSearchParams): Found {
  const isPublic = query.get('visibility') === 'public';
  const repos = world.repos.filter(({ isPrivate }) => !isPublic || !isPrivate);
  const sorted = repos.toSorted((a, b) => b.pushedAt - a.pushedAt || (a.name < b.name ? -1 : 1));
  return listed('/user/repos', sorted, (some) => some.map((repo) => answers.repo(repo)));
}

function events(world: World, answers: Answers): Found {
  const all = [
    ...world.pushes.map((push) => ({ ...push, isDelete: false })),
    ...(world.deletes ?? []).map((deletion) => ({ ...deletion, isDelete: true })),
  ];
  const latest = all.toSorted((a, b) => b.at - a.at).slice(0, 300);
  const numbered = latest.map((one, i) => (one.isDelete ? answers.deletion(one, i + 1) : answers.push(one, i + 1)));
  return listed('/users/{username}/events', numbered, (some) => some);
}

function searched(world: World, answers: Answers, query: URLSearchParams): Found {
  const route = '/search/issues';
  const items = searchItems(world, query.get('q') ?? '');
  if (!items) return { route, status: 422, count: 0, page: () => undefined };
  const sorted = items.toSorted((a, b) => a.updatedAt - b.updatedAt || (a.node < b.node ? -1 : 1));
  const first = sorted.slice(0, 1000);
  return listed(route, first, (some) => ({
    total_count: items.length,
    incomplete_results: false,
    search_type: 'lexical',
    items: some.map((item) => answers.item(item)),
  }));
}

interface InRepo {
  readonly repo: string;
  readonly query: URLSearchParams;
}

function commits(world: World, answers: Answers, { repo, query }: InRepo): Found {
  const route = '/repos/{owner}/{repo}/commits';
  const ofRepo = world.commits.filter((commit) => commit.repo === repo);
  if (ofRepo.length === 0) return { route, status: 409, count: 0, page: () => undefined };
  const branch = query.get('sha') ?? '';
  const known = new Set(ofRepo.flatMap(({ branches }) => branches));
  if (!known.has(branch)) return { route, status: 404, count: 0, page: () => undefined };
  const since = Date.parse(query.get('since') ?? '1970-01-01');
  const found = ofRepo
    .filter(({ branches, author }) => branches.includes(branch) && author === query.get('author'))
    .filter(({ committedAt }) => committedAt >= since)
    .toSorted((a, b) => b.committedAt - a.committedAt || (a.sha < b.sha ? -1 : 1));
  return listed(route, found, (some) => some.map((commit) => answers.commit(commit)));
}

function runs(world: World, answers: Answers, { repo, query }: InRepo): Found {
  const isCreated = createdIn(query.get('created') ?? '>=1970-01-01');
  const found = world.runs
    .filter((run) => run.repo === repo && run.actor === query.get('actor') && isCreated(run))
    .toSorted((a, b) => b.createdAt - a.createdAt || b.id - a.id);
  return listed('/repos/{owner}/{repo}/actions/runs', found.slice(0, 1000), (some) => ({
    total_count: found.length,
    workflow_runs: some.map((run) => answers.run(run, run.attempts.length)),
  }));
}

function createdIn(range: string): (run: WorldRun) => boolean {
  const [from = '', to] = range.replace('>=', '').split('..');
  const until = to === undefined ? Infinity : Date.parse(to) + 999;
  return ({ createdAt }) => createdAt >= Date.parse(from) && createdAt <= until;
}
