import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import * as vscode from 'vscode';
import { inWorkspace, sleep, wake, writeOutside } from './lib/editor.ts';
import { recorded, untilRecorded } from './lib/sqlite.ts';

describe('.daymarkignore', () => {
  afterEach(() => rmSync(inWorkspace('.daymarkignore').fsPath, { force: true }));

  it('keeps a file out of everything that is recorded', async function () {
    this.timeout(90_000);
    writeOutside('.daymarkignore', '# mine\nhush*\n');
    // Data about the project stays valid for 5 s.
    await sleep(5_500);
    const type = async (name: string) => {
      await vscode.window.showTextDocument(writeOutside(name, 'one\n'), { preview: false });
      await wake();
      for (const text of 'abc') await vscode.commands.executeCommand('type', { text });
      await sleep(500);
    };
    await type('hush.txt');
    await type('heard.txt');
    await untilRecorded('the file that is not ignored', ({ spans }) => spans.some(({ file }) => file === 'heard.txt'));
    const { spans, diagnostics } = await recorded();
    assert.deepEqual(
      [...spans, ...diagnostics].filter(({ file }) => file?.startsWith('hush')),
      [],
    );
  });
});
