import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, inWorkspace, open, openByHand, putCursor, takenBack, type, writeOutside } from '../lib/editor.ts';
import { watchSignals } from '../lib/signals.ts';

describe('signals of diagnostics', function () {
  this.timeout(90_000);
  const watch = watchSignals();

  it('an error of the TypeScript server comes, follows its line, and goes', async () => {
    const editor = await open(writeOutside('src/broken.ts', 'export const one: number = 1;\n'));
    await editor.edit((edit) => edit.replace(new vscode.Range(0, 27, 0, 28), "'1'"));
    const { where, problems } = await watch.next('diagnostics', (each) => each.problems.length > 0);
    assert.deepEqual([where.file, where.language, where.branch], ['src/broken.ts', 'typescript', 'main']);
    assert.deepEqual(
      problems.map(({ severity, reporter, code, line }) => [severity, reporter, code, line]),
      [['error', 'ts', '2322', 0]],
    );
    putCursor(editor, 0);
    await type('\n');
    await watch.next('diagnostics', (each) => each.problems[0]?.line === 1);
    await editor.edit((edit) => edit.replace(new vscode.Range(1, 27, 1, 30), '1'));
    const gone = await watch.next('diagnostics', (each) => each.problems.length === 0);
    assert.deepEqual([gone.where.file, gone.open], ['src/broken.ts', true]);
    await editor.document.save();
  });

  it('an error that goes because its file was closed is not said to be fixed', async () => {
    writeOutside('src/closed.ts', "export const one: number = '1';\n");
    await openByHand('src/closed.ts');
    await watch.next('diagnostics', (each) => each.problems.length > 0);
    await watch.forget();
    await closeAll();
    await takenBack(inWorkspace('src/closed.ts'));
    for (const { problems, open: isOpen } of watch.of('diagnostics'))
      assert.ok(problems.length > 0 || isOpen === false);
    await vscode.workspace.fs.delete(inWorkspace('src/closed.ts'));
  });
});
