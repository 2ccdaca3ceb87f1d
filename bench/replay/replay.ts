import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { changedLines } from '../../src/extension/sensors/support/changedLines.ts';
import { noLine } from '../../src/tracking/lines.ts';
import { hunksIn, ReplayDocument } from './hunks.ts';

/**
 * `npm run bench:replay -- <repository> [--commits 200] [--json]`: replays the commits of a git history as edits, counts their lines with the code
 * of the edits sensor, and compares with `git log --numstat`. Each hunk is one change of whole lines; it runs in Node, not in an editor.
 */
interface Sum {
  added: number;
  removed: number;
}

interface Difference {
  readonly commit: string;
  readonly file: string;
  readonly git: Sum;
  readonly counted: Sum;
}

function main(): void {
  const options = { commits: { type: 'string', default: '200' }, json: { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const folder = positionals[0] ?? '.';
  const git = (...args: string[]): string => {
    const quiet = ['-c', 'core.quotePath=false', '-c', 'diff.renames=false'];
    return execFileSync('git', [...quiet, ...args], { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 });
  };
  const hashes = git('rev-list', '--no-merges', `--max-count=${values.commits}`, 'HEAD').split('\n').filter(Boolean);
  const [total, counted]: [Sum, Sum] = [sum(), sum()];
  const differences: Difference[] = [];
  for (const hash of hashes) {
    for (const { file, lines } of numstat(git, hash)) {
      const seen = replay(git, hash, file);
      add(total, lines);
      add(counted, seen);
      if (seen.added !== lines.added || seen.removed !== lines.removed)
        differences.push({ commit: hash.slice(0, 8), file, git: lines, counted: seen });
    }
  }
  tell({ commits: hashes.length, git: total, counted, differences }, values.json);
}

/** What a first commit is compared with. */
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

type Git = (...args: string[]) => string;

const sum = (): Sum => ({ added: 0, removed: 0 });

function add(to: Sum, { added, removed }: Sum): void {
  to.added += added;
  to.removed += removed;
}

function numstat(git: Git, hash: string): { file: string; lines: Sum }[] {
  const rows = git('show', '--numstat', '--format=', hash).split('\n').filter(Boolean);
  return rows.flatMap((row) => {
    const [added = '', removed = '', file = ''] = row.split('\t');
    // Binary files have no lines.
    return added === '-' ? [] : [{ file, lines: { added: Number(added), removed: Number(removed) } }];
  });
}

function replay(git: Git, hash: string, file: string): Sum {
  const [, parent = emptyTree] = git('rev-list', '--parents', '--max-count=1', hash).trim().split(' ');
  const before = git('ls-tree', parent, '--', file) === '' ? '' : git('show', `${parent}:${file}`);
  const document = new ReplayDocument(before);
  const counted = sum();
  let lineInHand = noLine;
  // From the bottom to the top, as VS Code tells the changes of one step.
  for (const hunk of hunksIn(git('diff', '--unified=0', parent, hash, '--', file)).toReversed()) {
    const lines = changedLines([document.replace(hunk)], document, lineInHand);
    lineInHand = lines.lineInHand;
    add(counted, lines);
  }
  return counted;
}

interface Result {
  readonly commits: number;
  readonly git: Sum;
  readonly counted: Sum;
  readonly differences: readonly Difference[];
}

function tell(result: Result, json: boolean): void {
  const percent = (a: number, b: number): number => Math.round((10_000 * Math.abs(a - b)) / Math.max(1, a)) / 100;
  const off = {
    added_percent: percent(result.git.added, result.counted.added),
    removed_percent: percent(result.git.removed, result.counted.removed),
  };
  if (json) return console.log(JSON.stringify({ ...result, ...off }));
  const line = ({ added, removed }: Sum): string => `+${added} −${removed}`;
  console.log(`${result.commits} commits: git ${line(result.git)}, counted ${line(result.counted)}`);
  console.log(`off by ${off.added_percent} % of the lines added and ${off.removed_percent} % of those removed`);
  for (const { commit, file, git, counted } of result.differences)
    console.log(`  ${commit} ${file}: git ${line(git)}, counted ${line(counted)}`);
}

main();
