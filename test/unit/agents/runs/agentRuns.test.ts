import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentRun } from '../../../../src/agents/runs/runRecords.ts';
import { readProcess, readRunOutput } from '../../../../src/agents/runs/supervisor/jobFiles.ts';
import {
  endProcesses,
  isRunning,
  processesIn,
  processesWith,
} from '../../../../src/agents/runs/supervisor/processes.ts';
import type { AgentRuns } from '../../../../src/extension/features/agents/runs/agentRuns.ts';
import type { DataFolder } from '../../../../src/headless/dataFolder.ts';
import { defaultAnswerSettings } from '../../../../src/headless/settingsFile.ts';
import { makeDataFolder, makeRepository, runOf, runsOver } from './runsOver.ts';

// The processes of a run are found through /proc.
(process.platform === 'linux' ? describe : describe.skip)('agent runs', function () {
  this.timeout(90_000);

  let folder: string;
  let project: string;
  let base: string;
  let runs: AgentRuns;
  let data: DataFolder;
  let child: ChildProcess | undefined;

  beforeEach(async () => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'daymark-runs-')));
    project = path.join(folder, 'shop');
    base = makeRepository(project);
    await makeDataFolder(folder);
    ({ runs, data } = runsOver(folder));
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    for (const id of existsSync(runs.folders.of('.')) ? readdirSync(runs.folders.of('.')) : []) {
      const state = readProcess(runs.folders.of(id));
      if (state) await endProcesses(state.token);
    }
    await data.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: project, encoding: 'utf8' }).trim();
  const add = (id: string, task: readonly string[], values: Partial<AgentRun> = {}): Promise<void> =>
    runs.add(id, runOf(runs, id, { project, base, task: task.join('\n'), ...values }));
  const inTree = (id: string, name: string): string => path.join(runs.folders.of(id), 'tree', name);
  const isOpen = (): boolean => existsSync(runs.folders.of('open'));

  async function eventually<T>(
    what: string,
    check: () => T | undefined | false | Promise<T | undefined | false>,
  ): Promise<T> {
    for (const end = Date.now() + 30_000; ;) {
      const found = await check();
      if (found !== undefined && found !== false) return found;
      if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
      await sleep(20);
    }
  }
  const ended = (id: string): Promise<AgentRun> =>
    eventually(`${id} has ended`, async () => !runs.isActive(id) && runs.get(id));

  it('an agent works in its own worktree and branch, is verified, and its work is kept', async () => {
    await add('r1', ['write new.txt', 'call'], { verify: ['test -f new.txt', 'exit 3'] });
    const run = await ended('r1');
    assert.deepEqual([run.status, run.attempts, run.outcome?.turns], ['succeeded', 1, 1]);
    assert.ok((run.outcome?.costUsd ?? 0) > 0);
    assert.equal(run.verification?.state, 'failed');
    assert.deepEqual(
      run.verification.steps.map(({ outcome, exitCode }) => [outcome, exitCode]),
      [
        ['passed', 0],
        ['failed', 3],
      ],
    );
    assert.equal(git('show', `${run.snapshot}:new.txt`), 'written');
    assert.equal(run.verification.tree, git('rev-parse', `${run.snapshot}^{tree}`));
    assert.equal(git('status', '--porcelain'), '');
    assert.match(git('worktree', 'list', '--porcelain'), /branch refs\/heads\/daymark\/r1/);
    assert.match(readRunOutput(runs.folders.of('r1'), run.outputKey), /Answer 1\./);
    assert.equal(isOpen(), false);
  });

  it('runs so many at once; the others wait, and can be canceled', async () => {
    await add('r1', ['hang']);
    await add('r2', ['hang']);
    await add('r3', ['call']);
    await add('r4', ['call']);
    const statuses = async () => (await runs.list()).map(({ id, values }) => `${id} ${values.status}`).toSorted();
    const expected = ['r1 running', 'r2 running', 'r3 pending', 'r4 pending'];
    await eventually('two run', async () => JSON.stringify(await statuses()) === JSON.stringify(expected));
    await runs.cancel('r4');
    await eventually('its agent runs', () => readProcess(runs.folders.of('r1'))?.group);
    await runs.cancel('r1');
    assert.equal((await ended('r1')).status, 'canceled');
    assert.equal((await ended('r3')).status, 'succeeded');
    assert.equal((await ended('r4')).status, 'canceled');
    assert.equal(existsSync(runs.folders.of('r4')), false, 'nothing was made for it');
    await eventually('its agent runs', () => readProcess(runs.folders.of('r2'))?.group);
    await runs.cancel('r2');
    assert.deepEqual(processesIn((await ended('r2')).worktree), []);
  });

  it('tells failed from needs input, and goes on in the same worktree', async () => {
    await add('r1', ['write kept.txt', 'deny']);
    assert.equal((await ended('r1')).status, 'needsInput');
    const { command, session } = await runs.get('r1');
    assert.match(session ?? '', /^a1b2/);
    await runs.proceed('r1', { task: 'call\nfail 5', command });
    const run = await ended('r1');
    assert.deepEqual([run.status, run.attempts, run.outcome?.exitCode, run.outcome?.turns], ['failed', 2, 5, 1]);
    assert.ok(existsSync(inTree('r1', 'kept.txt')));
  });

  it('are listed a page at a time, by state, without what is secret', async () => {
    for (const id of ['r1', 'r2', 'r3'])
      await add(id, id === 'r3' ? ['fail'] : ['call'], { start: Date.UTC(2026, 2, 2) + Number(id[1]) * 1000 });
    for (const id of ['r1', 'r2', 'r3']) await ended(id);
    const ask = async (params: object) => {
      const options = { ...defaultAnswerSettings, now: Date.now(), offset: 0 };
      const answer = await data.answer({ operation: 'agents.runs', params, options, transport: 'http' });
      return answer as {
        readonly runs: readonly { readonly id: string; readonly status: string }[];
        readonly next?: string;
      };
    };
    const first = await ask({ limit: 2 });
    assert.deepEqual(
      first.runs.map(({ id, status }) => `${id} ${status}`),
      ['r3 failed', 'r2 succeeded'],
    );
    const rest = await ask({ limit: 2, after: first.next });
    assert.deepEqual([rest.runs.map(({ id }) => id), rest.next], [['r1'], undefined]);
    assert.deepEqual(
      (await ask({ status: ['failed'] })).runs.map(({ id }) => id),
      ['r3'],
    );
    assert.doesNotMatch(JSON.stringify(first), /outputKey|cdcdcd|"task"|"command"/);
    const text = readdirSync(path.join(folder, 'journal')).map((name) =>
      readFileSync(path.join(folder, 'journal', name), 'latin1'),
    );
    assert.doesNotMatch(text.join(''), /agent\.mjs|daymark\/r1|cdcdcdcd/, 'what is stored is encrypted');
  });

  it('says why a run could not start', async () => {
    await add('r1', [], { base: '0'.repeat(40) });
    const noTree = await ended('r1');
    assert.equal(noTree.status, 'failed');
    assert.ok(noTree.notice);
    await add('r2', [], { command: ['/no/such/program'] });
    const noProgram = await ended('r2');
    assert.deepEqual([noProgram.status, noProgram.outcome?.reason], ['failed', 'notStarted']);
    assert.match(noProgram.notice ?? '', /ENOENT/);
    assert.equal(isOpen(), false);
  });

  /** Another window, in a process of its own. */
  function otherWindow(...tasks: readonly string[]): ChildProcess {
    const file = path.join(import.meta.dirname, 'runsChild.ts');
    child = spawn(process.execPath, [file, folder, project, base, ...tasks], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return child;
  }
  const kill = async (one: ChildProcess): Promise<void> => {
    one.kill('SIGKILL');
    await new Promise((resolve) => one.once('exit', resolve));
  };

  it('a window that is killed: nothing is lost, nothing is left running, and the next window says so', async () => {
    const other = otherWindow('call;write kept.txt;leave left.pid quiet;hang', 'call;hang', 'call');
    const pid = Number(
      await eventually(
        'it works',
        () => existsSync(inTree('run0', 'left.pid')) && readFileSync(inTree('run0', 'left.pid'), 'utf8'),
      ),
    );
    const token = await eventually(
      'both run',
      () => readProcess(runs.folders.of('run1'))?.group && readProcess(runs.folders.of('run0'))?.token,
    );
    await eventually('the third waits', async () => (await runs.list()).length === 3);
    assert.deepEqual(await runs.reconcile(), [], 'its window is there');
    // While a program is being started, it has no environment yet.
    await eventually('what it left is found', () => processesWith(token)?.includes(pid));
    await kill(other);
    const lost = await runs.reconcile();
    assert.deepEqual(lost.map(({ id }) => id).toSorted(), ['run0', 'run1', 'run2']);
    assert.deepEqual(processesWith(token), []);
    const all = await Promise.all(['run0', 'run1', 'run2'].map((id) => runs.get(id)));
    assert.deepEqual(
      all.map(({ status, attempts }) => [status, attempts]),
      [
        ['interrupted', 1],
        ['interrupted', 1],
        ['interrupted', 0],
      ],
    );
    const [first] = all;
    assert.deepEqual([first?.outcome?.reason, first?.outcome?.turns], ['ownerGone', 1]);
    assert.equal(git('show', `${first?.snapshot}:kept.txt`), 'written');
    assert.equal(isOpen(), false);
    assert.deepEqual(await runs.reconcile(), [], 'once is enough');
  });

  it('a window and its supervisor that are killed: what is left is found by its token', async () => {
    const other = otherWindow('call;write kept.txt;leave left.pid quiet;hang');
    await eventually('it works', () => existsSync(inTree('run0', 'left.pid')));
    const state = await eventually('it says what runs', () => {
      const found = readProcess(runs.folders.of('run0'));
      return found?.progress.turns === 1 && found;
    });
    await kill(other);
    try {
      process.kill(state.supervisor.pid, 'SIGKILL');
    } catch {
      // It was faster, and has ended everything.
    }
    await eventually('the supervisor is gone', () => isRunning(state.supervisor) === false);
    await runs.reconcile();
    assert.deepEqual(processesWith(state.token), []);
    const run = await runs.get('run0');
    assert.deepEqual([run.status, run.outcome?.turns], ['interrupted', 1]);
    assert.equal(git('show', `${run.snapshot}:kept.txt`), 'written');
  });

  it('a window that is killed during a verification: the run stays as it was, and its checks say nothing', async () => {
    const other = otherWindow('write kept.txt;call|touch started && sleep 600');
    await eventually('it is verified', () => existsSync(inTree('run0', 'started')));
    const { token } = await eventually('it says what runs', () => readProcess(runs.folders.of('run0')));
    await kill(other);
    await runs.reconcile();
    assert.deepEqual(processesWith(token), []);
    const run = await runs.get('run0');
    assert.deepEqual([run.status, run.verification?.state], ['succeeded', 'stopped']);
    assert.equal(git('show', `${run.snapshot}:kept.txt`), 'written');
    await runs.verify('run0', ['test -f kept.txt']);
    assert.equal((await runs.get('run0')).verification?.state, 'passed');
  });
});
