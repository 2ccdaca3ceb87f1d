import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { Places } from '../../src/extension/places/places.ts';
import { startSensors } from '../../src/extension/sensor.ts';
import { edits } from '../../src/extension/sensors/edits.ts';
import { systemClock } from '../../src/headless/systemClock.ts';
import type { Signal } from '../../src/core/facts/signal.ts';
import { inWorkspace, run, sleep, until } from '../../test/editor/lib/editor.ts';
import { recorded } from '../../test/editor/lib/sqlite.ts';
import { History, type FileChange, type Sum } from './history.ts';
import { hunksIn, replacementOf } from './hunks.ts';
import { orderVariable, type ReplayOrder } from './order.ts';
import { sumOf, type CountedChange } from './result.ts';

const order = JSON.parse(process.env[orderVariable] ?? '{}') as ReplayOrder;
/** Each is a separate test, so that a history shows its progress. */
const commitsAtOnce = 10;

/** Runs in the extension host: each file of each commit is a document that is opened, edited and saved. */
describe('a history as edits in VS Code', function () {
  this.timeout(140_000);
  const history = new History(order.repository);
  const commits = history.commits(order.commits);
  const counted = new Map<string, CountedChange>();
  const seen = new Map<string, Sum>();
  let stop: () => void;

  before(() => {
    const places = new Places(systemClock);
    const emit = (signal: Signal): void => {
      if (signal.type !== 'edit') return;
      const file = signal.where.file ?? '';
      seen.set(file, sumOf([seen.get(file) ?? { added: 0, removed: 0 }, signal]));
    };
    const fail = (text: string): never => assert.fail(text);
    const log = { trace: fail, debug: fail, info: fail, warn: fail, error: fail };
    const running = startSensors([edits], { places, clock: systemClock, emit }, log);
    stop = () => {
      running.dispose();
      places.dispose();
    };
  });

  for (let at = 0; at < commits.length; at += commitsAtOnce)
    it(`commits ${at + 1} to ${Math.min(commits.length, at + commitsAtOnce)} of ${commits.length}`, async () => {
      for (const commit of commits.slice(at, at + commitsAtOnce))
        for (const change of history.changes(commit))
          counted.set(`${commit}:${change.file}`, { ...change, counted: await replay(history, change, seen) });
    });

  after(async () => {
    await run('workbench.action.closeAllEditors');
    await sleep(1500);
    stop();
    const { spans } = await recorded();
    const own = spans.filter(({ file }) => file?.startsWith('replay/'));
    const sums = own.flatMap((span) => Object.values(span.edits).map(([, added, removed]) => ({ added, removed })));
    writeFileSync(order.out, JSON.stringify({ counted: [...counted.values()], recorded: sumOf(sums) }));
  });
});

/** Opens a file as it was before a commit, makes the commit's changes in one step, and returns what the sensor counted. */
async function replay(history: History, { commit, file, lines }: FileChange, seen: Map<string, Sum>): Promise<Sum> {
  const name = `replay/${commit.slice(0, 12)}/${file}`;
  const uri = inWorkspace(name);
  mkdirSync(path.dirname(uri.fsPath), { recursive: true });
  writeFileSync(uri.fsPath, history.content(history.parent(commit), file));
  seen.delete(name);
  const editor = await vscode.window.showTextDocument(uri, { preview: false });
  const before = textOf(editor.document).split('\n');
  const hunks = hunksIn(history.diff(commit, file)).map((hunk) => replacementOf(hunk, before));
  await editor.edit((edit) => {
    for (const { start, end, text } of hunks)
      edit.replace(new vscode.Range(start.line, start.character, end.line, end.character), text);
  });
  // A change of the mode only has no event.
  if (lines.added + lines.removed > 0) await until(`the change of ${name}`, () => seen.has(name));
  assert.equal(textOf(editor.document), withoutMark(history.content(commit, file).toString('utf8')), name);
  await editor.document.save();
  // An editor that was typed in stays; a thousand of them slow everything down.
  await run('workbench.action.closeActiveEditor');
  return seen.get(name) ?? { added: 0, removed: 0 };
}

/** VS Code has one sort of line break in a document. */
function textOf(document: vscode.TextDocument): string {
  return document.getText().replaceAll('\r\n', '\n');
}

function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}
