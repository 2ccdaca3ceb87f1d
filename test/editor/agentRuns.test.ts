import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { killProcess, needWindows, openOtherWindow, testSetup, type OtherWindow } from '../harness/editor/control.ts';
import { project, until as untilSoon } from './lib/editor.ts';

const config = () => vscode.workspace.getConfiguration('daymark');
const runsFolder = () => path.join(testSetup().globalStorage, 'agentRuns');
const ids = () => (existsSync(runsFolder()) ? readdirSync(runsFolder()).filter((name) => name !== 'open') : []);
const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: project(), encoding: 'utf8' });

/** A run takes several processes, each of which is slow to start on a busy machine. */
const until: typeof untilSoon = (what, check) => untilSoon(what, check, 60_000);

/** The text of a file in the worktree of a run; undefined until it is there. */
function inTree(id: string, name: string): string | undefined {
  const file = path.join(runsFolder(), id, 'tree', name);
  return existsSync(file) ? readFileSync(file, 'utf8') || undefined : undefined;
}

/** Reads the text of a window. Editors show spaces as spaces that don't break. */
const textOf = async (window: OtherWindow): Promise<string> => (await window.text()).replaceAll('\u00A0', ' ');

/** Goes through the questions of Run Agent in another window. The agent is a shell, so the task is a script. */
async function runAgent(other: OtherWindow, script: string): Promise<string> {
  const known = new Set(ids());
  await other.run('Daymark: Run Agent…');
  await other.choose('Your command', 'Run Agent');
  await other.choose('Write a Task…', 'Run Agent');
  await other.enter('Run Agent', script);
  await until('the question shows the command line', async () => (await textOf(other)).includes('Command: /bin/sh -s'));
  assert.deepEqual(ids(), [...known], 'nothing is made before the answer');
  await until('it is confirmed', async () => (await other.answer('Run Agent')) !== null);
  return until('its folder is made', () => ids().find((id) => !known.has(id)));
}

/** Kills the extension host that a run works for. @returns the process id of the run's supervisor */
async function killHost(id: string): Promise<number> {
  const { supervisor } = JSON.parse(readFileSync(path.join(runsFolder(), id, 'process.json'), 'utf8')) as {
    readonly supervisor: { readonly pid: number };
  };
  const [, rest = ''] = readFileSync(`/proc/${supervisor.pid}/stat`, 'utf8').split(') ');
  await killProcess(Number(rest.split(' ')[1]));
  return supervisor.pid;
}

/** A process that has ended has no working folder, even before its parent has waited for it. */
const isGone = (pid: number): boolean => !existsSync(`/proc/${pid}/cwd`);

describe('Run Agent', function () {
  this.timeout(300_000);
  let other: OtherWindow;

  before(async function () {
    // The processes of a run are found through /proc.
    if (process.platform !== 'linux') return this.skip();
    needWindows(this);
    await config().update('agents.runCommand', ['/bin/sh', '-s'], vscode.ConfigurationTarget.Global);
    await config().update('agents.verify', ['test -f made.txt'], vscode.ConfigurationTarget.Global);
    other = await openOtherWindow();
  });
  after(async function () {
    if (process.platform !== 'linux') return;
    for (const name of ['agents.runCommand', 'agents.verify'])
      await config().update(name, undefined, vscode.ConfigurationTarget.Global);
    for (const id of ids()) {
      const tree = path.join(runsFolder(), id, 'tree');
      // One that was left by a failure may still be locked.
      if (existsSync(tree)) git('worktree', 'remove', '--force', '--force', tree);
    }
    rmSync(runsFolder(), { recursive: true, force: true });
  });

  it('runs it in a worktree, verifies it, and discards the worktree but not the work', async () => {
    const id = await runAgent(other, 'echo made > made.txt; echo said so');
    await until('it is verified', async () => (await textOf(other)).includes('verification passed'));
    assert.match(await textOf(other), /said so/);
    assert.equal(git('status', '--porcelain', '--', 'made.txt'), '');
    await other.run('Daymark: Show Agent Runs');
    await other.choose('echo made > made.txt; echo said so', 'Show Agent Runs');
    await other.choose('Show Changes');
    await until('the file is shown as it is now', async () => /made\.txt[^]*\bmade\b(?!\.)/.test(await textOf(other)));
    await other.run('Daymark: Show Agent Runs');
    await other.choose('echo made > made.txt; echo said so', 'Show Agent Runs');
    await other.choose('Discard…');
    await until('it is confirmed', async () => (await other.answer('Discard')) !== null);
    await until('the worktree is gone', () => !existsSync(path.join(runsFolder(), id, 'tree')));
    assert.equal(git('show', `refs/daymark/runs/${id}:made.txt`), 'made\n');
    assert.equal(git('worktree', 'list').trim().split('\n').length, 1);
  });

  it('is verified again, pushed, merged, and tried again', async () => {
    const before = git('rev-parse', 'HEAD').trim();
    const remote = path.join(runsFolder(), '..', 'remote.git');
    const script = 'echo merged > merged.txt; touch made.txt';
    // The text of an earlier run may say that it is verified while this one still works.
    const choose = (action: string) =>
      until(`${action} is offered`, async () => {
        await other.run('Daymark: Show Agent Runs');
        await other.choose(script, 'Show Agent Runs');
        const isListed = async () => (await textOf(other)).includes('Show Output');
        await untilSoon('its actions are listed', isListed, 5000).catch(() => undefined);
        if (!(await textOf(other)).includes(action)) return false;
        await other.choose(action);
        return true;
      });
    const confirm = (button: string) =>
      until(`${button} is confirmed`, async () => (await other.answer(button)) !== null);
    try {
      git('config', 'user.name', 'Test');
      git('config', 'user.email', 'test@example.com');
      execFileSync('git', ['init', '--quiet', '--bare', remote]);
      git('remote', 'add', 'origin', remote);
      const id = await runAgent(other, script);
      const isVerified = async () => (await textOf(other)).includes('verification passed');
      await until('it is verified', isVerified);
      await choose('Verify…');
      await confirm('Verify');
      await until('it is verified again', isVerified);
      await choose('Push and Open Pull Request…');
      await confirm('Push');
      await other.enter('Commit', 'Make two files');
      await until('it is pushed', () => git('ls-remote', 'origin').includes('refs/heads/daymark/echo-merged'));
      await choose('Merge…');
      await confirm('Merge');
      await until('it is merged', () => git('log', '-1', '--format=%s').trim() === 'Make two files');
      assert.equal(git('diff', '--name-only', before, 'HEAD'), 'made.txt\nmerged.txt\n');
      await choose('Retry…');
      await confirm('Run Agent');
      await until('another run has worked', () => ids().some((one) => one !== id && inTree(one, 'merged.txt')));
      await until('it is verified, too', isVerified);
    } finally {
      git('reset', '--quiet', '--hard', before);
      git('remote', 'remove', 'origin');
      git('config', '--remove-section', 'user');
      rmSync(remote, { recursive: true, force: true });
    }
  });

  it('an extension host that is killed during a run: no process is left, no work is lost, and the next one says so', async () => {
    const id = await runAgent(other, 'echo made > made.txt; sleep 600 & echo $! > pid.txt; wait');
    const pid = Number(await until('it works', () => inTree(id, 'pid.txt')));
    const supervisor = await killHost(id);
    await until('its process is gone', () => isGone(pid) && isGone(supervisor));
    await other.reload();
    await until('the next window says so', async () => {
      await other.run('Notifications: Show Notifications');
      return (await other.notifications()).some((text) => text.includes('was interrupted'));
    });
    assert.equal(git('show', `refs/daymark/runs/${id}:made.txt`), 'made\n');
    assert.equal(inTree(id, 'made.txt'), 'made\n');
  });

  it('an extension host that is killed during a verification: no process is left, no result is invented, and it can be verified again', async () => {
    const verify = (command: string) => config().update('agents.verify', [command], vscode.ConfigurationTarget.Global);
    await verify('echo $$ > pid.txt; sleep 600');
    const script = 'echo checked > checked.txt';
    const id = await runAgent(other, script);
    const pid = Number(await until('it is being verified', () => inTree(id, 'pid.txt')));
    const supervisor = await killHost(id);
    await until('its processes are gone', () => isGone(pid) && isGone(supervisor));
    await other.reload();
    await until('the next window says so', async () => {
      await other.run('Notifications: Show Notifications');
      return (await other.notifications()).some((text) => text.includes('verification did not finish'));
    });
    assert.equal(git('show', `refs/daymark/runs/${id}:checked.txt`), 'checked\n');
    await verify('test -f checked.txt');
    await other.run('Daymark: Show Agent Runs');
    // The list names it with its worktree, so none is left unannounced.
    await other.choose(script, 'Show Agent Runs');
    await other.choose('Verify…');
    await until('it is confirmed', async () => (await other.answer('Verify')) !== null);
    await until('it is verified again', async () => (await textOf(other)).includes('verification passed'));
  });
});
