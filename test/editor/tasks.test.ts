import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openPlaceInEditor } from '../../src/extension/features/tasks/openPlace.ts';
import { needWindows, thisWindow } from '../harness/editor/control.ts';
import { git } from '../harness/workspace.ts';
import { backTo, project, until, writeOutside } from './lib/editor.ts';

interface Listed {
  readonly tasks: readonly {
    readonly title: string;
    readonly status: string;
    readonly links: readonly { readonly line?: number }[];
  }[];
}

/** Open tasks with links as an agent sees them. */
async function tasks(): Promise<Listed['tasks']> {
  const result = await vscode.lm.invokeTool('daymark_tasks', { input: {}, toolInvocationToken: undefined });
  const [part] = result.content;
  const { tasks: all } = JSON.parse((part as vscode.LanguageModelTextPart).value) as Listed;
  return all.filter(({ links }) => links.length > 0);
}

describe('a task from a comment', () => {
  it('is offered as a quick fix, shown as it is understood, and added with a link', async function () {
    needWindows(this);
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
    await thisWindow.enter('Add Task');
    await adding;
    const added = await tasks();
    assert.equal(added.length, 1);
    assert.equal(added[0]?.links.length, 1);
  });

  it('is offered as soon as its mark is typed', async () => {
    const file = writeOutside('typedMark.ts', 'const a = 1;\n// \n');
    const editor = await vscode.window.showTextDocument(file, { preview: false });
    const range = new vscode.Range(1, 0, 1, 3);
    const offered = async (): Promise<string[] | undefined> => {
      try {
        const ask = 'vscode.executeCodeActionProvider';
        return (await vscode.commands.executeCommand<vscode.CodeAction[]>(ask, file, range)).map(({ title }) => title);
      } catch {
        // VS Code cancels a question when providers come or go meanwhile.
        return undefined;
      }
    };
    const isOffered = async () => (await offered())?.includes('Add Task for This Comment');
    await until('an answer without the quick fix', async () => (await isOffered()) === false);
    for (const [at, text] of ['T', 'O', 'D', 'O'].entries())
      await editor.edit((edit) => edit.insert(new vscode.Position(1, 3 + at), text));
    await until('the quick fix', async () => (await isOffered()) === true);
  });

  it('gets a branch of its own, which is made, checked out, and linked', async function () {
    needWindows(this);
    this.timeout(60_000);
    const before = git(project(), 'branch', '--show-current').trim();
    const starting = vscode.commands.executeCommand('daymark.startBranch');
    try {
      await thisWindow.choose('ask @bob about #12', 'Start Branch for Task');
      await thisWindow.enter('Start Branch for Task');
      await starting;
      assert.equal(git(project(), 'branch', '--show-current').trim(), 'ask-bob-about-12');
      const [task] = await tasks();
      assert.deepEqual([task?.status, task?.links.length], ['inProgress', 2]);
    } finally {
      await backTo(before);
    }
  });
});

describe('a task from the work', function () {
  this.timeout(60_000);
  before(function () {
    needWindows(this);
  });
  // Titles may be hidden from agents, and numbers of lines aren't.
  const lines = async () => (await tasks()).flatMap(({ links }) => links.map(({ line }) => line));

  it('is offered as a quick fix for a problem, and linked to its line', async () => {
    const file = writeOutside('problem.ts', '\n'.repeat(6) + 'const b = 2;\n');
    const { document } = await vscode.window.showTextDocument(file, { preview: false });
    const problems = vscode.languages.createDiagnosticCollection('test');
    try {
      const { range } = document.lineAt(6);
      problems.set(file, [new vscode.Diagnostic(range, 'The basket #2 is never emptied')]);
      const offered = () =>
        vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', file, range);
      const isOurs = ({ title }: vscode.CodeAction) => title === 'Add Task for This Problem';
      // VS Code reports problems some moments later, and cancels a request while a provider registers.
      const find = async () => {
        try {
          return (await offered()).find(isOurs);
        } catch {
          return undefined;
        }
      };
      const ours = await until('the quick fix', find);
      const adding = vscode.commands.executeCommand(String(ours.command?.command), ...(ours.command?.arguments ?? []));
      await thisWindow.enter('Add Task');
      await adding;
      assert.ok((await lines()).includes(7), JSON.stringify(await tasks()));
    } finally {
      problems.dispose();
    }
  });

  it('opens its file at the line, and says so where it is gone', async () => {
    const uri = writeOutside('linked.ts', 'const a = 1;\nconst b = 2;\n');
    const at = () => [
      vscode.window.activeTextEditor?.document.uri.fsPath,
      vscode.window.activeTextEditor?.selection.start.line,
    ];
    await openPlaceInEditor({ file: 'linked.ts', line: 2, project: project() });
    assert.deepEqual(at(), [uri.fsPath, 1]);
    // The file may be shorter by now, and the project a mere name.
    await openPlaceInEditor({ file: 'linked.ts', line: 900, project: 'elsewhere' });
    assert.deepEqual(at(), [uri.fsPath, 2]);
    await assert.rejects(openPlaceInEditor({ file: 'gone.ts' }), /is not there any more/);
  });

  it('begins with the selected text, and is linked to its line', async () => {
    const editor = await vscode.window.showTextDocument(
      writeOutside('selected.md', '\n'.repeat(8) + 'Make the sign @night glow\n'),
    );
    editor.selection = new vscode.Selection(8, 0, 8, 25);
    const adding = vscode.commands.executeCommand('daymark.addTask');
    await thisWindow.enter('Add Task');
    await adding;
    assert.ok((await lines()).includes(9), JSON.stringify(await tasks()));
  });
});
