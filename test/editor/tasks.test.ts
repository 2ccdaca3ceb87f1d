import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sleep, writeOutside } from './lib/editor.ts';

interface Listed {
  readonly tasks: readonly { readonly title: string; readonly links: readonly unknown[] }[];
}

/** Open tasks as an agent is told of them. */
async function tasks(): Promise<Listed['tasks']> {
  const result = await vscode.lm.invokeTool('daymark_tasks', { input: {}, toolInvocationToken: undefined });
  const [part] = result.content;
  return (JSON.parse((part as vscode.LanguageModelTextPart).value) as Listed).tasks;
}

describe('a task from a comment', () => {
  it('is offered as a quick fix, shown as it is understood, and added with a link', async function () {
    this.timeout(30_000);
    const file = writeOutside('todo.ts', 'const a = 1;\n// TODO: ask @bob about #12\n');
    const { document } = await vscode.window.showTextDocument(file, { preview: false });
    const offered = (line: number) =>
      vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        file,
        document.lineAt(line).range,
      );
    const ours = (await offered(1)).find(({ title }) => title === 'Add Task for This Comment');
    assert.ok(ours?.command);
    assert.ok(!(await offered(0)).some(({ title }) => title.startsWith('Add Task')), 'a line without one offers none');
    const adding = vscode.commands.executeCommand(ours.command.command, ...(ours.command.arguments ?? []));
    let added: Listed['tasks'] = [];
    for (let tries = 0; tries < 40 && added.length === 0; tries++) {
      await sleep(250);
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      added = await tasks();
    }
    await adding;
    assert.equal(added.length, 1);
    assert.equal(added[0]?.links.length, 1);
  });
});
