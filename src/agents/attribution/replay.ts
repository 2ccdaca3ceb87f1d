import type { FileDiff, HistoryCommit, Hunk } from './history.ts';
import type { LineHash } from './lines.ts';

/** One line that an agent wrote with a tool. */
export interface WrittenLine {
  readonly owner: string;
  readonly file: string;
  readonly line: LineHash;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Time at which an agent removed it with a tool. */
  replacedAt?: number;
}

/**
 * Remover of a line from a branch. `other`: according to the logs, no agent wrote the lines in its place, so a person or some program did.
 */
export type Remover = 'agent' | 'other' | 'deleted';

/** The fate of a line on one branch, from the first commit that contains it. */
export interface LineFate {
  readonly sha: string;
  readonly authoredAt: number;
  readonly committedAt: number;
  /** Absent while the branch has it. */
  gone?: { readonly at: number; readonly by: Remover };
}

export interface ReplayResult {
  readonly fates: ReadonlyMap<WrittenLine, LineFate>;
  /** Lines of agents that each commit adds, by their owners. */
  readonly claims: ReadonlyMap<string, readonly WrittenLine[]>;
}

type Label = WrittenLine | undefined;

/** git counts whole seconds. */
const secondMs = 1000;

/**
 * Follows every line of a branch, commit by commit. A line that a commit adds is an agent's if the agent had written the same line in the same
 * file by then, and no more often than it had. A line that one commit takes out and puts in elsewhere has moved.
 * @param chain each commit after its parent
 */
export function replay(written: readonly WrittenLine[], chain: readonly HistoryCommit[]): ReplayResult {
  const branch = new Branch(written);
  for (const commit of chain) branch.apply(commit);
  return branch;
}

interface Place {
  readonly labels: Label[];
  readonly hunk: Hunk;
  readonly path: string;
  readonly removed: readonly WrittenLine[];
}

class Branch implements ReplayResult {
  readonly fates = new Map<WrittenLine, LineFate>();
  readonly claims = new Map<string, WrittenLine[]>();
  /** Which agent wrote each line of a file, if any. */
  readonly #files = new Map<string, Label[]>();
  readonly #written = new Map<string, Map<LineHash, WrittenLine[]>>();

  constructor(written: readonly WrittenLine[]) {
    for (const one of written) this.#pool(one.file, one.line).push(one);
  }

  apply(commit: HistoryCommit): void {
    const places = commit.files.flatMap((file) => this.#cut(file));
    const moving = Map.groupBy(
      places.flatMap(({ removed }) => removed),
      ({ line }) => line,
    );
    for (const place of places) {
      let [ofAgents, ofOthers] = [0, 0];
      for (const [i, line] of place.hunk.added.entries()) {
        if (line === undefined) continue;
        const moved = moving.get(line)?.shift();
        const label = moved ?? this.#claim(place.path, line, commit);
        place.labels[place.hunk.start + i] = label;
        if (moved) continue;
        if (label) ofAgents++;
        else ofOthers++;
      }
      const by = ofAgents + ofOthers === 0 ? 'deleted' : ofAgents >= ofOthers ? 'agent' : 'other';
      this.#end(place.removed, { at: commit.committedAt, by });
    }
    for (const moved of places.flatMap(({ removed }) => removed))
      if (!moving.get(moved.line)?.includes(moved)) delete this.fates.get(moved)?.gone;
  }

  /** Takes the lines out that a commit removes, and makes room for those that it adds. */
  #cut({ path, from, hunks }: FileDiff): Place[] {
    if (from !== undefined) this.#move(from, path);
    const labels = this.#files.get(path) ?? [];
    this.#files.set(path, labels);
    return hunks.map((hunk) => {
      while (labels.length < hunk.start + hunk.removed) labels.push(undefined);
      const cut = labels.splice(hunk.start, hunk.removed, ...hunk.added.map(() => undefined));
      return { labels, hunk, path, removed: cut.filter((label) => label !== undefined) };
    });
  }

  #move(from: string, to: string): void {
    this.#files.set(to, this.#files.get(from) ?? []);
    this.#files.delete(from);
    for (const [line, before] of this.#written.get(from) ?? []) this.#pool(to, line).push(...before);
  }

  #pool(file: string, line: LineHash): WrittenLine[] {
    const ofFile = this.#written.get(file) ?? new Map<LineHash, WrittenLine[]>();
    this.#written.set(file, ofFile);
    const pool = ofFile.get(line) ?? [];
    ofFile.set(line, pool);
    return pool;
  }

  /** Uncommitted lines come first, then removed ones (a revert restores them). */
  #claim(path: string, line: LineHash, { sha, authoredAt, committedAt }: HistoryCommit): Label {
    const known = this.#written.get(path)?.get(line) ?? [];
    const able = known.filter(
      (one) => one.at < committedAt + secondMs && !((one.replacedAt ?? Number.POSITIVE_INFINITY) < committedAt),
    );
    const found = able.find((one) => !this.fates.has(one)) ?? able.findLast((one) => this.fates.get(one)?.gone);
    if (!found) return undefined;
    const fate = this.fates.get(found);
    if (fate) delete fate.gone;
    else this.fates.set(found, { sha, authoredAt, committedAt });
    const claimed = this.claims.get(sha) ?? [];
    claimed.push(found);
    this.claims.set(sha, claimed);
    return found;
  }

  #end(lines: readonly WrittenLine[], { at, by }: { readonly at: number; readonly by: Remover }): void {
    for (const one of lines) {
      const fate = this.fates.get(one);
      const isReplaced = one.replacedAt !== undefined && one.replacedAt < at + secondMs;
      if (fate) fate.gone = { at, by: isReplaced ? 'agent' : by };
    }
  }
}
