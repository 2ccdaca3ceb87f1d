import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  endProcesses,
  identityOf,
  isRunning,
  processesIn,
  processesWith,
} from '../../../../src/agents/runs/supervisor/processes.ts';
import { readEnd, readProcess, readRunOutput } from '../../../../src/agents/runs/supervisor/jobFiles.ts';
import { jobFiles, type Job, type JobEnd } from '../../../../src/agents/runs/supervisor/protocol.ts';
import { projectFolder } from '../../../../scripts/lib/folders.mjs';

const agent = path.join(projectFolder, 'test', 'fakes', 'agent', 'agent.mjs');
const supervisor = path.join(projectFolder, 'src', 'agents', 'runs', 'supervisor', 'supervisor.ts');
const outputKey = 'ab'.repeat(32);

/** Waits until something holds, for half a minute at most. */
async function eventually<T>(what: string, check: () => T | undefined | false): Promise<T> {
  for (const end = Date.now() + 30_000; ;) {
    const found = check();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await sleep(20);
  }
}

// The processes of a run are found through /proc.
(process.platform === 'linux' ? describe : describe.skip)('the supervisor of a run', function () {
  this.timeout(90_000);
  let folder: string;
  let token: string;
  let child: ChildProcess;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'daymark-run-')));
    token = path.basename(folder);
  });
  afterEach(async () => {
    child.kill('SIGKILL');
    await endProcesses(token);
    rmSync(folder, { recursive: true, force: true });
  });

  const file = (name: string): string => path.join(folder, name);
  const jobOf = (task: readonly string[], values: Partial<Job> = {}): Job => ({
    folder,
    token,
    outputKey,
    workingFolder: folder,
    steps: [
      { command: [process.execPath, agent, '--output-format', 'stream-json'], input: task.join('\n'), agent: 'claude' },
    ],
    timeMs: 60_000,
    prices: {},
    ...values,
  });
  const start = (job: Job): void => {
    child = spawn(process.execPath, [supervisor], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], detached: true });
    child.send({ job });
  };
  const end = (): Promise<JobEnd> => eventually('the run has ended', () => readEnd(folder));
  const pidIn = (name: string): Promise<number> =>
    eventually(
      `${name} is written`,
      () => existsSync(file(name)) && (Number(readFileSync(file(name), 'utf8')) || false),
    );

  it('runs an agent, and keeps its output, its cost, and its session', async () => {
    start(jobOf(['call', 'write new.txt', 'environment DAYMARK_RUN', 'deny']));
    const { reason, steps, progress, left, isChecked } = await end();
    assert.deepEqual([reason, steps[0]?.exitCode, left, isChecked], ['exited', 0, [], true]);
    assert.deepEqual([progress.turns, progress.denials, progress.isError], [1, 1, false]);
    assert.ok((progress.costUsd ?? 0) > 0);
    assert.match(progress.session ?? '', /^a1b2c3d4-/);
    assert.match(readRunOutput(folder, outputKey), /Answer 1\./);
    assert.ok(existsSync(file('new.txt')));
    assert.doesNotMatch(readFileSync(file(jobFiles.output), 'latin1'), /Answer/, 'the output is encrypted');
  });

  it('ends what the agent leaves behind, also what left the group, ignores SIGTERM, and holds the output', async () => {
    start(jobOf(['leave left.pid stubborn']));
    const pid = await pidIn('left.pid');
    const { reason, left } = await end();
    assert.deepEqual([reason, left], ['exited', []]);
    assert.equal(isRunning(identityOf(pid)), false);
  });

  it('cancels', async () => {
    start(jobOf(['leave left.pid quiet', 'hang']));
    await pidIn('left.pid');
    child.send({ cancel: true });
    assert.equal((await end()).reason, 'canceled');
    assert.deepEqual(processesWith(token), []);
  });

  it('a window that is killed leaves no process, and what was known is kept', async () => {
    // The owner is a process of its own, so that it can be killed.
    const owner = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { spawn } from 'node:child_process';
         const child = spawn(process.execPath, [${JSON.stringify(supervisor)}], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], detached: true });
         child.send({ job: ${JSON.stringify(jobOf(['call', 'write kept.txt', 'leave left.pid', 'hang']))} });`,
      ],
      { stdio: 'ignore' },
    );
    child = owner;
    const pid = await pidIn('left.pid');
    await eventually('the call is known', () => readProcess(folder)?.progress?.turns === 1);
    owner.kill('SIGKILL');
    const { reason, progress } = await end();
    assert.deepEqual([reason, progress.turns], ['ownerGone', 1]);
    assert.deepEqual(processesWith(token), []);
    assert.equal(isRunning(identityOf(pid)), false);
    assert.ok(existsSync(file('kept.txt')));
  });

  it('a supervisor that is killed too: the rest is found by the token, and only that', async () => {
    start(jobOf(['leave left.pid', 'hang']));
    const pid = await pidIn('left.pid');
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      cwd: folder,
      env: { ...process.env, DAYMARK_RUN: 'another' },
    });
    const state = await eventually('it says what runs', () => readProcess(folder)?.group && readProcess(folder));
    child.kill('SIGKILL');
    await eventually('the supervisor is gone', () => isRunning(state.supervisor) === false);
    assert.equal(readEnd(folder), undefined);
    // While a program is being started, it has no environment yet.
    await eventually('what is left is found', () => processesWith(state.token)?.includes(pid));
    assert.deepEqual(await endProcesses(state.token), []);
    await eventually('the other one works in the folder', () => processesIn(folder)?.includes(other.pid ?? 0));
    assert.deepEqual(processesIn(folder), [other.pid]);
    symlinkSync(folder, file('link'));
    assert.deepEqual(processesIn(file('link')), [other.pid], 'also where a link leads to it');
    other.kill('SIGKILL');
  });

  it('holds limits of time, cost, and turns', async () => {
    start(jobOf(['hang'], { timeMs: 300 }));
    assert.equal((await end()).reason, 'time');
    rmSync(file('end.json'));
    start(jobOf(['call 1000000', 'hang'], { usd: 1 }));
    assert.equal((await end()).reason, 'cost');
    rmSync(file('end.json'));
    start(jobOf(['call', 'call', 'hang'], { turns: 1 }));
    assert.equal((await end()).reason, 'turns');
  });

  it('says that a program is missing, and how each step of a verification ended', async () => {
    start(jobOf([], { steps: [{ command: ['no-such-program-of-daymark'] }] }));
    const missing = await end();
    assert.deepEqual([missing.reason, missing.error?.includes('ENOENT')], ['notStarted', true]);
    rmSync(file('end.json'));
    const sh = (script: string) => ({ command: ['/bin/sh', '-c', script] });
    start(jobOf([], { steps: [sh('echo one'), sh('exit 4'), sh('echo three')] }));
    const { steps } = await end();
    assert.deepEqual(
      steps.map(({ exitCode }) => exitCode),
      [0, 4, 0],
    );
    assert.match(readRunOutput(folder, outputKey), /one\nthree/);
  });

  it('a process whose number was given to another one is not taken for it', () => {
    child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const identity = identityOf(child.pid ?? 0);
    assert.equal(isRunning(identity), true);
    assert.equal(isRunning({ pid: identity.pid, start: '1' }), false);
    assert.equal(isRunning({ pid: identity.pid }), 'unknown');
  });
});
