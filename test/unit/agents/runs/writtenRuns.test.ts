import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AgentRun } from '../../../../src/agents/runs/runRecords.ts';
import { errorCode } from '../../../../src/core/base/appError.ts';
import { translator } from '../../../../src/core/base/translate.ts';
import type { AgentRuns } from '../../../../src/extension/features/agents/runs/agentRuns.ts';
import {
  commitWork,
  mergeCommit,
  withoutUncommitted,
} from '../../../../src/extension/features/agents/runs/integrate.ts';
import { presentCommit } from '../../../../src/extension/features/agents/runs/worktrees.ts';
import { writeTests } from '../../../../src/extension/features/agents/tests/writeTests.ts';
import type { DataFolder } from '../../../../src/headless/dataFolder.ts';
import { makeDataFolder, makeRepository, runOf, runsOver } from './runsOver.ts';

const t = translator();

/** Work that Daymark writes itself, in a real repository, checked by real processes. */
describe('a run that Daymark writes', function () {
  this.timeout(120_000);
  let [folder, root, head] = ['', '', ''];
  let runs: AgentRuns;
  let data: DataFolder;
  const git = (...args: readonly string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  const write = async (name: string, content: string, verify: readonly string[] = []): Promise<AgentRun> => {
    const id = 'w1';
    mkdirSync(runs.folders.of(id), { recursive: true });
    const base = await presentCommit({ git: 'git', root }, head, runs.folders.of(id));
    const changes = { agent: 'daymark', command: [], project: root, base, verify: [...verify] } as const;
    const run = runOf(runs, id, { ...changes, verify: [...verify], command: [], ...(base !== head && { over: head }) });
    await runs.addWritten(id, run, (tree) => writeTests(tree, [{ path: name, content }], t));
    return runs.get(id);
  };

  before(function () {
    if (process.platform === 'win32') this.skip();
  });
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'daymark-written-'));
    root = path.join(folder, 'repository');
    head = makeRepository(root);
    git('config', 'user.name', 'T');
    git('config', 'user.email', 't@localhost');
    await makeDataFolder(path.join(folder, 'data'));
    ({ runs, data } = runsOver(path.join(folder, 'data')));
  });
  afterEach(async () => {
    await data.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is in a worktree of the files as they are, with a snapshot, and is verified there', async () => {
    writeFileSync(path.join(root, 'a.txt'), 'two\n');
    writeFileSync(path.join(root, 'new.txt'), 'new\n');
    const run = await write('test/a.test.js', 'ok();\n');
    assert.deepEqual([run.status, run.agent, run.outcome?.reason], ['succeeded', 'daymark', 'exited']);
    assert.equal(git('show', `refs/daymark/runs/w1:test/a.test.js`), 'ok();');
    await runs.verify('w1', ['grep two a.txt', 'test -f new.txt', 'test -f test/a.test.js']);
    assert.equal((await runs.get('w1')).verification?.state, 'passed');
    await runs.verify('w1', ['echo broken; exit 3']);
    const { verification } = await runs.get('w1');
    assert.deepEqual([verification?.state, verification?.steps[0]?.exitCode], ['failed', 3]);
    assert.ok(!existsSync(path.join(root, 'test')));
    assert.equal(git('status', '--porcelain'), 'M a.txt\n?? new.txt');
  });

  it('is merged without the uncommitted changes that it began with', async () => {
    writeFileSync(path.join(root, 'a.txt'), 'two\n');
    writeFileSync(path.join(root, 'new.txt'), 'new\n');
    const run = await write('test/a.test.js', 'ok();\n');
    const worktree = runs.worktreeOf('w1', run);
    const made = await commitWork(worktree, 'Test a', t);
    const parts = { base: run.base, over: run.over ?? '', commit: made, folder: runs.folders.of('w1') };
    const commit = await withoutUncommitted(worktree, parts, t);
    await mergeCommit(worktree, commit, t);
    assert.equal(git('diff', '--name-only', head, 'HEAD'), 'test/a.test.js');
    assert.equal(git('log', '--format=%s', `${head}..HEAD`), 'Test a');
    assert.equal(git('status', '--porcelain'), 'M a.txt\n?? new.txt');
    assert.equal(readFileSync(path.join(root, 'a.txt'), 'utf8'), 'two\n');
  });

  it('is not merged where it changed what was uncommitted as well', async () => {
    writeFileSync(path.join(root, 'a.txt'), 'two\n');
    const run = await write('test/a.test.js', 'ok();\n');
    writeFileSync(path.join(run.worktree, 'a.txt'), 'three\n');
    const worktree = runs.worktreeOf('w1', run);
    const made = await commitWork(worktree, 'Test a', t);
    const parts = { base: run.base, over: run.over ?? '', commit: made, folder: runs.folders.of('w1') };
    assert.equal(await withoutUncommitted(worktree, parts, t).catch(errorCode), 'not-allowed');
    assert.equal(git('rev-parse', 'HEAD'), head);
  });

  it('begins with the commit that is checked out where nothing is uncommitted', async () => {
    const run = await write('test/a.test.js', 'ok();\n');
    assert.deepEqual([run.base, run.over], [head, undefined]);
  });

  it('has failed, and says why, when it can not be written; nothing is replaced', async () => {
    assert.equal(await write('a.txt', 'x').catch(errorCode), 'not-allowed');
    const run = await runs.get('w1');
    assert.equal(run.status, 'failed');
    assert.match(run.notice ?? '', /a\.txt was not written/);
    assert.ok(!runs.isActive('w1'));
    assert.equal(readFileSync(path.join(run.worktree, 'a.txt'), 'utf8'), 'one\n');
  });
});
