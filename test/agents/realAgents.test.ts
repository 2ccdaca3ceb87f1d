import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureAgentPrograms, type AgentPrograms } from '../../scripts/lib/agentPrograms.ts';
import { findLogs } from '../../src/agents/findLogs.ts';
import { homeOf, foldersOf } from '../../src/agents/logFolders.ts';
import { LogIndex } from '../../src/agents/logIndex.ts';
import { sessionsOf } from '../../src/agents/sessions.ts';
import { summarizeTool } from '../../src/agents/summary.ts';
import type { AgentTool } from '../../src/agents/tools.ts';
import type { ServedTokens } from '../fakes/modelApi/call.ts';
import { startModelApi, type ModelApi } from '../fakes/modelApi/modelApi.ts';

const none: ServedTokens = { input: 0, output: 0, cacheWrite: 0, cacheWrite1h: 0, cacheRead: 0, reasoning: 0 };

interface RunOptions {
  readonly env: Readonly<Record<string, string>>;
  /** Sends Ctrl+C as soon as it holds. */
  readonly interruptWhen?: () => boolean;
}

/** Runs of a real program in a home of its own, and what Daymark reads of them. */
class Scratch {
  readonly home: string;
  readonly repository: string;
  readonly api: ModelApi;
  readonly #tool: AgentTool;
  readonly #index = new LogIndex();

  constructor(tool: AgentTool, api: ModelApi) {
    this.#tool = tool;
    this.api = api;
    this.home = realpathSync(mkdtempSync(path.join(tmpdir(), 'daymark-real-')));
    this.repository = path.join(this.home, 'work', 'shop');
    mkdirSync(this.repository, { recursive: true });
    const git = (...args: readonly string[]): void =>
      void execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@localhost', ...args], {
        cwd: this.repository,
      });
    git('init', '-q', '-b', 'feature/cart');
    // Codex names no branch that has no commit.
    git('commit', '-q', '--allow-empty', '-m', 'Begin');
  }

  /** Runs the program to its end. */
  async run(program: string, args: readonly string[], { env, interruptWhen }: RunOptions): Promise<string> {
    const child = spawn(program, args, {
      cwd: this.repository,
      env: { HOME: this.home, PATH: process.env['PATH'] ?? '', TERM: 'dumb', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    const watch = interruptWhen && setInterval(() => interruptWhen() && child.kill('SIGINT'), 200);
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', () => resolve());
    });
    clearInterval(watch);
    return output;
  }

  /** What Daymark makes of all logs so far. Reads only what is new, as it does in use. */
  read() {
    const home = homeOf(this.home, {}, 'linux');
    this.#index.update(foldersOf(this.#tool, home).flatMap((folder) => findLogs(folder, this.#tool)));
    const [ledger] = this.#index.ledgers;
    assert.ok(ledger, 'no log was found');
    const { totals, turns, toolCalls, sessions, reconciliation } = summarizeTool(ledger);
    const recorded = sessionsOf(ledger, { prices: {}, offsetAt: () => 0 });
    return { ...totals, turns, toolCalls, sessions, problems: Object.fromEntries(reconciliation.problems), recorded };
  }

  served(): ServedTokens {
    return this.api.served.reduce(
      (sum, { tokens }) => ({
        input: sum.input + tokens.input,
        output: sum.output + tokens.output,
        cacheWrite: sum.cacheWrite + tokens.cacheWrite,
        cacheWrite1h: sum.cacheWrite1h + tokens.cacheWrite1h,
        cacheRead: sum.cacheRead + tokens.cacheRead,
        reasoning: sum.reasoning + tokens.reasoning,
      }),
      none,
    );
  }

  async close(): Promise<void> {
    await this.api.close();
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}

describe('real agents', () => {
  let programs: AgentPrograms;
  let scratch: Scratch;
  before(async () => {
    programs = await ensureAgentPrograms();
  });
  afterEach(() => scratch.close());

  describe('Claude Code', () => {
    const session = '5f8e3129-cd95-41b1-a69c-a0cc54f8df7c';
    beforeEach(async () => {
      scratch = new Scratch('claude-code', await startModelApi());
    });
    const claude = (args: readonly string[], interruptWhen?: () => boolean): Promise<string> =>
      scratch.run(
        programs.claude,
        ['--model', 'claude-sonnet-4-5', '--output-format', 'json', '--dangerously-skip-permissions', ...args],
        {
          env: {
            ANTHROPIC_BASE_URL: scratch.api.url,
            ANTHROPIC_API_KEY: 'sk-fake',
            DISABLE_AUTOUPDATER: '1',
            CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
            IS_SANDBOX: '1',
          },
          ...(interruptWhen && { interruptWhen }),
        },
      );

    it('tool, resume, compaction, fork, overload, failure: the tokens that were served, to the token', async () => {
      await claude(['-p', 'PLEASE_TOOL', '--session-id', session]);
      await claude(['-p', 'and now', '--resume', session]);
      assert.deepEqual(scratch.read().tokens, scratch.served(), 'before the compaction');
      await claude(['-p', '/compact', '--resume', session]);
      await claude(['-p', 'PLEASE_OVERLOAD', '--resume', session]);
      await claude(['-p', 'forked', '--resume', session, '--fork-session']);
      await claude(['-p', 'PLEASE_FAIL', '--resume', session]);
      const { tokens, calls, turns, toolCalls, sessions, problems, recorded } = scratch.read();
      assert.deepEqual(tokens, scratch.served());
      // The calls of the compaction are in no line of their own.
      assert.deepEqual(
        { calls, turns, toolCalls, sessions, problems },
        { calls: 5, turns: 6, toolCalls: 1, sessions: 2, problems: {} },
      );
      assert.ok(scratch.api.served.length > calls);
      for (const { session: each } of recorded) {
        assert.equal(each.project, scratch.repository);
        assert.deepEqual(new Set(each.usage.map(({ branch }) => branch)), new Set(['feature/cart']));
      }
    });

    it('a subagent is counted with its session', async () => {
      await claude(['-p', 'PLEASE_SUBAGENT', '--session-id', session]);
      const { tokens, calls, turns, sessions, problems } = scratch.read();
      assert.ok(calls >= 3, 'the subagent made a call of its own');
      assert.deepEqual(tokens, scratch.served());
      assert.deepEqual({ turns, sessions, problems }, { turns: 1, sessions: 1, problems: {} });
    });

    it('a canceled call costs what the API counted', async () => {
      await claude(['-p', 'hello', '--session-id', session]);
      const isHanging = (): boolean => scratch.api.served.some(({ isComplete }) => !isComplete);
      await claude(['-p', 'PLEASE_HANG', '--resume', session], isHanging);
      const { tokens, calls, turns, problems } = scratch.read();
      assert.ok(isHanging());
      assert.deepEqual(tokens, scratch.served());
      assert.deepEqual({ calls, turns, problems }, { calls: 1, turns: 2, problems: {} });
    });
  });

  describe('Codex', () => {
    beforeEach(async () => {
      scratch = new Scratch('codex', await startModelApi());
      mkdirSync(path.join(scratch.home, '.codex'));
      writeFileSync(
        path.join(scratch.home, '.codex', 'config.toml'),
        [
          'model = "gpt-5.2-codex"',
          'model_provider = "fake"',
          '[model_providers.fake]',
          'name = "fake"',
          `base_url = "${scratch.api.url}/v1"`,
          'env_key = "FAKE_KEY"',
          'wire_api = "responses"',
          'request_max_retries = 4',
        ].join('\n'),
      );
    });
    const codex = (args: readonly string[], interruptWhen?: () => boolean): Promise<string> =>
      scratch.run(
        programs.codex,
        ['exec', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox', ...args],
        { env: { FAKE_KEY: 'x' }, ...(interruptWhen && { interruptWhen }) },
      );

    it('tool, resume, compaction, overload, failure: the tokens that were served, to the token', async () => {
      await codex(['PLEASE_TOOL']);
      await codex(['resume', '--last', 'and now']);
      await codex(['-c', 'model_auto_compact_token_limit=100', 'resume', '--last', 'compacted']);
      await codex(['PLEASE_OVERLOAD']);
      await codex(['PLEASE_FAIL']);
      const { tokens, calls, turns, toolCalls, problems, recorded } = scratch.read();
      assert.deepEqual(tokens, scratch.served());
      assert.deepEqual(
        { calls, turns, toolCalls, problems },
        { calls: scratch.api.served.length, turns: 5, toolCalls: 1, problems: {} },
      );
      for (const { session: each } of recorded) {
        assert.equal(each.project, scratch.repository);
        assert.deepEqual(new Set(each.usage.map(({ branch }) => branch)), new Set(['feature/cart']));
      }
    });

    it('a canceled call is not logged, and the session goes on', async () => {
      await codex(['hello']);
      const isHanging = (): boolean => scratch.api.served.some(({ isComplete }) => !isComplete);
      await codex(['resume', '--last', 'PLEASE_HANG'], isHanging);
      await codex(['resume', '--last', 'go on']);
      const { tokens, calls, problems } = scratch.read();
      assert.deepEqual(tokens, scratch.served());
      assert.deepEqual({ calls, problems }, { calls: 2, problems: {} });
    });
  });
});
