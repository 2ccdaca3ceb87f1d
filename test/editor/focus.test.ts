import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { FakeSlack } from '../fakes/slack/fakeSlack.ts';
import { killProcess, needWindows, openOtherWindow, testSetup, type OtherWindow } from '../harness/editor/control.ts';
import { run, until, wake } from './lib/editor.ts';
import { writingProcesses } from './lib/writers.ts';

const { globalStorage } = testSetup();
const colors = 'workbench.colorCustomizations';
const config = () => vscode.workspace.getConfiguration();
const setUser = (name: string, value: unknown) => config().update(name, value, vscode.ConfigurationTarget.Global);

/** The user's settings as they are on the disk: an open window may not know what another has written. */
function written(): string {
  return readFileSync(path.join(globalStorage, '..', '..', 'settings.json'), 'utf8');
}

const ownColor = /"statusBar.background": "#123456"/;

describe('a focus session whose extension host is killed', function () {
  this.timeout(150_000);
  let other: OtherWindow;
  let isConnected = false;
  const slack = new FakeSlack();

  before(async function () {
    needWindows(this);
    await wake();
    slack.profile = { status_text: 'In Berlin', status_emoji: ':de:', status_expiration: 0 };
    await setUser('slackRoute.address', new URL(await slack.listen()).origin);
    await setUser('daymark.focus.activityBar', 'dim');
    await setUser(colors, { 'statusBar.background': '#123456' });
  });
  after(async () => {
    if (isConnected) await disconnectSlack();
    await other?.close();
    await run('daymark.stopFocus').then(undefined, () => undefined);
    await setUser('daymark.focus.activityBar', undefined);
    await setUser(colors, undefined);
    await setUser('slackRoute.address', undefined);
    await slack.close();
  });

  const connectSlack = async () => {
    await other.run('Daymark: Connect Slack…');
    await until('"Continue" was clicked', async () => (await other.answer('Continue')) !== null, 60_000);
    await other.enter('Connect Slack', slack.token);
    await until('Slack is connected', () => slack.calls.includes('users.profile.set'), 60_000);
    isConnected = true;
  };
  /** Or a session of a later test would call the real one. */
  const disconnectSlack = async () => {
    await other.run('Daymark: Connect Slack…');
    await until('"Disconnect" was clicked', async () => (await other.answer('Disconnect')) !== null, 60_000);
  };

  it('has its changes to the settings and the Slack status put back at the next start', async () => {
    const known = writingProcesses();
    other = await openOtherWindow();
    await connectSlack();
    await other.run('Daymark: Start Pomodoro');
    await until('the Slack status is set', () => slack.profile.status_text === 'Focusing', 60_000);
    await until('the activity bar is dimmed', () => written().includes('activityBar.foreground'));
    await until('the own color is still there', () => ownColor.test(written()));
    const [pid = 0] = [...writingProcesses()].filter((one) => one !== process.pid && !known.has(one));
    await killProcess(pid);
    await run('daymark.stopFocus');
    await other.reload();
    await until('the Slack status is as it was', () => slack.profile.status_text === 'In Berlin', 60_000);
    // VS Code empties the file before it writes it.
    await until('the settings are as they were', () => {
      const text = written();
      return ownColor.test(text) && !text.includes('activityBar.foreground');
    });
  });
});
