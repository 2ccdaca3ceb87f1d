import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { killProcess, needWindows, openOtherWindow, testSetup, type OtherWindow } from '../harness/editor/control.ts';
import { run, until, wake } from './lib/editor.ts';

const { globalStorage } = testSetup();
const colors = 'workbench.colorCustomizations';
const config = () => vscode.workspace.getConfiguration();
const setUser = (name: string, value: unknown) => config().update(name, value, vscode.ConfigurationTarget.Global);

/** The user's settings as they are on the disk: an open window may not know what another has written. */
function written(): string {
  return readFileSync(path.join(globalStorage, '..', '..', 'settings.json'), 'utf8');
}

/** Processes that write a journal, as in crash.test. */
function writers(): number[] {
  const folder = path.join(globalStorage, 'journal');
  const heads = readdirSync(folder).map(
    (name) => readFileSync(path.join(folder, name), 'utf8').split('\n', 1)[0] ?? '',
  );
  return heads.map((head) => Number((JSON.parse(head.slice(head.indexOf('['))) as unknown[])[4]));
}

const ownColor = /"statusBar.background": "#123456"/;

describe('a focus session whose extension host is killed', function () {
  this.timeout(150_000);
  let other: OtherWindow;

  before(async function () {
    needWindows(this);
    await wake();
    await setUser('daymark.focus.activityBar', 'dim');
    await setUser(colors, { 'statusBar.background': '#123456' });
  });
  after(async () => {
    await other?.close();
    await run('daymark.stopFocus').then(undefined, () => undefined);
    await setUser('daymark.focus.activityBar', undefined);
    await setUser(colors, undefined);
  });

  it('has its changes to the settings put back at the next start', async () => {
    const known = new Set(writers());
    other = await openOtherWindow();
    await other.run('Daymark: Start Pomodoro');
    await until('the activity bar is dimmed', () => written().includes('activityBar.foreground'));
    await until('the own color is still there', () => ownColor.test(written()));
    const [pid = 0] = writers().filter((one) => one !== process.pid && !known.has(one));
    await killProcess(pid);
    await run('daymark.stopFocus');
    await other.reload();
    // VS Code empties the file before it writes it.
    await until('the settings are as they were', () => {
      const text = written();
      return ownColor.test(text) && !text.includes('activityBar.foreground');
    });
  });
});
