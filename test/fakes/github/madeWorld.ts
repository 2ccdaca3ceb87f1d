import { emptyWorld, shaOf, type World, type WorldItem, type WorldReply } from './world.ts';

/** The number of each. */
export interface Amounts {
  readonly repos: number;
  readonly commits: number;
  readonly pulls: number;
  readonly issues: number;
  readonly runs: number;
}

interface Timed {
  /** Time at which each commit arrived on GitHub, by its sha. */
  readonly pushedAt: ReadonlyMap<string, number>;
  readonly world: World;
}

/** A history on GitHub, deterministic by seed, with access to any moment. */
export class MadeWorld {
  readonly #made: Timed;

  /** @param from, to instants between which everything happens, ms since the epoch */
  constructor(seed: number, amounts: Amounts, [from, to]: readonly [from: number, to: number]) {
    this.#made = new Maker(seed, from, to).make(amounts);
  }

  /** Puts into a world all that there was at an instant. */
  fill(world: World, at: number): void {
    const { world: all, pushedAt } = this.#made;
    const isThere = (sha: string): boolean => (pushedAt.get(sha) ?? 0) <= at;
    world.me = all.me;
    world.commits = all.commits.filter(({ sha }) => isThere(sha));
    world.pushes = all.pushes.filter((push) => push.at <= at);
    world.repos = all.repos.map((repo) => {
      const pushes = all.commits.filter((commit) => commit.repo === repo.name && isThere(commit.sha));
      return { ...repo, pushedAt: Math.max(0, ...pushes.map(({ sha }) => pushedAt.get(sha) ?? 0)) };
    });
    world.items = all.items.filter(({ createdAt }) => createdAt <= at).map((item) => itemAt(item, at));
    world.runs = all.runs
      .filter(({ createdAt }) => createdAt <= at)
      .map((run) => ({
        ...run,
        attempts: run.attempts
          .filter(({ startedAt }) => startedAt <= at)
          .map(({ endedAt, startedAt, conclusion }) =>
            endedAt !== undefined && endedAt <= at && conclusion ? { startedAt, endedAt, conclusion } : { startedAt },
          ),
      }));
  }
}

/** Returns a pull request or issue at a moment: updated by the last event. */
function itemAt(item: WorldItem, at: number): WorldItem {
  const { closedAt, checks, asked, ...rest } = item;
  const replies = item.replies.filter((reply) => reply.at <= at);
  const isClosed = closedAt !== undefined && closedAt <= at;
  const times = [item.createdAt, ...replies.map((reply) => reply.at), ...(isClosed ? [closedAt] : [])];
  return {
    ...rest,
    replies,
    asked,
    updatedAt: Math.max(...times),
    ...(isClosed && { closedAt }),
    ...(checks && checks.at <= at && { checks }),
  };
}

/** Mulberry32: small, seeded, good enough to make things up. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const people = ['mona', 'hubot-fan', 'ada', 'dependabot[bot]'];

class Maker {
  readonly #seed: number;
  readonly #from: number;
  readonly #to: number;
  readonly #next: () => number;
  readonly #world = emptyWorld();
  readonly #pushedAt = new Map<string, number>();

  constructor(seed: number, from: number, to: number) {
    this.#seed = seed;
    this.#from = from;
    this.#to = to;
    this.#next = random(seed);
  }

  make({ repos, commits, pulls, issues, runs }: Amounts): Timed {
    for (let i = 0; i < repos; i++) {
      const name = `${this.#pick(['mona', 'acme'])}/repo-${i}`;
      this.#world.repos.push({ name, isPrivate: this.#next() < 0.3, defaultBranch: 'main', pushedAt: 0 });
    }
    for (let i = 0; i < commits; i++) this.#commit(i);
    for (let i = 0; i < pulls; i++) this.#item('pull', i);
    for (let i = 0; i < issues; i++) this.#item('issue', i);
    for (let i = 0; i < runs; i++) this.#run(i);
    return { world: this.#world, pushedAt: this.#pushedAt };
  }

  #commit(i: number): void {
    const repo = this.#repo();
    const authoredAt = this.#instant();
    const branch = this.#pick(['main', 'main', 'feature/one', 'fix-two']);
    const pushedAt = Math.min(this.#to, authoredAt + this.#whole(3 * 86_400) * 1000);
    const sha = shaOf(`${this.#seed} ${i}`);
    this.#pushedAt.set(sha, pushedAt);
    this.#world.commits.push({
      sha,
      repo,
      branches: branch !== 'main' && this.#next() < 0.5 ? ['main', branch] : [branch],
      message: `Change ${i}\n\nWhy.`,
      author: this.#next() < 0.8 ? 'mona' : 'ada',
      authoredAt,
      committedAt: authoredAt,
      parents: this.#next() < 0.1 ? 2 : 1,
      additions: this.#whole(200),
      deletions: this.#whole(80),
    });
    if (branch !== 'main') this.#world.pushes.push({ repo, branch, at: pushedAt });
  }

  #item(of: 'pull' | 'issue', i: number): void {
    const createdAt = this.#instant();
    const isClosed = this.#next() < 0.6;
    const closedAt = createdAt + this.#whole((this.#to - createdAt) / 1000) * 1000;
    const replies = Array.from({ length: this.#whole(4) }, (_, k) => this.#reply(`${of}${i}-${k}`, of, createdAt));
    const isMine = this.#next() < 0.6;
    this.#world.items.push({
      node: `${of === 'pull' ? 'PR' : 'I'}_${this.#seed}_${i}`,
      of,
      repo: this.#repo(),
      number: i + 1,
      title: `${of} number ${i}`,
      author: isMine ? 'mona' : 'ada',
      createdAt,
      updatedAt: createdAt,
      assignees: this.#next() < 0.5 ? ['mona'] : [],
      asked: !isMine && of === 'pull' ? ['mona'] : [],
      replies,
      size: [this.#whole(300), this.#whole(100), this.#whole(9) + 1],
      ...(isClosed && { closedAt, isMerged: of === 'pull' && this.#next() < 0.8 }),
      ...(of === 'pull' &&
        this.#next() < 0.5 && { checks: { state: this.#pick(['SUCCESS', 'FAILURE'] as const), at: createdAt } }),
    });
  }

  #reply(id: string, of: 'pull' | 'issue', from: number): WorldReply {
    const at = from + this.#whole((this.#to - from) / 1000) * 1000;
    const by = this.#pick(people);
    const isReview = of === 'pull' && this.#next() < 0.5;
    const verdict = this.#pick(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED'] as const);
    return { id: `R_${this.#seed}_${id}`, by, at, ...(isReview && { verdict, lines: this.#whole(5) }) };
  }

  #run(i: number): void {
    const commit = this.#pick(this.#world.commits);
    // Workflows run after a push, immediately or when a person starts them within days.
    const pushedAt = this.#pushedAt.get(commit?.sha ?? '') ?? this.#instant();
    const createdAt = Math.min(this.#to, pushedAt + this.#whole(this.#next() < 0.7 ? 60 : 2 * 86_400) * 1000);
    const attempts = [];
    let at = createdAt;
    for (let attempt = 0; attempt < 1 + this.#whole(2); attempt++) {
      const endedAt = Math.min(this.#to, at + (60 + this.#whole(1200)) * 1000);
      attempts.push({ startedAt: at, endedAt, conclusion: this.#pick(['success', 'failure', 'cancelled'] as const) });
      at = endedAt;
    }
    this.#world.runs.push({
      id: 1000 * (this.#seed % 1000) + i,
      repo: commit?.repo ?? this.#repo(),
      workflow: this.#pick(['CI', 'Release']),
      actor: this.#next() < 0.8 ? 'mona' : 'ada',
      branch: 'main',
      sha: commit?.sha ?? shaOf('none'),
      createdAt,
      attempts,
    });
  }

  #repo(): string {
    return this.#pick(this.#world.repos)?.name ?? 'mona/none';
  }

  /** Whole seconds, like GitHub's. */
  #instant(): number {
    return this.#from + this.#whole((this.#to - this.#from) / 1000) * 1000;
  }

  #whole(below: number): number {
    return Math.floor(this.#next() * below);
  }

  #pick<T>(all: readonly T[]): T {
    return all[this.#whole(all.length)] as T;
  }
}
