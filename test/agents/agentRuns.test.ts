import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureAgentPrograms, type AgentPrograms } from '../../scripts/lib/agentPrograms.ts';
import { runCommand, type RunRequest } from '../../src/agents/runs/runCommands.ts';
import type { AgentRun } from '../../src/agents/runs/runRecords.ts';
import { readRunOutput } from '../../src/agents/runs/supervisor/jobFiles.ts';
import { processesIn } from '../../src/agents/runs/supervisor/processes.ts';
import type { AgentRuns } from '../../src/extension/features/agents/runs/agentRuns.ts';
import type { DataFolder } from '../../src/headless/dataFolder.ts';
import { startModelApi, type ModelApi } from '../fakes/modelApi/modelApi.ts';
import { makeDataFolder, makeRepository, runOf, runsOver } from '../unit/agents/runs/runsOver.ts';

/** Runs of the real programs, with the command lines that Daymark shows. */
describe('agent runs of real agents', () => {
  let programs: AgentPrograms;
  let api: ModelApi;
  let folder: string;
  let project: string;
  let base: string;
  let runs: AgentRuns;
  let data: DataFolder;
  const env = { ...process.env };

  before(async () => {
    programs = await ensureAgentPrograms();
  });
  beforeEach(async () => {
    api = await startModelApi();
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'daymark-real-runs-')));
    project = path.join(folder, 'shop');
    base = makeRepository(project);
    await makeDataFolder(folder);
    ({ runs, data } = runsOver(folder));
    const home = path.join(folder, 'home');
    mkdirSync(path.join(home, '.codex'), { recursive: true });
    const provider = `name = "fake"\nbase_url = "${api.url}/v1"\nenv_key = "FAKE_KEY"\nwire_api = "responses"\n`;
    writeFileSync(
      path.join(home, '.codex', 'config.toml'),
      `model = "gpt-5.2-codex"\nmodel_provider = "fake"\n[model_providers.fake]\n${provider}`,
    );
    Object.assign(process.env, {
      HOME: home,
      ANTHROPIC_BASE_URL: api.url,
      ANTHROPIC_API_KEY: 'sk-fake',
      DISABLE_AUTOUPDATER: '1',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      FAKE_KEY: 'x',
    });
  });
  afterEach(async () => {
    process.env = { ...env };
    await data.close();
    await api.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  /** The fake API knows what to do by the last message, to which other models get more than the task. */
  const model = 'claude-sonnet-4-5';
  const inTree = (id: string, name: string): string => path.join(runs.folders.of(id), 'tree', name);
  function commandOf(values: Partial<RunRequest> & Pick<RunRequest, 'agent' | 'task'>): string[] {
    const [name, ...args] = runCommand({ permission: 'edit', limits: { minutes: 2 }, ...values });
    return [name === 'claude' ? programs.claude : programs.codex, ...args];
  }
  async function run(
    id: string,
    request: Partial<RunRequest> & Pick<RunRequest, 'agent' | 'task'>,
    verify: string[] = [],
  ): Promise<AgentRun> {
    const { agent, task, limits = { minutes: 2 } } = request;
    await runs.add(id, runOf(runs, id, { project, base, agent, task, limits, verify, command: commandOf(request) }));
    return ended(id);
  }
  async function ended(id: string): Promise<AgentRun> {
    while (runs.isActive(id)) await sleep(50);
    return runs.get(id);
  }

  it('Claude Code edits files in its worktree, costs what it says, and goes on in its session', async () => {
    const first = await run('r1', { agent: 'claude', model, task: `PLEASE_WRITE ${inTree('r1', 'cart.ts')}` }, [
      'test -f cart.ts',
    ]);
    assert.deepEqual(
      [first.status, first.verification?.state],
      ['succeeded', 'passed'],
      readRunOutput(runs.folders.of('r1'), first.outputKey),
    );
    assert.match(readFileSync(inTree('r1', 'cart.ts'), 'utf8'), /cart/);
    assert.equal(first.outcome?.turns, api.served.length);
    assert.ok((first.outcome.costUsd ?? 0) > 0);
    const { session } = first;
    await runs.proceed('r1', {
      task: 'and now',
      command: commandOf({ agent: 'claude', model, task: 'and now', session }),
    });
    const second = await ended('r1');
    assert.deepEqual([second.status, second.session, second.attempts], ['succeeded', session, 2]);
    assert.ok((second.outcome?.costUsd ?? 0) > (first.outcome.costUsd ?? 0));
  });

  it('Claude Code ends at its limit of turns', async () => {
    const { status, outcome } = await run('r1', {
      agent: 'claude',
      model,
      task: 'PLEASE_TOOL',
      limits: { minutes: 2, turns: 1 },
    });
    assert.deepEqual([status, outcome?.reason], ['killed', 'turns']);
  });

  it('Claude Code, read only: writes nothing', async () => {
    const task = `PLEASE_WRITE ${inTree('r1', 'cart.ts')}`;
    const { status } = await run('r1', { agent: 'claude', model, task, permission: 'read' });
    assert.equal(existsSync(inTree('r1', 'cart.ts')), false);
    assert.ok(status === 'succeeded' || status === 'needsInput', status);
  });

  it('Claude Code that hangs is canceled, and leaves no process', async () => {
    const running = run('r1', { agent: 'claude', model, task: 'PLEASE_HANG' });
    while (!api.served.some(({ isComplete }) => !isComplete)) await sleep(50);
    await runs.cancel('r1');
    const { status, worktree } = await running;
    assert.equal(status, 'canceled');
    if (process.platform === 'linux') assert.deepEqual(processesIn(worktree), []);
  });

  it('Codex answers, and goes on in its session', async () => {
    const first = await run('r1', { agent: 'codex', task: 'hello' });
    assert.equal(first.status, 'succeeded', readRunOutput(runs.folders.of('r1'), first.outputKey));
    const { session } = first;
    assert.ok(session);
    await runs.proceed('r1', { task: 'go on', command: commandOf({ agent: 'codex', task: 'go on', session }) });
    const second = await ended('r1');
    assert.deepEqual([second.status, second.session], ['succeeded', session]);
  });
});
