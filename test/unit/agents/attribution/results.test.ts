import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findLogs } from '../../../../src/agents/findLogs.ts';
import { LogIndex } from '../../../../src/agents/logIndex.ts';
import { sessionsOf } from '../../../../src/agents/sessions.ts';
import type { ResultsView } from '../../../../src/agents/attribution/resultsQuery.ts';
import { translator } from '../../../../src/core/base/translate.ts';
import { recordsOf } from '../../../../src/core/records/records.ts';
import { recordSessions } from '../../../../src/extension/features/agents/recordSessions.ts';
import { compareWithGit } from '../../../../src/extension/worker/compareWithGit.ts';
import { DataFolder } from '../../../../src/headless/dataFolder.ts';
import { openHeadless } from '../../../../src/headless/openHeadless.ts';
import { defaultAnswerSettings } from '../../../../src/headless/settingsFile.ts';
import { folderSecret } from '../../../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../../../src/storage/vault/vault.ts';
import { AgentRepository } from '../../../fakes/agentRepository/agentRepository.ts';
import { span } from '../../storage/facts.ts';
import { StorageFolder, wasmPath } from '../../storage/storageFolder.ts';

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Claude Code's log of one session, as version 2.1.332 writes it. */
class ClaudeLog {
  readonly folder: string;
  readonly #lines: string[] = [];
  readonly #cwd: string;
  #calls = 0;

  constructor(repository: AgentRepository, cwd = repository.root) {
    this.folder = path.join(repository.root, '.git', 'home', 'projects');
    this.#cwd = cwd;
  }

  /** A call of the model that uses a tool, and the tool's result. */
  tool(
    at: number,
    use: { readonly name: string; readonly input: object; readonly result: unknown; readonly fails?: boolean },
  ): void {
    const id = ++this.#calls;
    const usage = { input_tokens: 1000, output_tokens: 100 };
    const content = [{ type: 'tool_use', id: `toolu_${id}`, name: use.name, input: use.input }];
    this.#line(at, {
      type: 'assistant',
      requestId: `req_${id}`,
      message: { id: `msg_${id}`, model: 'claude-sonnet-4-5', usage, content },
    });
    const result = {
      type: 'tool_result',
      tool_use_id: `toolu_${id}`,
      content: 'ok',
      ...(use.fails && { is_error: true }),
    };
    this.#line(at + 500, { type: 'user', message: { content: [result] }, toolUseResult: use.result });
  }

  write(): LogIndex {
    mkdirSync(path.join(this.folder, '-shop'), { recursive: true });
    writeFileSync(path.join(this.folder, '-shop', 's1.jsonl'), `${this.#lines.join('\n')}\n`);
    const index = new LogIndex();
    index.update(findLogs(this.folder, 'claude-code'));
    return index;
  }

  #line(at: number, line: object): void {
    const shared = { sessionId: 's1', cwd: this.#cwd, gitBranch: 'main', uuid: `u${this.#lines.length}` };
    this.#lines.push(JSON.stringify({ ...shared, ...line, timestamp: new Date(at).toISOString() }));
  }
}

describe('what came of sessions', () => {
  let repository: AgentRepository;
  beforeEach(() => {
    repository = new AgentRepository();
  });
  afterEach(() => repository.remove());

  const created = (file: string, content: string) => ({
    name: 'Write',
    input: { file_path: file, content },
    result: { type: 'create', filePath: file, content, structuredPatch: [], originalFile: null },
  });

  /** A session that wrote four lines, of which a commit contains three, after a commit that it logged, and that continued without one. */
  function tell(log: ClaudeLog, file: string): { readonly first: string; readonly second: string } {
    repository.pass(1);
    log.tool(repository.now, {
      name: 'Bash',
      input: { command: 'git commit' },
      result: { stdout: '', gitOperation: { commit: { sha: repository.commit('Begin').slice(0, 8), kind: 'commit' } } },
    });
    const first = repository.git('rev-parse', 'HEAD');
    repository.pass(5);
    log.tool(repository.now, created(file, 'one\n\ntwo\nthree\n'));
    log.tool(repository.now + 1000, {
      name: 'Edit',
      input: { file_path: file, old_string: 'two', new_string: 'TWO' },
      result: { filePath: file, structuredPatch: [{ lines: [' one', '-two', '+TWO', ' three'] }] },
    });
    log.tool(repository.now + 2000, {
      name: 'Edit',
      input: { file_path: file, old_string: 'nowhere', new_string: 'never' },
      result: 'Error: String to replace not found in file.',
      fails: true,
    });
    const lines = ['one', '', 'TWO', 'three', 'by hand'];
    repository.pass(5);
    repository.change('human', 'src/cart.ts', () => lines.map((text) => ({ text, by: 'human' })));
    const second = repository.commit('Add a cart');
    repository.pass(5);
    log.tool(repository.now, { name: 'Read', input: {}, result: {} });
    return { first, second };
  }

  it('are cost by commit, with the remainder, and the lines that were committed', async () => {
    const log = new ClaudeLog(repository);
    const { first, second } = tell(log, path.join(repository.root, 'src', 'cart.ts'));
    const { ledgers } = log.write();
    const [found, ...more] = await compareWithGit(ledgers, { git: 'git', now: repository.now, prices: {}, dayOf });
    assert.ok(found && more.length === 0);
    const { lines, legs, commits } = found.result;
    assert.deepEqual(
      legs.map(({ commit, by, calls }) => ({ commit, by, calls })),
      [
        { commit: first, by: 'logged', calls: 1 },
        { commit: second, by: 'lines', calls: 3 },
        { commit: undefined, by: undefined, calls: 1 },
      ],
    );
    assert.deepEqual(
      commits.map(({ sha, lines: count }) => [sha, count]),
      [[second, 3]],
    );
    assert.ok(lines);
    const { written, reworked, committed, kept, young } = lines;
    assert.deepEqual(
      { written, reworked, committed, kept, young },
      { written: 4, reworked: 1, committed: 3, kept: 3, young: 3 },
    );
  });

  it('are found through a link to the folder, and in a folder below the root', async () => {
    mkdirSync(path.join(repository.root, 'src'));
    const link = path.join(repository.root, '.git', 'link');
    symlinkSync(path.join(repository.root, 'src'), link);
    const log = new ClaudeLog(repository, link);
    tell(log, path.join(link, 'cart.ts'));
    const [found] = await compareWithGit(log.write().ledgers, { git: 'git', now: repository.now, prices: {}, dayOf });
    assert.equal(found?.result.lines?.committed, 3);
  });

  it('wait for no pipe, and read no device, in the place of a file that was written', async function () {
    if (process.platform === 'win32') this.skip();
    const file = path.join(repository.root, 'src', 'open.ts');
    const log = new ClaudeLog(repository);
    tell(log, path.join(repository.root, 'src', 'cart.ts'));
    // Not committed, so the file is looked for.
    log.tool(repository.now, created(file, 'four\n'));
    const { ledgers } = log.write();
    for (const place of [() => execFileSync('mkfifo', [file]), () => symlinkSync('/dev/zero', file)]) {
      rmSync(file, { force: true });
      place();
      const [found] = await compareWithGit(ledgers, { git: 'git', now: repository.now, prices: {}, dayOf });
      assert.equal(found?.result.lines?.committed, 3);
    }
  });

  it('are told by branch where there is no repository, or no git', async () => {
    const log = new ClaudeLog(repository, path.join(repository.root, 'gone'));
    tell(log, 'cart.ts');
    for (const git of ['git', 'no-such-program']) {
      const [found] = await compareWithGit(log.write().ledgers, { git, now: repository.now, prices: {}, dayOf });
      assert.equal(found?.result.lines, undefined);
      assert.deepEqual(
        found?.result.legs.map(({ branch, commit, calls }) => [branch, commit, calls]),
        [['main', undefined, 5]],
      );
    }
  });

  it('are recorded once, answered for, and not taken back when the repository is gone', async () => {
    const log = new ClaudeLog(repository);
    const { second } = tell(log, path.join(repository.root, 'src', 'cart.ts'));
    const { ledgers } = log.write();
    const sessions = ledgers.flatMap((ledger) => sessionsOf(ledger, { prices: {}, offsetAt: () => 0 }));
    const options = { git: 'git', now: repository.now, prices: {}, dayOf };
    const results = await compareWithGit(ledgers, options);
    const disk = new StorageFolder();
    const { folder, clock } = disk;
    clock.jump(repository.now - clock.now());
    const journal = disk.journal({ sealer: new Vault({ folder, clock, secret: folderSecret(folder) }) });
    journal.append(span());
    await journal.close();
    const data = new DataFolder({ folder, wasmPath, clock, mayWrite: true });
    try {
      const read = (query: string | { readonly name: string }, params: unknown): Promise<unknown> => {
        const operation = typeof query === 'string' ? query : query.name;
        return data.answer({ operation, params, options: { ...defaultAnswerSettings, now: clock.now(), offset: 0 } });
      };
      const app = { clock, t: translator(), recorder: data.recorder, read: read as never };
      const services = { read: read as never, records: recordsOf(app) };
      assert.equal(await recordSessions(services, { sessions, results, excluded: [] }), 2);
      assert.equal(
        await recordSessions(services, { sessions, results: await compareWithGit(ledgers, options), excluded: [] }),
        0,
      );
      const without = await compareWithGit(ledgers, { ...options, git: 'no-such-program' });
      assert.equal(await recordSessions(services, { sessions, results: without, excluded: [] }), 0);
      await data.recorder.flush();
      const ask = { transport: 'http', operation: 'agents.results', params: { days: 7 } } as const;
      const headless = openHeadless({ folder, wasmPath, clock });
      const view = (await headless.operate(ask)) as ResultsView;
      await headless.close();
      assert.deepEqual([view.sessions, view.notCompared, view.totals.calls], [1, 0, 5]);
      assert.deepEqual(view.commits.rows.find(({ commit }) => commit === second)?.calls, 3);
      for (const { rows, others, none } of [view.commits, view.branches, view.pulls, view.tasks]) {
        const parts = [...rows, others, none];
        assert.equal(
          parts.reduce((sum, { calls }) => sum + calls, 0),
          view.totals.calls,
        );
        assert.equal(
          parts.reduce((sum, { workMs }) => sum + workMs, 0),
          view.totals.workMs,
        );
      }
      assert.equal(view.commits.none.calls, 1);
      assert.equal(view.lines?.kept, 3);
      assert.deepEqual([view.help.commits, view.help.helped], [0, 0]);
    } finally {
      await data.close();
      disk.remove();
    }
  });
});
