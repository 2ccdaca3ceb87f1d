import path from 'node:path';
import { linesOf, type LineHash } from '../../agents/attribution/lines.ts';
import { resultsOf, type FoundResult, type SessionRepository } from '../../agents/attribution/results.ts';
import type { Ledger } from '../../agents/ledger.ts';
import { sessionLogs, type SessionLog } from '../../agents/sessions.ts';
import type { PriceOverrides } from '../../core/prices/modelPrices.ts';
import { dayMs } from '../../core/time/days.ts';
import { readBoundedFile } from '../boundedFile.ts';
import { readHistory, workTreeOf, type WorkTree } from './gitHistory.ts';

/** Sessions that ended longer ago are not compared again: what came of them stays as it was found. */
const recentMs = 60 * dayMs;
/** The number of folders of sessions that are checked. */
const mostFolders = 200;
/** Limits on reading uncommitted files: how many, and the size of each in bytes. */
const mostFiles = 3000;
const largestFile = 1 << 20;

interface CompareOptions {
  /** Path of the program. */
  readonly git: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly prices: PriceOverrides;
  readonly dayOf: (at: number) => string;
}

/** Compares what AI tools wrote with the repositories in which they did. Reads git, and the files that tools wrote to; changes nothing. */
export async function compareWithGit(ledgers: readonly Ledger[], options: CompareOptions): Promise<FoundResult[]> {
  const { git, now } = options;
  const recent = ledgers
    .flatMap(sessionLogs)
    .filter(({ project, entries }) => project !== '' && entries.some(({ at }) => now - at < recentMs));
  const trees = new Map<string, WorkTree>();
  for (const folder of [...new Set(recent.map(({ project }) => project))].slice(0, mostFolders)) {
    const tree = await workTreeOf(git, folder);
    if (tree) trees.set(folder, tree);
  }
  const results: FoundResult[] = [];
  for (const [repository, sessions] of Map.groupBy(recent, ({ project }) => trees.get(project)?.repository)) {
    const read = repository === undefined ? undefined : await readRepository(sessions, trees, options);
    results.push(...resultsOf(sessions, read, options));
  }
  return results;
}

async function readRepository(
  sessions: readonly SessionLog[],
  trees: ReadonlyMap<string, WorkTree>,
  { git, now }: CompareOptions,
): Promise<SessionRepository | undefined> {
  const own = [...new Set(sessions.flatMap(({ project }) => trees.get(project) ?? []))];
  const roots = [...new Set(own.map(({ root }) => root))];
  const first = Math.min(...sessions.flatMap(({ entries }) => entries.map(({ at }) => at)));
  const since = Math.max(first, now - 2 * recentMs) - dayMs;
  const history = await readHistory({ git, root: roots[0] ?? '' }, since);
  return history && { history, now, pathOf: pathIn(trees), linesNow: lineReader(roots) };
}

/** Returns a function that maps a file to its path in the repository. */
function pathIn(trees: ReadonlyMap<string, WorkTree>): SessionRepository['pathOf'] {
  return (project, file) => {
    const tree = trees.get(project);
    if (!tree) return undefined;
    const [folder, whole] = [slashed(project), slashed(file)];
    // git follows links, and the log may not: so a file is first looked for below the folder as the log writes it.
    const below = !path.isAbsolute(file) ? whole : within(folder, whole);
    const found = below === undefined ? within(slashed(tree.root), whole) : path.posix.normalize(tree.prefix + below);
    return found === undefined || found.startsWith('../') ? undefined : found;
  };
}

function within(folder: string, file: string): string | undefined {
  return file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : undefined;
}

function slashed(name: string): string {
  return name.replaceAll('\\', '/').replace(/\/$/, '');
}

/** Makes the function that reads a file as it is in the work trees. */
function lineReader(roots: readonly string[]): (file: string) => readonly LineHash[] | undefined {
  let read = 0;
  return (file) => {
    const texts = roots.flatMap((root) => {
      if (read++ >= mostFiles) return [];
      const found = readBoundedFile(path.join(root, file), largestFile);
      // It was deleted, or something else is in its place now.
      return found.state === 'read' ? [found.bytes.toString()] : [];
    });
    return texts.length > 0 ? texts.flatMap(linesOf) : undefined;
  };
}
