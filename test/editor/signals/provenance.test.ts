import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { thisWindow } from '../../harness/editor/control.ts';
import { needPerson, open, putCursor, run, settle, sleep, type, until, wake, writeOutside } from '../lib/editor.ts';
import { watchSignals } from '../lib/signals.ts';

/** Registers what VS Code can offer: words, a text of two lines, and a formatter of indentation and quotes. */
function offers(): vscode.Disposable {
  const words = ['console', 'consolation', 'forEach'].map((label) => new vscode.CompletionItem(label));
  const languages = vscode.languages;
  return vscode.Disposable.from(
    languages.registerCompletionItemProvider('plaintext', { provideCompletionItems: () => words }, '.'),
    languages.registerInlineCompletionItemProvider('plaintext', {
      provideInlineCompletionItems: (_, at) => [
        new vscode.InlineCompletionItem('return one;\nreturn two;', new vscode.Range(at, at)),
      ],
    }),
    languages.registerDocumentFormattingEditProvider('plaintext', {
      provideDocumentFormattingEdits: (document) => {
        const all = new vscode.Range(0, 0, document.lineCount, 0);
        const text = document.getText().replaceAll(/^[ \t]+/gm, '    ');
        return [new vscode.TextEdit(all, text.replaceAll("'", '"').replaceAll('bad', 'good'))];
      },
    }),
  );
}

describe('what is accepted and what is formatted', function () {
  this.timeout(60_000);
  const watch = watchSignals();
  const config = () => vscode.workspace.getConfiguration('editor');
  const set = (key: string, value: unknown) => config().update(key, value, vscode.ConfigurationTarget.Global);
  /** Only for the file that `begin` opened, since a changed setting is also an edit, of settings.json. */
  const provenances = () =>
    watch
      .of('edit')
      .filter(({ where }) => where.file === file)
      .map(({ provenance }) => provenance);
  let held: vscode.Disposable;
  let file = '';

  before(async () => {
    held = offers();
    await set('quickSuggestions', { other: 'off', comments: 'off', strings: 'off' });
  });
  after(async () => {
    held.dispose();
    for (const key of ['quickSuggestions', 'inlineSuggest.enabled', 'formatOnSave']) await set(key, undefined);
  });

  /** Opens a file with the caret at the end of its first line, and types there. */
  async function begin(name: string, text: string, keys: string): Promise<vscode.TextEditor> {
    file = name;
    const editor = await open(writeOutside(name, text));
    await wake();
    putCursor(editor, 0, editor.document.lineAt(0).text.length);
    await settle();
    await type(keys);
    await until('the keys are seen', () => provenances().length === keys.length);
    return editor;
  }

  it('a suggestion that takes the place of what was typed is completed', async function () {
    await begin('suggested.txt', 'x\n', ' con');
    needPerson(this);
    await run('editor.action.triggerSuggest');
    await sleep(1000);
    await thisWindow.press('Tab');
    await until('accepted', () => provenances().length === 5);
    assert.deepEqual(provenances(), ['typed', 'typed', 'typed', 'typed', 'completed']);
  });

  it('a suggestion after a dot is completed', async function () {
    await begin('member.txt', 'x\n', '.');
    needPerson(this);
    await run('editor.action.triggerSuggest');
    await sleep(1000);
    await run('acceptSelectedSuggestion');
    await until('accepted', () => provenances().length === 2);
    assert.deepEqual(provenances(), ['typed', 'completed']);
  });

  it('an inline suggestion is completed, with its lines', async function () {
    await set('inlineSuggest.enabled', true);
    await begin('inline.txt', 'x\n', ' ');
    needPerson(this);
    await run('editor.action.inlineSuggest.trigger');
    await sleep(1000);
    await thisWindow.press('Tab');
    const { provenance, added, removed } = await watch.next('edit', (edit) => edit.added > 0 && edit.removed === 0);
    assert.deepEqual([provenance, added, removed], ['completed', 1, 0]);
    await set('inlineSuggest.enabled', undefined);
  });

  it('the same text put there by a tool, where nobody typed, is unknown', async () => {
    const editor = await begin('tool.txt', 'x\n', '');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 1), 'return one;\nreturn two;'));
    await watch.next('edit');
    assert.deepEqual(provenances(), ['unknown']);
  });

  it('what format on save changes is formatted, words included', async () => {
    await set('formatOnSave', true);
    const editor = await begin('formatted.txt', "x\n  'bad'\n      b\n", 'y');
    await editor.document.save();
    await until('formatted', () => provenances().length === 2);
    assert.match(editor.document.getText(), /good/);
    assert.deepEqual(provenances(), ['typed', 'formatted']);
    await set('formatOnSave', undefined);
  });

  it('a change by a tool is not formatted for being saved later', async () => {
    await set('formatOnSave', true);
    const editor = await begin('savedLater.txt', 'x\n', '');
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), 'by a tool\n'));
    await sleep(600);
    await editor.document.save();
    await sleep(400);
    assert.deepEqual(provenances(), ['unknown']);
    await set('formatOnSave', undefined);
  });

  it('"Format Document" is formatted where it brings in spacing and quotes', async function () {
    await begin('spaced.txt', "x\n  'a'\n      b\n", '');
    needPerson(this);
    await run('editor.action.formatDocument');
    await watch.next('edit');
    assert.deepEqual(provenances(), ['formatted']);
  });
});
