import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AgentRun } from '../../../../src/agents/runs/runRecords.ts';
import { translator } from '../../../../src/core/base/translate.ts';
import { AgentRuns } from '../../../../src/extension/features/agents/runs/agentRuns.ts';
import { systemClock } from '../../../../src/headless/systemClock.ts';
import { runOf } from './runOf.ts';

/** No process has this number. */
const gone = { pid: 2 ** 30 };

describe('the record of a run that came by an import, or from another machine', () => {
  let folder: string;
  let runs: AgentRuns;
  let all: Map<string, AgentRun>;
  let revised: string[];
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'daymark-foreign-runs-'));
    [all, revised] = [new Map(), []];
    const records = () => ({
      list: async ({ ids }: { readonly ids?: readonly string[] }) => ({
        records: [...all].map(([id, values]) => ({ id, values })).filter(({ id }) => ids?.includes(id) ?? true),
      }),
      revise: async (id: string) => void revised.push(id),
    });
    runs = new AgentRuns({
      clock: systemClock,
      t: translator(),
      records: records as never,
      folder: path.join(folder, 'agentRuns'),
      supervisor: path.join(folder, 'none'),
      git: () => 'git',
      atOnce: () => 2,
      prices: () => ({}),
    });
    // A run of this machine is open.
    mkdirSync(path.join(folder, 'agentRuns', 'open'), { recursive: true });
    writeFileSync(path.join(folder, 'agentRuns', 'open', 'own'), '');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  for (const id of ['../../victim', '/victim', 'a/b', '.', '..', ''])
    it(`has no folder if its id is "${id}", and nothing is deleted there`, async () => {
      const victim = path.join(folder, 'victim');
      writeFileSync(victim, 'mine');
      for (const status of ['pending', 'running'] as const) {
        all.set(id, runOf({ status, owner: gone }));
        assert.deepEqual(await runs.reconcile(), []);
        assert.deepEqual(await runs.list(), []);
        for (const act of [runs.get(id), runs.cancel(id), runs.verify(id, ['true'])])
          await assert.rejects(act, { code: 'not-found' });
      }
      assert.ok(existsSync(victim));
      assert.deepEqual(revised, []);
    });

  it('is not settled here while it is open there', async () => {
    all.set(
      'there',
      runOf({ status: 'running', owner: gone, worktree: path.join(folder, 'agentRuns', 'there', 'tree') }),
    );
    assert.deepEqual(await runs.reconcile(), []);
    assert.deepEqual(revised, []);
    assert.equal((await runs.list()).length, 1, 'it is listed');
  });

  it('names no folder that is taken for its worktree', async () => {
    mkdirSync(path.join(folder, 'project'));
    const run = runOf({ worktree: path.join(folder, 'project') });
    all.set('own', run);
    assert.equal(runs.folders.hasTree('own', run), false);
    assert.throws(() => runs.worktreeOf('own', run), { code: 'not-allowed' });
    await assert.rejects(runs.verify('own', ['true']), { code: 'not-allowed' });
    await assert.rejects(runs.proceed('own', { task: 'x', command: ['true'] }), { code: 'not-allowed' });
    assert.deepEqual(revised, []);
    const own = runOf({ worktree: path.join(folder, 'agentRuns', 'own', 'tree') });
    assert.equal(runs.folders.hasTree('own', own), false, 'nothing is there');
    mkdirSync(own.worktree, { recursive: true });
    assert.equal(runs.folders.hasTree('own', own), true);
  });
});
