import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { testSetup } from '../harness/editor/control.ts';
import { run, until } from './lib/editor.ts';

interface Announced {
  readonly url: string;
  readonly pid: number;
}

describe('the hub in VS Code', function () {
  this.timeout(60_000);
  const enable = (value: boolean | undefined) =>
    vscode.workspace.getConfiguration('daymark').update('hub.enabled', value, vscode.ConfigurationTarget.Global);
  const file = () => path.join(testSetup().globalStorage, 'hub', 'hub.json');
  after(() => enable(undefined));

  it('runs in a thread of this window while it is switched on, and shows how it is doing', async () => {
    assert.ok(!existsSync(file()), 'off by default');
    await enable(true);
    const hub = await until('the hub is announced', () => {
      return existsSync(file()) && (JSON.parse(readFileSync(file(), 'utf8')) as Announced);
    });
    assert.equal(hub.pid, process.pid);
    assert.equal((await fetch(`${hub.url}/health/ready`)).status, 200);
    assert.equal((await fetch(`${hub.url}/api/v1/users/current`)).status, 401);
    const page = vscode.Uri.from({ scheme: 'daymark-hub', path: '/Hub Status.md' });
    await until('the page has the refused request', async () => {
      await run('daymark.showHubStatus');
      const text = (await vscode.workspace.openTextDocument(page)).getText();
      return text.includes('this window') && text.includes('**401**');
    });
    await run('workbench.action.closeActiveEditor');
    await enable(false);
    await until('the port is closed', () =>
      fetch(hub.url).then(
        () => false,
        () => true,
      ),
    );
    assert.ok(!existsSync(file()));
  });
});
