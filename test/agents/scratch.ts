import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withClaudeHooks, withoutClaudeHooks } from '../../src/agents/claudeHooks.ts';
import { callsWanted } from '../../src/agents/calls/callsWanted.ts';
import { logsOfSession, readCalls, type SessionCall } from '../../src/agents/calls/sessionCalls.ts';
import { findLogs } from '../../src/agents/findLogs.ts';
import { readClaudeRegistry, withHookStates } from '../../src/agents/live.ts';
import { systemProcesses } from '../../src/agents/systemProcesses.ts';
import { claudeRegistries, claudeSettings, homeOf, foldersOf } from '../../src/agents/logFolders.ts';
import { LogIndex } from '../../src/agents/logIndex.ts';
import { sessionsOf } from '../../src/agents/sessions.ts';
import { summarizeTool } from '../../src/agents/summary.ts';
import type { AgentTool } from '../../src/agents/tools.ts';
import { compareWithGit } from '../../src/extension/worker/compareWithGit.ts';
import type { ServedTokens } from '../fakes/modelApi/call.ts';
import type { ModelApi } from '../fakes/modelApi/modelApi.ts';

const none: ServedTokens = { input: 0, output: 0, cacheWrite: 0, cacheWrite1h: 0, cacheRead: 0, reasoning: 0 };

interface RunOptions {
  readonly env: Readonly<Record<string, string>>;
  /** Sends Ctrl+C once, as soon as it holds. On a busy machine, Claude Code may end before it has written its total. */
  readonly interruptWhen?: () => boolean;
}

/** Runs of a real program with a separate home, and what Daymark reads from them. */
export class Scratch {
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
    // Codex names no branch without a commit.
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
    const watch = setInterval(() => {
      if (!interruptWhen?.()) return;
      clearInterval(watch);
      child.kill('SIGINT');
    }, 200);
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', () => resolve());
    });
    clearInterval(watch);
    return output;
  }

  /** Daymark's result for all logs so far. Reads only what is new, as in use. */
  read() {
    const home = homeOf(this.home, {}, 'linux');
    this.#index.update(foldersOf(this.#tool, home).flatMap((folder) => findLogs(folder, this.#tool)));
    const [ledger] = this.#index.ledgers;
    assert.ok(ledger, 'no log was found');
    const { totals, turns, toolCalls, sessions, reconciliation } = summarizeTool(ledger);
    const recorded = sessionsOf(ledger, { prices: {}, offsetAt: () => 0 });
    return { ...totals, turns, toolCalls, sessions, problems: Object.fromEntries(reconciliation.problems), recorded };
  }

  /** The calls of tools in the sessions, as their pages list them. */
  calls(): readonly SessionCall[] {
    const logs = foldersOf(this.#tool, homeOf(this.home, {}, 'linux')).flatMap((folder) =>
      findLogs(folder, this.#tool),
    );
    return this.read().recorded.flatMap(({ id, session }) => {
      const wanted = callsWanted(id, session);
      const rules = { isExcluded: () => false, isHidden: () => false };
      return readCalls(logsOfSession(logs, wanted), wanted, rules)?.calls ?? [];
    });
  }

  /** The results of the sessions, once everything is committed. */
  async results() {
    execFileSync('git', ['add', '-A'], { cwd: this.repository });
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@localhost', 'commit', '-q', '-m', 'Add a cart'], {
      cwd: this.repository,
    });
    return compareWithGit(this.#index.ledgers, { git: 'git', now: Date.now(), prices: {}, dayOf: () => 'today' });
  }

  /** Daymark's state of the running programs. */
  running() {
    const registries = claudeRegistries(homeOf(this.home, {}, 'linux'));
    const agents = registries.flatMap((folder) => readClaudeRegistry(folder, systemProcesses));
    return withHookStates(agents, this.#noted);
  }

  /** Puts the hooks into settings that have other things. */
  installHooks(settings: string): void {
    mkdirSync(this.#noted, { recursive: true });
    mkdirSync(path.dirname(this.#settings), { recursive: true });
    writeFileSync(this.#settings, withClaudeHooks(settings, this.#noted) ?? '');
  }

  /** Takes the hooks out again, and deletes what they noted. */
  removeHooks(): void {
    writeFileSync(this.#settings, withoutClaudeHooks(readFileSync(this.#settings, 'utf8')) ?? '');
    for (const name of readdirSync(this.#noted)) rmSync(path.join(this.#noted, name));
  }

  /** Notes of the hooks about all sessions. */
  notes(): string[] {
    return readdirSync(this.#noted).map((name) => readFileSync(path.join(this.#noted, name), 'utf8').trim());
  }

  get #noted(): string {
    return path.join(this.home, 'noted');
  }

  get #settings(): string {
    return claudeSettings(homeOf(this.home, {}, 'linux'));
  }

  /** Starts Claude Code as a person does, in a terminal, in a folder that is trusted. */
  openTerminal(program: string, args: readonly string[]): { type(text: string): void; kill(): void } {
    const trusted = { [this.repository]: { hasTrustDialogAccepted: true } };
    const known = { hasCompletedOnboarding: true, theme: 'dark', projects: trusted };
    const keys = { customApiKeyResponses: { approved: ['sk-fake'], rejected: [] } };
    writeFileSync(path.join(this.home, '.claude.json'), JSON.stringify({ ...known, ...keys }));
    const command = `stty cols 120 rows 40; exec ${[program, ...args].join(' ')}`;
    const child = spawn('script', ['-qfc', command, '/dev/null'], {
      cwd: this.repository,
      env: {
        HOME: this.home,
        PATH: process.env['PATH'] ?? '',
        TERM: 'xterm-256color',
        ANTHROPIC_BASE_URL: this.api.url,
        ANTHROPIC_API_KEY: 'sk-fake',
        DISABLE_AUTOUPDATER: '1',
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
        IS_SANDBOX: '1',
      },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const pids = (): number[] => {
      const [registry = ''] = claudeRegistries(homeOf(this.home, {}, 'linux')).filter(existsSync);
      return readdirSync(registry)
        .flatMap((name) => /^(\d+)\.json$/.exec(name)?.[1] ?? [])
        .map(Number);
    };
    return {
      type(text) {
        child.stdin.write(text);
        // A paste that ends with Enter only adds a line.
        if (text !== '\u001B') setTimeout(() => child.stdin.write('\r'), 300);
      },
      kill: () =>
        pids()
          .filter(systemProcesses.isRunning)
          .forEach((pid) => void process.kill(pid, 'SIGKILL')),
    };
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
