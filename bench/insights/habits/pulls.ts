import { dayMs, hourMs, minuteMs, weekdayOf, dayOf } from '../../../src/core/time/days.ts';
import type { CodeHostEvent } from '../../../src/core/codeHosts/codeHostEvent.ts';
import { githubDocumentId, githubStateId, type GithubState } from '../../../src/core/github/githubState.ts';
import type { Random } from '../random.ts';
import type { Person, Workday } from './person.ts';
import { chosen } from './plants.ts';

const host = 'github.com';
const login = 'me';

/** A pull request of the person, with its reviews. */
interface Pull {
  readonly number: number;
  readonly day: number;
  readonly root: string;
  readonly branch: string;
  readonly createdAt: number;
  readonly reviews: readonly { readonly at: number; readonly verdict: 'approved' | 'changes' }[];
  readonly endedAt: number;
}

/** Colleagues work from Monday to Friday, in the person's own time zone. */
class Colleagues {
  readonly #random: Random;
  readonly #offset: number;

  constructor({ random, rec }: Person) {
    this.#random = random;
    this.#offset = rec.of.offset;
  }

  /** Returns the time of the review, after `days` working days; 0 means some hours later, or the next morning if the day is over by then. */
  answerAfter(at: number, days: number): number {
    const random = this.#random;
    const midnight = Math.floor((at + this.#offset * minuteMs) / dayMs) * dayMs - this.#offset * minuteMs;
    const soon = at + random.between(0.4, 4) * hourMs;
    if (days === 0 && soon < midnight + 17.5 * hourMs) return Math.round(soon);
    let answer = midnight;
    for (let left = Math.max(1, days); left > 0;) {
      answer += dayMs;
      if (this.#isWorkday(answer)) left--;
    }
    return Math.round(answer + (days === 0 ? random.between(9, 10.6) : random.between(9.2, 17)) * hourMs);
  }

  #isWorkday(midnight: number): boolean {
    const weekday = weekdayOf(dayOf(midnight + hourMs, this.#offset));
    return weekday !== 0 && weekday !== 6;
  }
}

interface Pace {
  /** Most reviews take days. */
  readonly isSlow: boolean;
  /** The person works mornings only. */
  readonly isMornings: boolean;
}

/**
 * The person's pull requests of the month. Reviews come within hours or the next morning; with `isSlow`, most come after one to
 * four working days.
 */
export class Pulls {
  readonly #person: Person;
  readonly #pulls: Pull[] = [];

  constructor(person: Person, days: readonly Workday[], { isSlow, isMornings }: Pace) {
    this.#person = person;
    const { random } = person;
    const colleagues = new Colleagues(person);
    const isSeldom = days.length < 12;
    const share = isSeldom ? random.between(0.75, 1) : random.between(0.4, 0.65);
    const opening = chosen(share, days, random);
    const opened = days.filter(({ index }) => opening.has(index));
    const slow = isSlow ? chosen(random.between(isSeldom ? 0.75 : 0.6, 0.95), opened, random) : new Set<number>();
    let number = random.whole(20, 400);
    for (const { index, midnight } of opened) {
      const createdAt = Math.round(midnight + random.between(10, isMornings ? 12 : 17.4) * hourMs);
      const longest = Array.from(slow).indexOf(index) % 2 === 0 ? 4 : 3;
      const wait = () => (slow.has(index) ? random.whole(longest - 2, longest) : 0);
      const at = colleagues.answerAfter(createdAt, wait());
      const needsMore = random.chance(0.35);
      const second = colleagues.answerAfter(at + 2 * hourMs, random.chance(0.5) ? wait() : 0);
      const reviews = needsMore
        ? [
            { at, verdict: 'changes' as const },
            { at: second, verdict: 'approved' as const },
          ]
        : [{ at, verdict: 'approved' as const }];
      const endedAt = (reviews.at(-1)?.at ?? at) + Math.round(random.between(2, 90) * minuteMs);
      const { root } = random.chance(0.7) ? person.first : random.pick(person.projects.slice(0, 3));
      number += random.whole(1, 9);
      const branch = `feature/${number}`;
      this.#pulls.push({ number, day: index, root, branch, createdAt, reviews, endedAt });
    }
  }

  /** Sets the day's branches, and plans the work on changes that a reviewer requested. */
  onDay({ index, midnight }: Workday): void {
    const { rec, random } = this.#person;
    for (const { root } of this.#person.projects) {
      const next = this.#pulls.find((pull) => pull.root === root && pull.day >= index);
      rec.branches.set(root, next?.branch ?? 'feature/next');
    }
    for (const { root, branch, reviews } of this.#pulls) {
      for (const { at, verdict } of reviews) {
        if (verdict !== 'changes' || at < midnight || at > midnight + 16.5 * hourMs) continue;
        const project = this.#person.projects.find((one) => one.root === root);
        if (!project) continue;
        this.#person.later(at + random.between(5, 60) * minuteMs, () => {
          const before = rec.branches.get(root) ?? 'main';
          rec.branches.set(root, branch);
          this.#person.change(project, random.between(6, 30) * minuteMs);
          this.#person.test(project, { isGreen: true });
          rec.branches.set(root, before);
        });
      }
    }
  }

  /** Writes what a GitHub sync at the end of the month finds. */
  write(from: number): void {
    const { rec, now } = this.#person;
    for (const pull of this.#pulls) if (pull.createdAt < now) this.#writePull(pull);
    const through = Object.fromEntries(
      ['search:pr:involves', 'search:pr:reviewed', 'search:pr:asked', 'refresh'].map((step) => [step, now]),
    );
    const state: GithubState = {
      host,
      account: { login, id: 1, avatar: '' },
      isPrivate: true,
      firstSince: from,
      through,
      skipped: {},
      etags: {},
      repos: this.#person.projects.map(({ root }) => ({
        name: repoOf(root),
        defaultBranch: 'main',
        pushedAt: now,
        isPrivate: true,
      })),
      pushed: {},
      open: [],
      running: {},
      off: [],
    };
    rec.document('github', githubStateId, { start: 0, body: state });
  }

  #writePull({ number, root, branch, createdAt, reviews, endedAt }: Pull): void {
    const { rec, now, random } = this.#person;
    const repo = repoOf(root);
    const url = `https://github.com/${repo}/pull/${number}`;
    const node = `PR_${number}_${createdAt}`;
    const isEnded = endedAt <= now;
    const seen = reviews.filter(({ at }) => at <= now);
    const file = (key: string, event: CodeHostEvent, times: { start: number; end?: number }) =>
      rec.document('github', githubDocumentId(key, host), { ...times, body: event });
    const pull: CodeHostEvent = {
      kind: 'pull',
      repo,
      isPrivate: true,
      url,
      node,
      number,
      title: `Change ${number}`,
      author: login,
      isMine: true,
      state: isEnded ? 'merged' : 'open',
      isDraft: false,
      createdAt,
      ...(isEnded && { endedAt }),
      updatedAt: isEnded ? endedAt : (seen.at(-1)?.at ?? createdAt),
      additions: random.whole(5, 300),
      deletions: random.whole(0, 90),
      files: random.whole(1, 14),
      branch,
      shas: [],
      checks: 'passing',
      awaitsMe: false,
    };
    file(`pull:${node}`, pull, { start: createdAt, ...(isEnded && { end: endedAt }) });
    const about = githubDocumentId(`pull:${node}`, host);
    const common = { repo, isPrivate: true, url, number, about } as const;
    if (isEnded) {
      const ending: CodeHostEvent = {
        kind: 'ending',
        repo,
        isPrivate: true,
        url,
        of: 'pull',
        how: 'merged',
        number,
        about,
        at: endedAt,
      };
      file(`ending:${node}:${endedAt}`, ending, { start: endedAt });
    }
    seen.forEach(({ at, verdict }, i) => {
      const author = random.pick(['ana', 'ben', 'chidi']);
      const comments = verdict === 'changes' ? random.whole(1, 8) : 0;
      file(
        `review:${node}_${i}`,
        { kind: 'review', ...common, author, isMine: false, at, verdict, comments },
        { start: at },
      );
    });
  }
}

function repoOf(root: string): string {
  return `acme/${root.split('/').at(-1) ?? ''}`;
}
