import assert from 'node:assert/strict';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureAgentPrograms, ensureOtherPrograms, type AgentPrograms } from '../../scripts/lib/agentPrograms.ts';
import type { SessionCall } from '../../src/agents/calls/sessionCalls.ts';
import { startModelApi } from '../fakes/modelApi/modelApi.ts';
import { Scratch } from './scratch.ts';

/** The one call of a tool: it ended, without an error, within the time of the test. */
function assertCalled([call, ...more]: ReturnType<Scratch['calls']>, expected: Partial<SessionCall>): void {
  assert.deepEqual(more, []);
  const { start = 0, end = 0, prompt = 0 } = call ?? {};
  assert.ok(prompt > 0 && start >= prompt && end >= start && end - start < 120_000, JSON.stringify(call));
  assert.deepEqual(call, { start, end, prompt, hiddenFiles: 0, files: [], name: '', ...expected });
}

function assertCommitted([found, ...more]: Awaited<ReturnType<Scratch['results']>>): void {
  assert.equal(more.length, 0);
  assert.equal(found?.result.lines?.written, 2);
  assert.equal(found.result.lines.kept, 2);
  assert.deepEqual(
    found.result.commits.map(({ lines }) => lines),
    [2],
  );
  for (const { by, calls } of found.result.legs) if (calls > 0) assert.equal(by, 'lines');
}

/** Waits until something holds, for half a minute at most. */
async function eventually(check: () => boolean, what: string): Promise<void> {
  for (const end = Date.now() + 30_000; !check();) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await sleep(100);
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
      // The calls of the compaction have no separate line.
      assert.deepEqual(
        { calls, turns, toolCalls, sessions, problems },
        { calls: 5, turns: 6, toolCalls: 1, sessions: 2, problems: {} },
      );
      assert.ok(scratch.api.served.length > calls);
      assertCalled(scratch.calls(), { name: 'Bash' });
      for (const { session: each } of recorded) {
        assert.equal(each.project, scratch.repository);
        assert.deepEqual(new Set(each.usage.map(({ branch }) => branch)), new Set(['feature/cart']));
      }
    });

    it('the lines that it wrote are found in the commit that has them', async () => {
      await claude(['-p', `PLEASE_WRITE ${path.join(scratch.repository, 'cart.ts')}`, '--session-id', session]);
      assertCalled(scratch.calls(), { name: 'Write', files: ['cart.ts'], added: 2, removed: 0 });
      assertCommitted(await scratch.results());
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

  describe('Claude Code that is running', () => {
    beforeEach(async () => {
      scratch = new Scratch('claude-code', await startModelApi());
    });

    it('says that it works, waits for a permission, and has finished, and is gone when it was killed', async function () {
      if (process.platform !== 'linux') this.skip();
      const terminal = scratch.openTerminal(programs.claude, ['--model', 'claude-sonnet-4-5']);
      const state = (): string | undefined => scratch.running()[0]?.state;
      await eventually(() => state() === 'done', 'it began');
      const [agent] = scratch.running();
      assert.equal(agent?.folder, scratch.repository);
      terminal.type('PLEASE_ASK');
      await eventually(() => state() === 'working' || state() === 'waiting', 'it works');
      await eventually(() => state() === 'waiting', 'it asks');
      terminal.type('\u001B');
      await eventually(() => state() === 'done', 'it was refused');
      terminal.type('PLEASE_HANG');
      await eventually(() => state() === 'working', 'it works again');
      terminal.kill();
      await eventually(() => state() === undefined, 'it is gone');
    });
  });

  describe('Claude Code with hooks', () => {
    beforeEach(async () => {
      scratch = new Scratch('claude-code', await startModelApi());
    });

    it('says that it has failed, runs the hooks of others, and says nothing more once they are removed', async function () {
      if (process.platform !== 'linux') this.skip();
      const other = path.join(scratch.home, 'other-ran');
      const hooks = { Stop: [{ hooks: [{ type: 'command', command: `echo ran >> ${other}` }] }] };
      scratch.installHooks(`${JSON.stringify({ hooks }, undefined, 2)}\n`);
      const state = (): string | undefined => scratch.running()[0]?.state;
      const terminal = scratch.openTerminal(programs.claude, ['--model', 'claude-sonnet-4-5']);
      await eventually(() => state() === 'done', 'it began');
      terminal.type('hello');
      await eventually(() => scratch.notes()[0] === 'done' && existsSync(other), 'it has answered, and both hooks ran');
      terminal.type('PLEASE_FAIL');
      await eventually(() => state() === 'failed', 'it failed');
      scratch.removeHooks();
      terminal.kill();
      await eventually(() => state() === undefined, 'it is gone');
      rmSync(other);
      const next = scratch.openTerminal(programs.claude, ['--model', 'claude-sonnet-4-5']);
      await eventually(() => state() === 'done', 'another began');
      next.type('hello');
      await eventually(() => existsSync(other), 'the other hook ran again');
      next.kill();
      assert.deepEqual(scratch.notes(), []);
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
      assertCalled(scratch.calls(), { name: 'exec_command' });
      for (const { session: each } of recorded) {
        assert.equal(each.project, scratch.repository);
        assert.deepEqual(new Set(each.usage.map(({ branch }) => branch)), new Set(['feature/cart']));
      }
    });

    it('the lines that it wrote are found in the commit that has them', async () => {
      await codex(['PLEASE_WRITE cart.ts']);
      assertCalled(scratch.calls(), { name: 'exec_command', files: ['cart.ts'], added: 2, removed: 0 });
      assertCommitted(await scratch.results());
    });

    it('a canceled call is not logged, and the session continues', async () => {
      await codex(['hello']);
      const isHanging = (): boolean => scratch.api.served.some(({ isComplete }) => !isComplete);
      await codex(['resume', '--last', 'PLEASE_HANG'], isHanging);
      await codex(['resume', '--last', 'go on']);
      const { tokens, calls, problems } = scratch.read();
      assert.deepEqual(tokens, scratch.served());
      assert.deepEqual({ calls, problems }, { calls: 2, problems: {} });
    });
  });

  describe('OpenCode', () => {
    beforeEach(async () => {
      scratch = new Scratch('opencode', await startModelApi());
    });

    it('its database has the tokens that were served, to the token, with the folder', async () => {
      const { opencode } = await ensureOtherPrograms();
      const provider = { anthropic: { options: { baseURL: `${scratch.api.url}/v1`, apiKey: 'x' } } };
      const settings = { autoupdate: false, share: 'disabled', provider, model: 'anthropic/claude-sonnet-4-5' };
      writeFileSync(path.join(scratch.repository, 'opencode.json'), JSON.stringify(settings));
      const env = { OPENCODE_DISABLE_MODELS_FETCH: '1', OPENCODE_DISABLE_AUTOUPDATE: '1' };
      // Without a title, it asks a model for one, and doesn't log that.
      await scratch.run(opencode, ['run', '--title', 'Mend it', 'hello'], { env });
      const before = scratch.read();
      await scratch.run(opencode, ['run', '-c', 'and now'], { env });
      const { tokens, calls, turns, sessions, problems, recorded } = scratch.read();
      const { cacheWrite, cacheWrite1h, ...served } = scratch.served();
      // It doesn't tell caches of an hour from others.
      assert.deepEqual(tokens, { ...served, cacheWrite: cacheWrite + cacheWrite1h, cacheWrite1h: 0 });
      assert.deepEqual({ calls, turns, sessions, problems }, { calls: 2, turns: 2, sessions: 1, problems: {} });
      assert.equal(before.calls, 1);
      assert.deepEqual(
        recorded.map(({ session: { project } }) => project),
        [scratch.repository],
      );
    });
  });
});
