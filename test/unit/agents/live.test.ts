import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readClaudeRegistry, withHookStates } from '../../../src/agents/live.ts';
import { systemProcesses, type Processes } from '../../../src/agents/systemProcesses.ts';
import type { LiveState } from '../../../src/agents/liveState.ts';
import { claudeRegistries, homeOf } from '../../../src/agents/logFolders.ts';

/** An entry as Claude Code 2.1.332 writes it. */
const entry = {
  pid: 29_537,
  sessionId: '1b4ab34a-8754-44f3-82ff-d6ff3325f5f1',
  cwd: '/home/me/work/shop',
  startedAt: 1_795_920_543_757,
  procStart: '7696659',
  version: '2.1.332',
  kind: 'interactive',
  entrypoint: 'cli',
  pidDomain: 'linux:3d1219c7c4c5404aaa1f6d2a48adfda4:pid:[4026531836]',
  messagingSocketPath: '/tmp/cc-socks/29537.sock',
  name: 'shop-0b',
  status: 'idle',
  updatedAt: 1_795_920_544_599,
  statusUpdatedAt: 1_795_920_544_599,
};
const running: Processes = { isRunning: () => true, startOf: () => '7696659', domain: 'pid:[4026531836]' };

describe('agents that are running', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'daymark-live-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const put = (name: string, value: unknown): void =>
    writeFileSync(path.join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
  const states = (processes = running): unknown[] =>
    readClaudeRegistry(folder, processes).map(({ id, state }) => [id, state]);

  it('are read with their state, and nothing else of the entry', () => {
    put('29537.json', { ...entry, status: 'waiting', waitingFor: 'permission prompt' });
    assert.deepEqual(readClaudeRegistry(folder, running), [
      { id: entry.sessionId, tool: 'claude-code', folder: entry.cwd, state: 'waiting', since: entry.statusUpdatedAt },
    ]);
  });

  it('work, wait, have finished, or do what this version does not know', () => {
    const all = {
      busy: 'working',
      shell: 'working',
      waiting: 'waiting',
      idle: 'done',
      dreaming: 'unknown',
      __proto__: null,
    };
    for (const [i, [status, state]] of Object.entries(all).entries()) {
      put(`${i + 1}.json`, { ...entry, pid: i + 1, sessionId: `s${i}`, status, statusUpdatedAt: i });
      assert.deepEqual(states().at(-1), [`s${i}`, state]);
    }
    put('9.json', `{"pid":9,"sessionId":"p","cwd":"/w","startedAt":99,"procStart":"7696659","status":"__proto__"}`);
    assert.deepEqual(states().at(-1), ['p', 'unknown']);
    put('9.json', { ...entry, pid: 9, sessionId: 'none', status: undefined, statusUpdatedAt: undefined });
    assert.deepEqual(states().at(-1), ['none', 'unknown']);
  });

  it('have failed, or do what their registry does not say, as hooks have noted', () => {
    const notes = path.join(folder, 'sessions');
    const noted = (state: LiveState): unknown => {
      const agent = { id: entry.sessionId, tool: 'claude-code', folder: '/w', state, since: 5 } as const;
      return withHookStates([agent], notes)[0]?.state;
    };
    assert.equal(noted('done'), 'done');
    mkdirSync(notes);
    const note = path.join(notes, entry.sessionId);
    writeFileSync(note, 'failed\n');
    assert.deepEqual((['working', 'waiting', 'done', 'unknown'] as const).map(noted), [
      'working',
      'waiting',
      'failed',
      'failed',
    ]);
    writeFileSync(note, 'working\n');
    assert.deepEqual((['done', 'unknown'] as const).map(noted), ['done', 'working']);
    for (const text of ['', 'dancing\n', `failed${' '.repeat(50)}`]) {
      writeFileSync(note, text);
      assert.equal(noted('unknown'), 'unknown');
    }
    const outside = path.join(folder, 'outside');
    writeFileSync(outside, 'failed\n');
    if (process.platform !== 'win32')
      for (const make of [
        () => execFileSync('mkfifo', [note]),
        () => symlinkSync('/dev/zero', note),
        () => symlinkSync(outside, note),
        () => mkdirSync(note),
      ]) {
        rmSync(note, { force: true });
        make();
        assert.equal(noted('unknown'), 'unknown');
      }
    const hostile = { id: '../outside', tool: 'claude-code', folder: '/w', state: 'unknown', since: 5 } as const;
    assert.deepEqual(withHookStates([hostile], notes), [hostile]);
  });

  it('are gone with their process, also when another has its number now, or in another container', () => {
    put('29537.json', entry);
    assert.deepEqual(states(), [[entry.sessionId, 'done']]);
    assert.deepEqual(states({ ...running, isRunning: () => false }), []);
    assert.deepEqual(states({ ...running, startOf: () => '7696660' }), []);
    assert.deepEqual(states({ ...running, domain: 'pid:[4026531999]' }), []);
    assert.equal(states({ isRunning: () => true, startOf: () => undefined, domain: undefined }).length, 1);
  });

  it('are read from regular small files of their name only, and never from the keys beside them', function () {
    if (process.platform === 'win32') this.skip();
    // Opening one of these would wait for ever.
    execFileSync(
      'mkfifo',
      ['29537.7f36bf1e.key', '1.json', 'x.json'].map((name) => path.join(folder, name)),
    );
    mkdirSync(path.join(folder, '2.json'));
    put('3.json', { ...entry, pid: 4 });
    put('5.json', '{"pid":5,');
    put('6.json', JSON.stringify({ ...entry, pid: 6, name: 'x'.repeat(70_000) }));
    put('7.json', { ...entry, pid: 7, cwd: 8 });
    put('8.json', [entry]);
    assert.deepEqual(states(), []);
  });

  it('are found among any number that killed programs left, and are no older or later than can be shown', () => {
    for (let pid = 1; pid <= 300; pid++) put(`${pid}.json`, { ...entry, pid });
    put('30000.json', { ...entry, pid: 30_000, sessionId: 'live' });
    assert.deepEqual(states({ ...running, isRunning: (pid) => pid === 30_000 }), [['live', 'done']]);
    for (const at of [1e300, -1, 9e15]) {
      put('30000.json', { ...entry, pid: 30_000, statusUpdatedAt: at });
      assert.deepEqual(states({ ...running, isRunning: (pid) => pid === 30_000 }), []);
    }
  });

  it('are none where there is no such folder', () => {
    assert.deepEqual(readClaudeRegistry(path.join(folder, 'none'), running), []);
  });

  it('are distinguished from others with the same number by when they began', function () {
    assert.equal(systemProcesses.isRunning(process.pid), true);
    assert.equal(systemProcesses.isRunning(2 ** 22 + 1), false);
    if (process.platform !== 'linux') this.skip();
    assert.match(systemProcesses.startOf(process.pid) ?? '', /^\d+$/);
    assert.match(systemProcesses.domain ?? '', /^pid:\[\d+\]$/);
    put(`${process.pid}.json`, {
      ...entry,
      pid: process.pid,
      pidDomain: undefined,
      procStart: systemProcesses.startOf(process.pid),
    });
    assert.equal(states(systemProcesses).length, 1);
  });

  it('have their entries where the logs are', () => {
    const at = (env: Record<string, string>): readonly string[] => claudeRegistries(homeOf('/home/me', env, 'linux'));
    assert.deepEqual(at({}), ['/home/me/.config/claude/sessions', '/home/me/.claude/sessions']);
    assert.deepEqual(at({ CLAUDE_CONFIG_DIR: '/a, /b/projects,c' }), ['/a/sessions', '/b/sessions']);
  });
});
