import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { thisWindow } from '../../harness/editor/control.ts';
import { account } from '../lib/account.ts';
import { closeAll, needPerson, open, run, sleep, type, until, wake, writeOutside } from '../lib/editor.ts';
import { untilRecorded } from '../lib/sqlite.ts';

const rules = (value?: object[]): Thenable<void> =>
  vscode.workspace.getConfiguration('daymark').update('rules', value, vscode.ConfigurationTarget.Global);

describe('the scheme of a document', function () {
  this.timeout(120_000);

  beforeEach(async function () {
    needPerson(this);
    await closeAll();
    await wake();
  });
  after(async () => {
    await rules();
    await closeAll();
  });

  it('is kept of what was never saved, and a rule of one’s own can ask for it', async () => {
    const plain = writeOutside('plain.md', '');
    await open(plain);
    await type('one');
    await sleep(1000);
    const document = await vscode.workspace.openTextDocument({ content: '', language: 'markdown' });
    await vscode.window.showTextDocument(document);
    const file = document.uri.path;
    for (let i = 0; i < 4; i++) {
      await type('a');
      await sleep(500);
    }
    const ofFile = (name: string) =>
      untilRecorded(name, ({ spans }) =>
        spans.findLast((span) => span.file === name && Object.keys(span.edits).length > 0 && span.end !== span.start),
      );
    assert.equal((await ofFile(file)).scheme, 'untitled');
    assert.equal((await ofFile('plain.md')).scheme, undefined);

    const figure = { day: new Date().toLocaleDateString('sv') };
    // If the document was shown for a while first, its row says "Reading, Coding".
    const coding = /\*\*[^*]*Coding\*\*/;
    assert.match(await account({ ...figure, file }), new RegExp(`${coding.source}.*Scheme: untitled\\.`));
    await rules([{ scheme: 'untitled', kind: 'planning' }]);
    await until('the rule decides', async () =>
      /\*\*Planning\*\*.*Your rule 1/.test(await account({ ...figure, file })),
    );
    assert.doesNotMatch(await account({ ...figure, file }), coding);
    assert.doesNotMatch(await account({ ...figure, file: 'plain.md' }), /Your rule/);
    await rules([{ scheme: 'file', kind: 'learning' }]);
    await until('the other rule', async () => /\*\*Learning\*\*/.test(await account({ ...figure, file: 'plain.md' })));
    assert.match(await account({ ...figure, file }), coding);
  });

  it('is “diff” of what is compared, one span after the other', async () => {
    const [left, right] = [writeOutside('old.txt', 'a\nb\nc\n'), writeOutside('new.txt', 'b\nb\nc\n')];
    await run('vscode.diff', left, right, 'Old and new');
    await until('shown', () => vscode.window.activeTextEditor?.document.uri.path === right.path);
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowDown']) {
      await thisWindow.press(key);
      await sleep(500);
    }
    await type('c');
    await untilRecorded('looking, then typing', ({ spans }) => {
      const found = spans.filter(({ file }) => file === 'new.txt');
      const looked = found.some(
        ({ scheme, kind, edits }) => scheme === 'diff' && kind === 'reviewing' && !edits['typed'],
      );
      return looked && found.some(({ scheme, edits }) => scheme === undefined && edits['typed']);
    });
  });
});
