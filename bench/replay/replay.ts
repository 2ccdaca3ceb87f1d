import { parseArgs } from 'node:util';
import { changedLines } from '../../src/extension/sensors/support/changedLines.ts';
import { noLine } from '../../src/tracking/lines.ts';
import { History, type FileChange, type Sum } from './history.ts';
import { hunksIn, ReplayDocument } from './hunks.ts';
import { resultOf, sumOf, textOf } from './result.ts';

const options = {
  commits: { type: 'string', default: '200' },
  editor: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

/**
 * `npm run bench:replay -- [<repository>] [--commits 200] [--editor] [--json]`: replays the commits of a git history as edits, counts their lines
 * with the edits sensor, and compares with `git log --numstat`. Each hunk is one change of whole lines. With `--editor` they are made in a
 * real VS Code, in a document for each file of each commit; without, in Node with the code of the sensor.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const repository = positionals[0] ?? '.';
  const result = values.editor
    ? await (await import('./inWindow.ts')).replayInWindow(repository, Number(values.commits))
    : inNode(new History(repository), Number(values.commits));
  console.log(values.json ? JSON.stringify(result) : textOf(result));
  process.exit();
}

function inNode(history: History, commits: number) {
  const changes = history.commits(commits).flatMap((commit) => history.changes(commit));
  return resultOf(changes.map((change) => ({ ...change, counted: replay(history, change) })));
}

function replay(history: History, { commit, file }: FileChange): Sum {
  const document = new ReplayDocument(history.content(history.parent(commit), file).toString('utf8'));
  let lineInHand = noLine;
  // From bottom to top, like VS Code's changes of one step.
  const counts = hunksIn(history.diff(commit, file))
    .toReversed()
    .map((hunk) => {
      const lines = changedLines([document.replace(hunk)], document, lineInHand);
      lineInHand = lines.lineInHand;
      return lines;
    });
  return sumOf(counts);
}

await main();
