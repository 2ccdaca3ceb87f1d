import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { needWindows, thisWindow } from '../harness/editor/control.ts';
import { run } from './lib/editor.ts';

const { choose, enter } = thisWindow;

/** Returns the text that an agent gets. */
async function told(tool: string, input: object = {}): Promise<Record<string, unknown>> {
  const result = await vscode.lm.invokeTool(tool, { input, toolInvocationToken: undefined });
  return JSON.parse((result.content[0] as vscode.LanguageModelTextPart).value) as Record<string, unknown>;
}

describe('categories', function () {
  this.timeout(60_000);

  it('are added, get a color and a rule after a preview, and hold for tasks', async function () {
    needWindows(this);
    const manage = async (...steps: (() => Promise<void>)[]) => {
      const managing = run('daymark.manageCategories');
      for (const step of steps) await step();
      await managing;
    };
    const chooseClient = () => choose('Client', 'Manage Categories');
    await manage(
      () => choose('Add Category…', 'Manage Categories'),
      () => enter('Name of the category', 'Client'),
    );
    await manage(
      chooseClient,
      () => choose('Color…', 'Client'),
      () => choose('Red', 'Client'),
    );
    const adding = run('daymark.addTask');
    await enter('Add Task', 'Call about the invoice');
    await adding;
    await manage(
      chooseClient,
      () => choose('Add Rule…', 'Client'),
      () => choose('Title contains', 'Client'),
      () => enter('Title contains', 'invoice'),
      () => choose('Save Rule', 'Title contains: invoice → Client'),
    );
    const { tasks } = (await told('daymark_tasks')) as { tasks: { inCategory?: { color: string } }[] };
    assert.deepEqual(
      tasks.map(({ inCategory }) => inCategory?.color).filter((color) => color !== undefined),
      ['red'],
    );
  });
});
