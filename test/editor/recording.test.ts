import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { needWindows, thisWindow } from '../harness/editor/control.ts';
import { git } from '../harness/workspace.ts';
import {
  backTo,
  closeAll,
  inWorkspace,
  open,
  openByHand,
  project,
  putCursor,
  run,
  sleep,
  takenBack,
  type,
  until,
  wake,
  writeOutside,
} from './lib/editor.ts';
import { recorded, untilRecorded } from './lib/sqlite.ts';

describe('what is done ends up in the SQLite file', function () {
  this.timeout(90_000);
  const began = Date.now();

  beforeEach(async () => {
    await closeAll();
    await wake();
  });
  after(closeAll);

  it('the extension is there, and said when it started', async () => {
    const extension = vscode.extensions.getExtension('daymark.daymark');
    assert.ok(extension);
    await until('it is active', () => extension.isActive);
    // Other windows may have been open on the same data; this one's extension host is as old as its process.
    const isHere = ({ at }: { readonly at: number }): boolean => Math.abs(at - performance.timeOrigin) < 120_000;
    await untilRecorded('a start', ({ states }) => states.find((each) => each.state === 'started' && isHere(each)));
  });

  it('typing and saving: a span of coding with its place, its lines and its save', async () => {
    const editor = await open(writeOutside('src/typed.ts', 'export {};\n'));
    putCursor(editor, 1);
    await type('const a = 1;\nconst b = 2;\n');
    await editor.document.save();
    const span = await untilRecorded('the span', ({ spans }) =>
      spans.find(({ file, saves }) => file === 'src/typed.ts' && saves > 0),
    );
    assert.deepEqual([span.kind, span.source, span.language, span.branch], ['coding', 'editor', 'typescript', 'main']);
    assert.equal(span.project, project());
    assert.equal(span.saves, 1);
    assert.equal(span.offset, 0 - new Date().getTimezoneOffset());
    const [edits = 0, added, removed] = span.edits['typed'] ?? [];
    assert.deepEqual([edits, added, removed], [26, 2, 0]);
    assert.ok(span.end !== undefined && span.end > span.start && span.end - span.start < 60_000);
    assert.ok(span.start >= began && span.end <= Date.now());
  });

  it('keys pressed by a person are the same as typed by command', async function () {
    needWindows(this);
    await open(writeOutside('keys.txt', ''));
    await thisWindow.type('hello');
    const span = await untilRecorded('the span', ({ spans }) =>
      spans.find(({ file, edits }) => file === 'keys.txt' && edits['typed']?.[0] === 5),
    );
    assert.deepEqual(span.edits, { typed: [5, 1, 0] });
  });

  it('looking at a file: reading, and no edit', async () => {
    const editor = await open(inWorkspace('notes.md'));
    for (let line = 0; line < 3; line++) {
      await run('cursorMove', { to: line % 2 ? 'up' : 'down' });
      await sleep(600);
    }
    assert.equal(editor.document.isDirty, false);
    const span = await untilRecorded('the span', ({ spans }) =>
      spans.find(({ file, start, end }) => file === 'notes.md' && end !== undefined && end > start),
    );
    assert.deepEqual([span.kind, span.edits, span.saves], ['reading', {}, 0]);
  });

  it('a change on disk: its lines, and no time', async () => {
    const uri = writeOutside('outside.txt', 'one\n');
    await open(uri);
    await sleep(500);
    appendFileSync(uri.fsPath, 'two\nthree\n');
    const span = await untilRecorded('the change', ({ spans }) =>
      spans.find(({ file, edits }) => file === 'outside.txt' && edits['outside']),
    );
    assert.deepEqual(span.edits, { outside: [1, 2, 0] });
    assert.equal(span.end, span.start);
  });

  it('an error of the TypeScript server: when it came, when it was fixed, and where', async () => {
    const editor = await open(writeOutside('src/faulty.ts', 'export const one: number = 1;\n'));
    await editor.edit((edit) => edit.replace(new vscode.Range(0, 27, 0, 28), "'1'"));
    const came = await untilRecorded('the error', ({ diagnostics }) =>
      diagnostics.find(({ file }) => file === 'src/faulty.ts'),
    );
    assert.equal(came.end, undefined);
    assert.deepEqual([came.severity, came.reporter, came.code, came.line], ['error', 'ts', '2322', 0]);
    assert.match(came.message ?? '', /not assignable to type 'number'/);
    assert.deepEqual([came.project, came.language, came.branch], [project(), 'typescript', 'main']);
    putCursor(editor, 0);
    await type('\n\n');
    await sleep(1500);
    await editor.edit((edit) => edit.replace(new vscode.Range(2, 27, 2, 30), '1'));
    const fixed = await untilRecorded('the fix', ({ diagnostics }) =>
      diagnostics.find(({ file, end }) => file === 'src/faulty.ts' && end !== undefined),
    );
    assert.equal(fixed.start, came.start, 'it is the same error though its line moved');
    const { diagnostics } = await recorded();
    assert.equal(diagnostics.filter(({ file }) => file === 'src/faulty.ts').length, 1);
    await editor.document.save();
  });

  it('an error in a file that was closed stays open', async () => {
    writeOutside('src/left.ts', "export const one: number = '1';\n");
    await openByHand('src/left.ts');
    await untilRecorded('the error', ({ diagnostics }) => diagnostics.find(({ file }) => file === 'src/left.ts'));
    await closeAll();
    await takenBack(inWorkspace('src/left.ts'));
    const { diagnostics } = await recorded();
    assert.deepEqual(
      diagnostics.filter(({ file }) => file === 'src/left.ts').map(({ end }) => end),
      [undefined],
    );
    await vscode.workspace.fs.delete(inWorkspace('src/left.ts'));
  });

  it('tasks: one that passes and one that fails, with their exit codes', async () => {
    const tasks = await vscode.tasks.fetchTasks();
    for (const name of ['passes', 'fails']) {
      const task = tasks.find((each) => each.name === name);
      assert.ok(task);
      await vscode.tasks.executeTask(task);
      await until(`${name} ended`, () => vscode.tasks.taskExecutions.length === 0);
    }
    const runs = await untilRecorded('both', (all) => {
      const ended = all.runs.filter(({ end, start }) => end !== undefined && start >= began);
      return ['passes', 'fails'].every((name) => ended.some((each) => each.name === name)) && ended;
    });
    const [passes, fails] = ['passes', 'fails'].map((name) => runs.findLast((each) => each.name === name));
    assert.deepEqual([passes?.exitCode, fails?.exitCode], [0, 3]);
    assert.deepEqual(
      [fails?.source, fails?.group, fails?.project, fails?.branch],
      ['task', 'other', project(), 'main'],
    );
    assert.ok(fails?.end && fails.end - fails.start >= 300 && fails.end - fails.start < 20_000);
  });

  it('a debug session: a run, and debugging while it lasts', async () => {
    const program = writeOutside('debugged.js', 'debugger;\nsetTimeout(() => {}, 1000);\n');
    const configuration = { type: 'node', request: 'launch', name: 'Step through', program: program.fsPath };
    await vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], configuration);
    await until('it stopped at a statement', () => vscode.debug.activeStackItem);
    await run('workbench.action.debug.stepOver');
    await sleep(1500);
    await vscode.debug.stopDebugging();
    const debugging = await untilRecorded('the run', ({ runs }) =>
      runs.find((each) => each.name === 'Step through' && each.end),
    );
    assert.deepEqual([debugging.source, debugging.group, debugging.exitCode], ['debug', 'run', undefined]);
    await untilRecorded('the span', ({ spans }) =>
      spans.find(({ file, kind }) => file === 'debugged.js' && kind === 'debugging'),
    );
  });

  it('a branch that was switched by git: work before it on the old one, after it on the new one', async () => {
    const editor = await open(writeOutside('branched.txt', ''));
    await type('before');
    await editor.document.save();
    git(project(), 'checkout', '--quiet', 'feature/one');
    try {
      // A branch is trusted for 5 s.
      const branches = await until('both', async () => {
        await type('x');
        await editor.document.save();
        const { spans } = await recorded();
        const found = new Set(spans.filter(({ file }) => file === 'branched.txt').map(({ branch }) => branch));
        return found.size > 1 && found;
      });
      assert.deepEqual([...branches], ['main', 'feature/one']);
    } finally {
      await backTo('main');
    }
  });

  it('while it is paused nothing at all', async () => {
    await run('daymark.pause');
    try {
      const editor = await open(writeOutside('secret.txt', ''));
      await type('nobody knows');
      await editor.document.save();
      await sleep(2000);
    } finally {
      await run('daymark.resume');
    }
    await open(writeOutside('known.txt', ''));
    await type('x');
    const all = await untilRecorded(
      'what came after',
      (found) => found.spans.some(({ file }) => file === 'known.txt') && found,
    );
    assert.deepEqual(
      all.spans.filter(({ file }) => file === 'secret.txt'),
      [],
    );
    const states = all.states.filter(({ at }) => at >= began).map(({ state }) => state);
    assert.deepEqual(states.slice(-2), ['paused', 'resumed']);
  });

  it('spans of one window never overlap', async () => {
    const { spans } = await recorded();
    const [first] = spans;
    assert.ok(first && spans.length > 5);
    const own = spans.filter(({ writer, end, start }) => writer === first.writer && end !== undefined && end > start);
    for (const [index, span] of own.entries()) {
      const next = own[index + 1];
      if (next) assert.ok((span.end ?? 0) <= next.start, `${JSON.stringify(span)} and ${JSON.stringify(next)}`);
    }
  });
});
