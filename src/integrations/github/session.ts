import { dayMs, minuteMs } from '../../core/time/days.ts';
import { isId, isLifetime, isNumber, isOffset, isText, isTime } from '../../core/facts/factLimits.ts';
import type { DocumentFact } from '../../core/facts/facts.ts';
import { codeHostEventOf } from '../../core/codeHosts/codeHostEvent.ts';
import { readableState, type GithubState, type SyncReport } from '../../core/github/githubState.ts';
import type { SyncRequest } from '../../core/github/githubSync.ts';
import { GithubClient, type GithubClientOptions } from './client.ts';
import type { Reader } from './documents.ts';
import { isFinal, LimitReached, StoreFailed, statusOf } from './failures.ts';

/** Delay with which a list may show a change (GitHub's indexes lag), in ms: every reading overlaps the last one by this much. */
const overlapMs = 10 * minuteMs;
/** Interval at which the state is saved during a sync (ms): after a crash, at most this much is requested again. */
const keepStateMs = 5_000;
/** This many steps in a row without an answer: the host is unreachable. */
const failuresAtMost = 3;
/** Unused steps are removed after this time, in ms. */
const forgetMs = 120 * dayMs;

type Counts = SyncReport['counts'];
const counted = {
  commit: 'commits',
  pull: 'pulls',
  review: 'reviews',
  comment: 'comments',
  issue: 'issues',
  run: 'runs',
} as const satisfies Record<string, keyof Counts>;

/** A step of the sync; its key identifies how far it was read before. */
export interface Step {
  readonly key: string;
  /** Its name in failures. */
  readonly what: string;
  readonly repo?: string;
  readonly run: () => Promise<void>;
}

/** The shared parts of a sync's steps: the client, the growing state, what is stored and counted. */
export class SyncSession {
  readonly request: SyncRequest;
  readonly client: GithubClient;
  /** Changed as steps are done; `start` sets it. */
  state!: GithubState;
  reader!: Reader;
  /** Time at which the sync began, by GitHub's clock. */
  startedAt = 0;
  readonly problems: SyncReport['problems'] = [];
  readonly #new = new Map<keyof Counts, Set<string>>();
  #stateKeptAt = 0;
  #failures = 0;
  /** The step that runs. */
  #step: Pick<Step, 'what' | 'repo'> = { what: 'answers' };

  constructor(request: SyncRequest, sending?: GithubClientOptions) {
    this.request = request;
    this.client = new GithubClient(request, sending);
  }

  /** Begins with the existing state, or with an empty one. */
  start(state: GithubState, reader: Reader): void {
    this.startedAt = this.client.now();
    this.state = state;
    this.reader = reader;
    this.#stateKeptAt = this.request.clock.monotonic();
    this.#forgetAhead();
    this.#readAgain();
    for (const times of [state.through, state.skipped]) {
      for (const [key, at] of Object.entries(times)) if (at < this.startedAt - forgetMs) delete times[key];
    }
  }

  /** A clock that was ahead, GitHub's or a proxy's, must not end the reading for good: what was read by it is read again. */
  #forgetAhead(): void {
    const { through, skipped, etags, running } = this.state;
    if (!Object.values(through).some((at) => at > this.startedAt + overlapMs)) return;
    for (const known of [through, skipped, etags, running]) for (const key of Object.keys(known)) delete known[key];
  }

  /** Searches go over all repositories: what changed in one while it was switched off is found by searching as at the first time. */
  #readAgain(): void {
    const { off, through } = this.state;
    if (off.some((repo) => !this.isOff(repo)))
      for (const key of Object.keys(through)) if (key.startsWith('search:')) delete through[key];
    this.state.off = [...this.request.off];
  }

  /** The earliest instant that the first sync looks at. */
  get firstSince(): number {
    return this.startedAt - this.request.firstReachMs;
  }

  /** The instant a step must be read from; further back by `more` ms for what may come late. */
  since(key: string, more = 0): number {
    const through = this.state.through[key];
    return through === undefined ? this.firstSince : through - overlapMs - more;
  }

  /** Returns true if a step was refused, and its repository, last pushed to at an instant, has not changed since. */
  isSkipped(key: string, pushedAt: number): boolean {
    const at = this.state.skipped[key];
    return at !== undefined && pushedAt < at - overlapMs;
  }

  /** Runs a step and remembers its progress. A failure is recorded and doesn't stop the others, unless nothing would work. */
  async take({ key, what, repo, run }: Step): Promise<void> {
    this.request.signal.throwIfAborted();
    const step = { what, ...(repo !== undefined && { repo }) };
    this.#step = step;
    try {
      await run();
      this.#failures = 0;
      this.state.through[key] = this.startedAt;
      delete this.state.skipped[key];
      await this.#keepState();
    } catch (error) {
      if (this.request.signal.aborted || error instanceof LimitReached || error instanceof StoreFailed) throw error;
      // The answer has another shape; a request that fails throws an error of Octokit.
      if (error instanceof TypeError) return void this.problems.push({ ...step, ...unreadable, remedy: 'again' });
      const status = statusOf(error);
      if (status === 401) throw error;
      this.#tell({ ...step, status }, key);
      if (!isFinal(status) && ++this.#failures >= failuresAtMost) throw error;
    }
  }

  /** Stores the documents that are new or newer than known ones. One that can't be read again is left out, and that is a problem. */
  async keep(documents: readonly DocumentFact[]): Promise<void> {
    const fit = documents.filter(isFit);
    if (fit.length < documents.length) this.#noteUnreadable();
    const known = await this.known(fit.map(({ id }) => id));
    const news = fit.filter(({ id, rev }) => rev > (known.get(id) ?? 0));
    for (const { id } of news) this.#count(id, known.has(id));
    if (news.length > 0) await this.save(news);
  }

  /** Makes something of each item; one that has another form than GitHub documents is left out, and that is a problem. */
  each<T, R>(items: readonly T[], make: (item: T) => R | undefined): R[] {
    return items.flatMap((item) => {
      try {
        return make(item) ?? [];
      } catch (error) {
        this.leaveOut(error);
        return [];
      }
    });
  }

  /** Takes an error for an item of another form than GitHub documents. Throws it again if it is none. */
  leaveOut(error: unknown): void {
    if (!(error instanceof TypeError)) throw error;
    this.#noteUnreadable();
  }

  /** Once for each step. */
  #noteUnreadable(): void {
    const { what, repo } = this.#step;
    const isNoted = this.problems.some((one) => one.isUnreadable && one.what === what && one.repo === repo);
    if (!isNoted) this.problems.push({ ...this.#step, ...unreadable, remedy: 'skipped' });
  }

  /** Revisions of stored documents. */
  known(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return ids.length > 0 ? storing(this.request.store.known(ids)) : Promise.resolve(new Map());
  }

  /** Keeps documents and, after them, the state. */
  save(documents: readonly DocumentFact[], state?: GithubState): Promise<void> {
    return storing(this.request.store.save(documents, state && readableState(state)));
  }

  isOff(repo: string): boolean {
    return this.request.off.includes(repo);
  }

  counts(): Counts {
    const count = (kind: keyof Counts): number => this.#new.get(kind)?.size ?? 0;
    return {
      commits: count('commits'),
      pulls: count('pulls'),
      reviews: count('reviews'),
      comments: count('comments'),
      issues: count('issues'),
      runs: count('runs'),
    };
  }

  /** A pull request or issue counts when it changed, everything else when it is new. */
  #count(id: string, isKnown: boolean): void {
    const word = id.split(':')[1] ?? '';
    const kind = Object.hasOwn(counted, word) ? counted[word as keyof typeof counted] : undefined;
    if (!kind || (isKnown && kind !== 'pulls' && kind !== 'issues')) return;
    const ids = this.#new.get(kind) ?? new Set();
    this.#new.set(kind, ids.add(id));
  }

  /** Refused data was not read: if it becomes readable, reading continues from the last end. */
  #tell(problem: Omit<SyncReport['problems'][number], 'remedy'>, key: string): void {
    const isOver = isFinal(problem.status);
    this.problems.push({ ...problem, remedy: isOver ? 'skipped' : 'again' });
    if (isOver) this.state.skipped[key] = this.startedAt;
  }

  async #keepState(): Promise<void> {
    const now = this.request.clock.monotonic();
    if (now - this.#stateKeptAt < keepStateMs) return;
    this.#stateKeptAt = now;
    await this.save([], this.state);
  }
}

const unreadable = { status: 200, isUnreadable: true } as const;

/** Returns true for a document that the journal takes and that can be read again, whatever GitHub answered. */
function isFit(document: DocumentFact): boolean {
  const { id, rev, at, start, end, offset, body } = document;
  const isWhole = isId(id) && isNumber(rev) && isOffset(offset) && isText(body);
  const isInTime = isTime(at) && isTime(start) && isTime(end) && isLifetime(end - start);
  return isWhole && isInTime && codeHostEventOf(document) !== undefined;
}

async function storing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw new StoreFailed('what was found could not be kept', { cause });
  }
}
