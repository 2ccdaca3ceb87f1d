import type { World } from '../../test/fakes/github/world.ts';

/** A busy person's month: about 10,000 events come of it. */
export const benchAmounts = { repos: 20, commits: 5600, pulls: 900, issues: 1300, runs: 1500 };
export const benchSeed = 4;
export const benchToken = 'ghp_bench';

export interface ServedWorld {
  readonly address: string;
  readonly world: World;
}

/**
 * The fewest requests that could bring what the world holds for the person: full pages of a hundred of every list, and full batches
 * of the two GraphQL questions; a list for each repository's default branch, each branch pushed to and its runs; one for each
 * earlier attempt of a run.
 */
export function leastRequests(world: World): number {
  const { login } = world.me;
  const pages = (count: number, size = 100): number => Math.max(1, Math.ceil(count / size));
  const sum = (counts: number[]): number => counts.reduce((total, count) => total + count, 0);
  const mine = world.commits.filter(({ author }) => author === login);
  const lists = world.repos.flatMap(({ name }) => {
    const ofRepo = mine.filter(({ repo }) => repo === name);
    const branches = new Set(['main', ...world.pushes.filter(({ repo }) => repo === name).map(({ branch }) => branch)]);
    const runs = world.runs.filter(({ repo, actor }) => repo === name && actor === login);
    return [
      ...[...branches].map((branch) => pages(ofRepo.filter((one) => one.branches.includes(branch)).length)),
      pages(runs.length),
    ];
  });
  const concerns = world.items.filter(
    ({ author, assignees, asked, replies }) =>
      [author, ...assignees, ...asked].includes(login) || replies.some(({ by }) => by === login),
  );
  const pulls = concerns.filter(({ of }) => of === 'pull');
  const talked = concerns.filter(({ of, replies }) => of === 'issue' && replies.length > 0);
  const earlier = sum(world.runs.filter(({ actor }) => actor === login).map(({ attempts }) => attempts.length - 1));
  const searches = pages(pulls.length) + pages(concerns.length - pulls.length);
  const details = Math.ceil((pulls.length + talked.length) / 25);
  return 3 + sum(lists) + Math.ceil(mine.length / 100) + searches + details + earlier;
}
