import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { thisWindow } from '../../harness/editor/control.ts';
import {
  closeAll,
  lines,
  needPerson,
  open,
  project,
  putCursor,
  run,
  settle,
  type,
  until,
  writeOutside,
} from '../lib/editor.ts';
import { watchSignals } from '../lib/signals.ts';

describe('signals of the cursor and of scrolling', () => {
  const watch = watchSignals();
  const moves = (how: string) => watch.of('move').filter((move) => move.how === how);

  it('the cursor moved is a move, one at most in a quarter of a second', async () => {
    await open(writeOutside('cursor.txt', lines(50)));
    await watch.forget();
    const start = Date.now();
    for (let i = 0; i < 5; i++) await run('cursorMove', { to: 'down' });
    await settle();
    const most = Math.min(4, 1 + Math.floor((Date.now() - start) / 250));
    await watch.quiet();
    const count = moves('cursor').length;
    assert.ok(count >= 1 && count <= most, `${count} moves, at most ${most}`);
    assert.equal(moves('cursor')[0]?.where.file, 'cursor.txt');
  });

  it('a cursor that text pushed along is none', async () => {
    const editor = await open(writeOutside('pushed.txt', lines(5)));
    putCursor(editor, 3);
    await watch.forget();
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'above\n'));
    await watch.quiet();
    assert.equal(editor.selection.active.line, 4);
    assert.deepEqual(moves('cursor'), []);
  });

  it('text that rolls by is a scroll; a key pressed is none', async () => {
    const editor = await open(writeOutside('scroll.txt', lines(300)));
    await watch.forget();
    await type('x');
    await watch.quiet(700);
    assert.deepEqual(moves('scroll'), []);
    await run('editorScroll', { to: 'down', by: 'page' });
    await until('scrolled', () => moves('scroll').length > 0);
    assert.equal(moves('scroll')[0]?.where.file, 'scroll.txt');
    assert.ok((editor.visibleRanges[0]?.start.line ?? 0) > 0);
  });

  it('a panel that opens scrolls nothing', async () => {
    await open(writeOutside('panel.txt', lines(300)));
    await watch.forget();
    for (let i = 0; i < 2; i++) {
      await run('workbench.action.togglePanel');
      await watch.quiet();
    }
    assert.deepEqual(moves('scroll'), []);
  });
});

describe('signals of editors and saves', () => {
  const watch = watchSignals();
  const moves = (how: string) => watch.of('move').filter((move) => move.how === how);

  it('another file is one move to it', async function () {
    needPerson(this);
    await open(writeOutside('first.ts', 'export {};\n'));
    await watch.forget();
    await open(writeOutside('second.md', '# Two\n'));
    await watch.quiet();
    assert.equal(moves('editor').length, 1);
    assert.deepEqual(moves('editor')[0]?.where, {
      project: project(),
      file: 'second.md',
      language: 'markdown',
      branch: 'main',
      scheme: 'file',
    });
  });

  it('a diff is for looking, though its right side can be typed in', async function () {
    needPerson(this);
    const [left, right] = [writeOutside('left.txt', 'a\n'), writeOutside('right.txt', 'b\n')];
    await run('vscode.diff', left, right, 'Left and right');
    await until('shown', () => vscode.window.activeTextEditor?.document.uri.path === right.path);
    const { where } = await watch.next('move', ({ how }) => how === 'editor');
    assert.deepEqual([where.file, where.scheme], ['right.txt', 'diff']);
    await watch.forget();
    await thisWindow.press('ArrowRight');
    const { where: atCursor } = await watch.next('move', ({ how }) => how === 'cursor');
    assert.deepEqual([atCursor.file, atCursor.scheme], ['right.txt', 'diff']);
    await type('c');
    assert.equal((await watch.next('edit')).where.scheme, 'file');
  });

  it('a merge and many diffs in one tab are for looking too', async function () {
    needPerson(this);
    const [base, mine, theirs, result] = ['base', 'input1', 'input2', 'result'].map((name) =>
      writeOutside(`${name}.txt`, `${name}\nsame\n`),
    );
    const input = (uri: vscode.Uri | undefined, title: string) => ({ uri, title });
    await run('_open.mergeEditor', {
      base,
      input1: input(mine, 'Mine'),
      input2: input(theirs, 'Theirs'),
      output: result,
    });
    const { where: merged } = await watch.next('move', ({ how }) => how === 'editor');
    assert.deepEqual([merged.file, merged.scheme], ['result.txt', 'diff']);
    await closeAll();
    await watch.forget();
    await run('vscode.changes', 'All', [[result, mine, theirs]]);
    const { where } = await watch.next('move', ({ how }) => how === 'editor');
    assert.equal(where.scheme, 'diff');
  });

  it('an editor without a file is the project, and says what it is', async function () {
    needPerson(this);
    await run('workbench.action.openSettings2');
    const settings = await watch.next('move', ({ how }) => how === 'editor');
    assert.deepEqual(settings.where, { project: project(), branch: 'main', scheme: 'workbench' });
    await run('workbench.action.createTerminalEditor');
    await watch.next('move', ({ how, where }) => how === 'editor' && where.scheme === 'terminal');
  });

  it('a save is a save; of a file that is not shown it is none', async () => {
    const editor = await open(writeOutside('saved.txt', 'a\n'));
    await type('x');
    await editor.document.save();
    assert.equal((await watch.next('save')).where.file, 'saved.txt');
    await watch.forget();
    const hidden = await vscode.workspace.openTextDocument(writeOutside('unseen.txt', 'a\n'));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(hidden.uri, new vscode.Position(0, 0), 'x');
    await vscode.workspace.applyEdit(edit);
    await hidden.save();
    await watch.quiet();
    assert.deepEqual(watch.of('save'), []);
  });
});

describe('signals of notebooks', () => {
  const watch = watchSignals();

  it('typing in a cell is typing in the notebook', async function () {
    needPerson(this);
    const cell = { cell_type: 'code', source: [''], metadata: {}, outputs: [], execution_count: null };
    const content = {
      cells: [cell],
      metadata: { language_info: { name: 'python' } },
      nbformat: 4,
      nbformat_minor: 5,
    };
    const uri = writeOutside('note.ipynb', JSON.stringify(content));
    await run('vscode.openWith', uri, 'jupyter-notebook');
    await until('shown', () => vscode.window.activeNotebookEditor);
    await run('notebook.cell.edit');
    await until(
      'the cell is edited',
      () => vscode.window.activeTextEditor?.document.uri.scheme === 'vscode-notebook-cell',
    );
    await type('x');
    const { where, provenance } = await watch.next('edit');
    const expected = { project: project(), file: 'note.ipynb', language: 'python', branch: 'main' };
    assert.deepEqual(where, { ...expected, scheme: 'vscode-notebook-cell' });
    assert.equal(provenance, 'typed');
    const move = await watch.next('move', ({ how }) => how === 'editor');
    assert.deepEqual(move.where, { ...expected, scheme: 'file' });
    await vscode.window.activeNotebookEditor?.notebook.save();
    assert.equal((await watch.next('save')).where.file, 'note.ipynb');
  });
});
