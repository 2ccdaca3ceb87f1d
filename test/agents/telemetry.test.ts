import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ensureAgentPrograms,
  ensureOtherPrograms,
  type AgentPrograms,
  type OtherPrograms,
} from '../../scripts/lib/agentPrograms.ts';
import { say } from '../../scripts/lib/progress.mjs';
import { findLogs } from '../../src/agents/findLogs.ts';
import { foldersOf, homeOf } from '../../src/agents/logFolders.ts';
import { LogIndex } from '../../src/agents/logIndex.ts';
import { sessionsOf } from '../../src/agents/sessions.ts';
import { readSessionStates } from '../../src/agents/telemetry/stateFile.ts';
import { signaledAgents } from '../../src/agents/telemetry/sessionStates.ts';
import type { AgentTool } from '../../src/agents/tools.ts';
import type { TokenCounts } from '../../src/agents/usage.ts';
import { translator } from '../../src/core/base/translate.ts';
import { recordsOf } from '../../src/core/records/records.ts';
import { recordSessions } from '../../src/extension/features/agents/recordSessions.ts';
import { DataFolder } from '../../src/headless/dataFolder.ts';
import { openHubStore } from '../../src/headless/openHubStore.ts';
import { defaultAnswerSettings } from '../../src/headless/settingsFile.ts';
import { systemClock } from '../../src/headless/systemClock.ts';
import { startHub, type Hub } from '../../src/hub/hub.ts';
import { Tokens } from '../../src/hub/tokens.ts';
import { startModelApi, type ModelApi } from '../fakes/modelApi/modelApi.ts';
import { wasmPath } from '../unit/storage/storageFolder.ts';

/** Waits until something holds, for half a minute at most. */
async function waitUntil(check: () => boolean, what: string): Promise<void> {
  for (const end = Date.now() + 30_000; !check();) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await sleep(50);
  }
}

/** A real program's reports to the real hub over OpenTelemetry, and its log afterwards. */
describe('real agents that tell what they do', () => {
  let programs: AgentPrograms & OtherPrograms;
  let api: ModelApi;
  let home = '';
  let data = '';
  let store: ReturnType<typeof openHubStore>;
  let hub: Hub;
  let secret = '';
  before(async () => {
    programs = { ...(await ensureAgentPrograms()), ...(await ensureOtherPrograms()) };
  });
  beforeEach(async () => {
    home = realpathSync(mkdtempSync(path.join(tmpdir(), 'daymark-told-')));
    data = path.join(home, 'data');
    mkdirSync(path.join(home, 'shop'));
    api = await startModelApi();
    store = openHubStore({ folder: data, wasmPath, privacy: () => ({ exclude: [], hideFileNames: [] }) });
    hub = await startHub({ folder: data, clock: systemClock, store, ports: [0] });
    secret = new Tokens(data).create('agent', ['write'], Date.now()).secret;
  });
  afterEach(async () => {
    await hub.close();
    await store.close();
    await api.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });

  const run = (program: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> =>
    new Promise((resolve, reject) => {
      const shared = { HOME: home, PATH: process.env['PATH'] ?? '', TERM: 'dumb' };
      const child = spawn(program, args, { cwd: path.join(home, 'shop'), env: { ...shared, ...env }, stdio: 'ignore' });
      child.once('error', reject);
      child.once('close', () => resolve());
    });

  /** Returns Daymark's view of agents that report their state. */
  const stateNow = (): readonly string[] =>
    signaledAgents(readSessionStates(data), Date.now()).map(({ tool, state }) => `${tool} ${state}`);

  const tokensNow = async (): Promise<TokenCounts> => {
    const answer = await store.operate({ operation: 'agents.usage', params: { days: 2 }, names: true });
    return (answer as { totals: { tokens: TokenCounts } }).totals.tokens;
  };

  /** The sums that the API served; Claude Code doesn't report reasoning. */
  const served = (): Omit<TokenCounts, 'reasoning'> => {
    const sum = (of: (tokens: TokenCounts) => number): number =>
      api.served.reduce((all, { tokens }) => all + of(tokens), 0);
    return {
      input: sum(({ input }) => input),
      output: sum(({ output }) => output),
      cacheWrite: sum(({ cacheWrite }) => cacheWrite),
      cacheWrite1h: sum(({ cacheWrite1h }) => cacheWrite1h),
      cacheRead: sum(({ cacheRead }) => cacheRead),
    };
  };

  /** Reads the logs and records their sessions, as a window does. */
  const readLogs = async (tool: AgentTool): Promise<void> => {
    const index = new LogIndex();
    index.update(foldersOf(tool, homeOf(home, {}, 'linux')).flatMap((folder) => findLogs(folder, tool)));
    const sessions = index.ledgers.flatMap((ledger) => sessionsOf(ledger, { prices: {}, offsetAt: () => 0 }));
    assert.ok(sessions.length > 0);
    const folder = new DataFolder({ folder: data, wasmPath, clock: systemClock, mayWrite: true });
    const read = (query: string | { readonly name: string }, params: unknown): Promise<unknown> => {
      const options = { ...defaultAnswerSettings, now: Date.now(), offset: 0 };
      return folder.answer({ operation: typeof query === 'string' ? query : query.name, params, options });
    };
    const app = { clock: systemClock, t: translator(), recorder: folder.recorder, read: read as never };
    await recordSessions({ read: read as never, records: recordsOf(app) }, { sessions, results: [], excluded: [] });
    await folder.close();
  };

  const writeCodexSettings = (): void => {
    mkdirSync(path.join(home, '.codex'));
    writeFileSync(
      path.join(home, '.codex', 'config.toml'),
      [
        'model = "gpt-5.2-codex"',
        'model_provider = "fake"',
        '[model_providers.fake]',
        'name = "fake"',
        `base_url = "${api.url}/v1"`,
        'env_key = "FAKE_KEY"',
        'wire_api = "responses"',
        '[otel.exporter.otlp-http]',
        `endpoint = "${hub.url}/v1/logs"`,
        'protocol = "json"',
        `headers = { Authorization = "Bearer ${secret}" }`,
      ].join('\n'),
    );
  };

  it('Claude Code: the tokens that were served, and no more once its log is read', async () => {
    await run(
      programs.claude,
      ['--model', 'claude-sonnet-4-5', '--dangerously-skip-permissions', '-p', 'PLEASE_TOOL'],
      {
        ANTHROPIC_BASE_URL: api.url,
        ANTHROPIC_API_KEY: 'sk-fake',
        DISABLE_AUTOUPDATER: '1',
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
        IS_SANDBOX: '1',
        CLAUDE_CODE_ENABLE_TELEMETRY: '1',
        OTEL_LOGS_EXPORTER: 'otlp',
        OTEL_METRICS_EXPORTER: 'otlp',
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
        OTEL_EXPORTER_OTLP_ENDPOINT: hub.url,
        OTEL_EXPORTER_OTLP_HEADERS: `Authorization=Bearer ${secret}`,
      },
    );
    assert.deepEqual(hub.status().refusals, []);
    const { reasoning: _, ...told } = await tokensNow();
    assert.deepEqual(told, served());
    await readLogs('claude-code');
    const { reasoning: __, ...logged } = await tokensNow();
    assert.deepEqual(logged, served());
  });

  it('Codex: the tokens that were served, and no more once its log is read', async () => {
    writeCodexSettings();
    const options = ['exec', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox'];
    await run(programs.codex, [...options, 'PLEASE_TOOL'], { FAKE_KEY: 'x' });
    assert.deepEqual(hub.status().refusals, []);
    assert.deepEqual(stateNow(), ['codex done']);
    const { reasoning: _, ...told } = await tokensNow();
    assert.deepEqual(told, served());
    await readLogs('codex');
    const { reasoning: __, ...logged } = await tokensNow();
    assert.deepEqual(logged, served());
  });

  it('Codex: is shown at work while it works', async () => {
    writeCodexSettings();
    const options = ['exec', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox'];
    const child = spawn(programs.codex, [...options, 'PLEASE_HANG'], {
      cwd: path.join(home, 'shop'),
      env: { HOME: home, PATH: process.env['PATH'] ?? '', TERM: 'dumb', FAKE_KEY: 'x' },
      stdio: 'ignore',
    });
    try {
      await waitUntil(() => api.served.length > 0, 'it asks the model');
      const asked = Date.now();
      await waitUntil(() => stateNow().includes('codex working'), 'it is shown');
      say(`Codex was shown at work ${Date.now() - asked} ms after it asked its model`);
    } finally {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      await ended;
    }
  });

  it('Gemini CLI: the tokens that were served, and that it has finished or failed', async () => {
    mkdirSync(path.join(home, '.gemini'));
    const telemetry = {
      enabled: true,
      target: 'local',
      otlpEndpoint: hub.url,
      otlpProtocol: 'http',
      logPrompts: false,
    };
    const settings = { security: { auth: { selectedType: 'gemini-api-key' } }, telemetry };
    writeFileSync(path.join(home, '.gemini', 'settings.json'), JSON.stringify(settings));
    const gemini = (prompt: string): Promise<void> =>
      run(
        process.execPath,
        [programs.gemini, '-m', 'gemini-2.5-flash', '--skip-trust', '--approval-mode', 'yolo', '-p', prompt],
        {
          GEMINI_API_KEY: 'x',
          GOOGLE_GEMINI_BASE_URL: api.url,
          OTEL_EXPORTER_OTLP_HEADERS: `Authorization=Bearer ${secret}`,
        },
      );
    await gemini('PLEASE_TOOL');
    assert.deepEqual(hub.status().refusals, []);
    assert.deepEqual(stateNow(), ['gemini done']);
    const { reasoning: _, ...told } = await tokensNow();
    assert.deepEqual(told, served());
    await readLogs('gemini');
    const { reasoning: __, ...logged } = await tokensNow();
    assert.deepEqual(logged, served());
    await gemini('PLEASE_FAIL');
    assert.deepEqual(stateNow().toSorted(), ['gemini done', 'gemini failed']);
  });

  it('Copilot CLI: has finished, and its log has the tokens that were served', async () => {
    await run(programs.copilot, ['-p', 'hello', '--allow-all-tools', '--no-color'], {
      COPILOT_OFFLINE: 'true',
      COPILOT_PROVIDER_BASE_URL: `${api.url}/v1`,
      COPILOT_PROVIDER_API_KEY: 'x',
      COPILOT_PROVIDER_WIRE_API: 'responses',
      COPILOT_MODEL: 'gpt-5.2-codex',
      OTEL_EXPORTER_OTLP_ENDPOINT: hub.url,
      OTEL_EXPORTER_OTLP_HEADERS: `Authorization=Bearer ${secret}`,
    });
    assert.deepEqual(hub.status().refusals, []);
    assert.deepEqual(stateNow(), ['copilot-cli done']);
    await readLogs('copilot-cli');
    const { reasoning: _, ...logged } = await tokensNow();
    assert.deepEqual(logged, served());
  });
});
