import assert from 'node:assert/strict';
import { appendFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { lines, open, project, putCursor, run, settle, type, until, writeOutside } from '../lib/editor.ts';
import { watchSignals } from '../lib/signals.ts';

describe('signals of edits', () => {
  const watch = watchSignals();
  const edits = () => watch.of('edit').map(({ provenance, added, removed }) => [provenance, added, removed]);

  it('typing is typed, from the first key in a clean file on, and says where', async () => {
    await open(writeOutside('typed.ts', 'let one = 1;\n'));
    await type('ab');
    await watch.next('edit', () => edits().length === 2);
    assert.deepEqual(edits(), [
      ['typed', 1, 1],
      ['typed', 0, 0],
    ]);
    const where = { project: project(), file: 'typed.ts', language: 'typescript', branch: 'main', scheme: 'file' };
    assert.deepEqual(watch.of('edit')[0]?.where, where);
  });

  it('lines typed at the end of a file are those that git counts', async () => {
    const editor = await open(writeOutside('last.txt', lines(3)));
    putCursor(editor, 3);
    await type('ab\nc\n');
    await until('five edits', () => edits().length === 5);
    const total = (column: 1 | 2) =>
      watch.of('edit').reduce((sum, one) => sum + (column === 1 ? one.added : one.removed), 0);
    assert.deepEqual([total(1), total(2)], [2, 0]);
    await run('deleteLeft');
    await until('the line break is gone', () => edits().length === 6);
    assert.deepEqual([total(1), total(2)], [3, 1]);
  });

  it('a change on disk is outside, and the key after it typed', async () => {
    const uri = writeOutside('disk.txt', lines(5));
    await open(uri);
    await settle();
    appendFileSync(uri.fsPath, 'new\nand new\n');
    await watch.next('edit');
    assert.deepEqual(edits(), [['outside', 2, 0]]);
    await type('x');
    await until('typed', () => edits().length === 2);
    assert.deepEqual(edits()[1], ['typed', 1, 1]);
  });

  it('a revert is outside', async () => {
    await open(writeOutside('revert.txt', lines(5)));
    await type('x');
    await run('workbench.action.files.revert');
    await until('reverted', () => edits().length === 2);
    assert.equal(edits()[1]?.[0], 'outside');
  });

  it('undo and redo are undone', async () => {
    const editor = await open(writeOutside('undo.txt', lines(5)));
    await type('x');
    await editor.document.save();
    await run('undo');
    await run('redo');
    await until('three', () => edits().length === 3);
    assert.deepEqual(
      edits().map(([provenance]) => provenance),
      ['typed', 'undone', 'undone'],
    );
  });

  it('a change of files that are not shown is bulk', async () => {
    await open(writeOutside('shown.txt', lines(5)));
    const hidden = writeOutside('hidden.txt', lines(5));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(hidden, new vscode.Position(2, 0), 'a\nb\n');
    await vscode.workspace.applyEdit(edit);
    const { provenance, where, added, removed } = await watch.next('edit');
    assert.deepEqual([provenance, where.file, added, removed], ['bulk', 'hidden.txt', 2, 0]);
    await vscode.workspace.saveAll();
  });

  it('a paste is not known for what it is', async () => {
    const editor = await open(writeOutside('paste.txt', lines(5)));
    await vscode.env.clipboard.writeText('pasted\ntext\n');
    await run('editor.action.clipboardPasteAction');
    await until('pasted', () => editor.document.getText().startsWith('pasted'));
    await watch.next('edit');
    assert.deepEqual(edits(), [['unknown', 2, 0]]);
  });

  it('a line break tells that the lines below moved', async () => {
    const editor = await open(writeOutside('enter.txt', lines(5)));
    putCursor(editor, 1);
    await type('\n');
    const { where, line, added, removed } = await watch.next('lines');
    assert.deepEqual([where.file, line, added, removed], ['enter.txt', 1, 1, 0]);
  });

  it('files and texts that are nowhere', async () => {
    const untitled = await vscode.workspace.openTextDocument({ content: '', language: 'python' });
    await vscode.window.showTextDocument(untitled);
    await type('x');
    const { where, provenance } = await watch.next('edit');
    const expected = {
      project: project(),
      branch: 'main',
      file: untitled.uri.path,
      language: 'python',
      scheme: 'untitled',
    };
    assert.deepEqual(where, expected);
    assert.equal(provenance, 'typed');
  });

  it('a file outside of every project has its whole path', async () => {
    const file = path.join(path.dirname(project()), 'elsewhere.md');
    writeFileSync(file, 'x\n');
    await open(vscode.Uri.file(file));
    await type('y');
    assert.deepEqual((await watch.next('edit')).where, { file, language: 'markdown', scheme: 'file' });
  });

  it('the message of a commit shows someone is there, and is no line of work', async () => {
    await run('workbench.view.scm');
    await run('workbench.scm.action.focusNextInput');
    const input = () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'vscode-scm');
    await until('the field takes keys', async () => {
      await type('m');
      return input()?.getText().includes('m');
    });
    const { where } = await watch.next('move', (move) => move.where.scheme === 'vscode-scm');
    assert.deepEqual(where, { project: project(), branch: 'main', scheme: 'vscode-scm' });
    assert.deepEqual(edits(), []);
    await run('deleteAllLeft');
    await run('workbench.view.explorer');
  });

  it('what an output channel says is no signal', async () => {
    const channel = vscode.window.createOutputChannel('Test output');
    channel.show(true);
    for (let i = 0; i < 20; i++) channel.appendLine(`line ${i}`);
    await until('shown', () =>
      vscode.window.visibleTextEditors.some(({ document }) => document.uri.scheme === 'output'),
    );
    channel.appendLine('more');
    await watch.quiet();
    channel.dispose();
    assert.deepEqual(edits(), []);
    assert.deepEqual(
      watch.of('move').filter(({ where }) => where.scheme === 'output'),
      [],
    );
  });
});
