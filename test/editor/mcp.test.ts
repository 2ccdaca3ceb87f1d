import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run, until } from './lib/editor.ts';

/** VS Code's name for the server of an extension. */
const server = 'daymark.daymark/Daymark';
const todayTool = (): vscode.LanguageModelToolInformation | undefined =>
  vscode.lm.tools.find(({ name }) => name.includes('today_get'));

describe('the MCP server in VS Code', () => {
  const settings = () => vscode.workspace.getConfiguration('daymark');
  const enable = (value: boolean | undefined) =>
    settings().update('mcp.enabled', value, vscode.ConfigurationTarget.Global);
  afterEach(() => enable(undefined));

  it('is listed once it is switched on, and answers agents', async function () {
    this.timeout(60_000);
    await enable(true);
    const tool = await until('VS Code has the tools of the server', async () => {
      await run('workbench.mcp.startServer', server);
      return todayTool();
    });
    const { content } = await vscode.lm.invokeTool(tool.name, { input: {}, toolInvocationToken: undefined });
    const text = content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
    assert.match(text, /"minutes":\d+/);
    await enable(false);
    await until('the tools are gone', () => todayTool() === undefined);
  });
});
