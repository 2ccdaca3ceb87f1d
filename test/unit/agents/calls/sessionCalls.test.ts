import assert from 'node:assert/strict';
import { utimesSync } from 'node:fs';
import { at, began, LogHome, open, shop, short } from './logHome.ts';

describe('the calls of a session of Claude Code', () => {
  let home: LogHome;
  beforeEach(() => {
    home = new LogHome();
  });
  afterEach(() => home.remove());

  const line = (second: number, more: object) => ({ sessionId: 's', cwd: shop, timestamp: at(second), ...more });
  const prompt = (second: number) =>
    line(second, { type: 'user', uuid: `p${second}`, message: { content: 'Mend it' } });
  const call = (second: number, id: string, [name, input]: readonly [string, object]) =>
    line(second, {
      type: 'assistant',
      requestId: `r${id}`,
      message: { id: `m${id}`, content: [{ type: 'tool_use', id, name, input }], usage: { input_tokens: 1 } },
    });
  const result = (second: number, id: string, { toolUseResult, ...more }: Readonly<Record<string, unknown>> = {}) =>
    line(second, {
      type: 'user',
      message: { content: [{ type: 'tool_result', tool_use_id: id, content: 'x'.repeat(20_000), ...more }] },
      toolUseResult,
    });
  const log = '-work-shop/s.jsonl';
  const folder = 'projects/';

  it('have tool, file, lines, start, end, and how they ended, by prompt', () => {
    home.lines(folder + log, [
      call(0, 'early', ['Bash', {}]),
      result(1, 'early'),
      result(15, 'early'),
      prompt(2),
      call(3, 'a', ['Edit', { file_path: `${shop}/src/cart.ts`, old_string: 'a\nb', new_string: 'a\nc\nd' }]),
      result(5, 'a', {
        toolUseResult: { filePath: `${shop}/src/cart.ts`, structuredPatch: [{ lines: [' a', '-b', '+c', '+d'] }] },
      }),
      call(6, 'b', ['Bash', { command: 'secret' }]),
      result(16, 'b', { is_error: true, content: 'Exit code 1' }),
      prompt(20),
      call(21, 'c', ['Write', { file_path: '/etc/hosts', content: 'x' }]),
      result(22, 'c', { is_error: true, content: "The user doesn't want to proceed" }),
      call(23, 'd', ['Read', { file_path: `${shop}/a.ts` }]),
    ]);
    const found = home.calls('claude-code');
    assert.deepEqual(short(found), [
      [0, 1, 'Bash', '', '', ''],
      [3, 5, 'Edit', 'src/cart.ts', '+2 -1', ''],
      [6, 16, 'Bash', '', '', 'failed'],
      [21, 22, 'Write', '/etc/hosts', '', 'refused'],
      [23, undefined, 'Read', 'a.ts', '', ''],
    ]);
    assert.deepEqual(
      found?.calls.map((one) => (one.prompt === undefined ? 'none' : (one.prompt - began) / 1000)),
      ['none', 2, 2, 20, 20],
    );
    assert.doesNotMatch(JSON.stringify(found), /secret/);
  });

  it('are those of subagents too, in files of their own and inside that of the parent', () => {
    const inside = (second: number, message: object) =>
      line(second, { type: 'progress', data: { type: 'agent_progress', message } });
    home.lines(folder + log, [
      call(0, 'a', ['Agent', {}]),
      inside(1, call(1, 'in', ['Grep', {}])),
      inside(3, result(3, 'in')),
      result(9, 'a'),
    ]);
    home.lines(`${folder}-work-shop/s/subagents/agent-1.jsonl`, [
      { ...call(4, 'own', ['Read', {}]), isSidechain: true },
      { ...result(5, 'own'), isSidechain: true },
    ]);
    assert.deepEqual(
      short(home.calls('claude-code')).map((one) => one.slice(0, 3)),
      [
        [0, 9, 'Agent'],
        [1, 3, 'Grep'],
        [4, 5, 'Read'],
      ],
    );
  });

  it('are of one session once: copies of another’s are left out, whichever log is there', () => {
    const shared = [call(-9, 'old', ['Bash', {}]), result(-8, 'old')];
    const copies = shared.map((one) => ({ ...one, sessionId: 'fork' }));
    const own = [call(1, 'new', ['Read', {}]), result(2, 'new')].map((one) => ({ ...one, sessionId: 'fork' }));
    home.lines(`${folder}-work-shop/fork.jsonl`, [...copies, ...own]);
    const fork = { session: 'fork' };
    assert.deepEqual(short(home.calls('claude-code', fork)).length, 1);
    home.lines(
      `${folder}-work-shop/early.jsonl`,
      shared.map((one) => ({ ...one, sessionId: 'early' })),
    );
    assert.deepEqual(short(home.calls('claude-code', fork)).length, 1);
  });

  it('are the newest 500 with their number, and none where the log is gone, older, or excluded', () => {
    const many = Array.from({ length: 1200 }, (_, i) => call(i, `t${i}`, ['Read', {}]));
    home.lines(folder + log, many);
    const found = home.calls('claude-code');
    assert.deepEqual([found?.total, found?.calls.length, found?.calls[0]?.start], [1200, 500, began + 700_000]);
    assert.equal(home.calls('claude-code', { rules: { ...open, isExcluded: (one) => one === shop } }), undefined);
    assert.equal(home.calls('claude-code', { session: 'another' }), undefined);
    utimesSync(home.path(folder + log), 1, 1);
    assert.equal(home.calls('claude-code'), undefined);
  });

  it('name no file that is hidden or excluded, wherever it is named', () => {
    home.lines(folder + log, [
      call(0, 'a', ['Read', { file_path: 'plans/next.md' }]),
      call(1, 'b', ['Write', { file_path: `${shop}/plans/next.md`, content: 'x' }]),
      call(2, 'c', ['Read', { file_path: `${shop}/a.ts` }]),
    ]);
    const found = home.calls('claude-code', {
      rules: { ...open, isHidden: (file) => file.startsWith(`${shop}/plans/`) },
    });
    assert.deepEqual(
      found?.calls.map(({ files, hiddenFiles }) => [files, hiddenFiles]),
      [
        [[], 1],
        [[], 1],
        [['a.ts'], 0],
      ],
    );
    assert.doesNotMatch(JSON.stringify(found), /next/);
  });
});
