import type { FileChange, Sum } from './history.ts';

/** The counts for a git change. */
export interface CountedChange extends FileChange {
  readonly counted: Sum;
}

export interface RecordedChange {
  /** By the measured extension, from what it wrote. */
  readonly recorded?: Sum;
}

export function sumOf(all: readonly Sum[]): Sum {
  const total = { added: 0, removed: 0 };
  for (const { added, removed } of all) {
    total.added += added;
    total.removed += removed;
  }
  return total;
}

/** Totals, their error, and each file with different counts. */
export function resultOf(all: readonly CountedChange[], { recorded }: RecordedChange = {}) {
  const git = sumOf(all.map(({ lines }) => lines));
  const counted = sumOf(all.map((one) => one.counted));
  const differences = all.filter(
    (one) => one.counted.added !== one.lines.added || one.counted.removed !== one.lines.removed,
  );
  return {
    commits: new Set(all.map(({ commit }) => commit)).size,
    files: all.length,
    git,
    counted,
    ...(recorded && { recorded }),
    added_percent: percent(git.added, counted.added),
    removed_percent: percent(git.removed, counted.removed),
    differences: differences.map(({ commit, file, lines, counted: seen }) => ({
      commit: commit.slice(0, 8),
      file,
      git: lines,
      counted: seen,
    })),
  };
}

function percent(a: number, b: number): number {
  return Math.round((10_000 * Math.abs(a - b)) / Math.max(1, a)) / 100;
}

/** The result in words. */
export function textOf({ recorded, ...result }: ReturnType<typeof resultOf>): string {
  const line = ({ added, removed }: Sum): string => `+${added} −${removed}`;
  return [
    `${result.commits} commits, ${result.files} files: git ${line(result.git)}, counted ${line(result.counted)}`,
    ...(recorded ? [`recorded by the extension: ${line(recorded)}`] : []),
    `off by ${result.added_percent} % of the lines added and ${result.removed_percent} % of those removed`,
    ...result.differences.map(
      ({ commit, file, git, counted }) => `  ${commit} ${file}: git ${line(git)}, counted ${line(counted)}`,
    ),
  ].join('\n');
}
