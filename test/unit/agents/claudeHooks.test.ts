import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import {
  claudeHookCommand,
  claudeHookEvents,
  withClaudeHooks,
  withoutClaudeHooks,
} from '../../../src/agents/claudeHooks.ts';

const notesFolder = '/data/notes';

describe("hooks in Claude Code's settings", () => {
  const others = fc.record({
    type: fc.constant('command'),
    command: fc.string(),
  });
  const group = fc.record({ matcher: fc.string(), hooks: fc.array(others, { minLength: 1, maxLength: 3 }) });
  const settings = fc.record(
    {
      model: fc.string(),
      permissions: fc.jsonValue(),
      hooks: fc.dictionary(
        fc.constantFrom('Stop', 'PreToolUse', ...claudeHookEvents),
        fc.array(group, { minLength: 1, maxLength: 3 }),
        { minKeys: 1 },
      ),
    },
    { requiredKeys: [] },
  );

  it('come and go, and leave all else as it was', () => {
    fc.assert(
      fc.property(settings, fc.constantFrom(undefined, 2, 4, '\t'), (before, indent) => {
        const text = `${JSON.stringify(before, undefined, indent)}\n`;
        const once = withClaudeHooks(text, notesFolder) ?? '';
        const { hooks = {}, ...rest } = JSON.parse(once) as typeof before;
        const { hooks: earlier = {}, ...restBefore } = JSON.parse(text) as typeof before;
        assert.deepEqual(rest, restBefore);
        for (const event of claudeHookEvents) assert.equal(hooks[event]?.length, (earlier[event]?.length ?? 0) + 1);
        assert.equal(withClaudeHooks(once, notesFolder), once);
        const moved = withClaudeHooks(once, '/elsewhere') ?? '';
        assert.ok(!moved.includes('/data/'));
        assert.deepEqual(JSON.parse(withoutClaudeHooks(moved) ?? ''), JSON.parse(text));
      }),
      { numRuns: 50 },
    );
  });

  it('keep indentation, ends of lines, and the mark at the start', () => {
    const before = '\uFEFF{\r\n\t"model": "opus",\r\n\t"hooks": {\r\n\t\t"Stop": []\r\n\t}\r\n}\r\n';
    const after = withClaudeHooks(before, notesFolder) ?? '';
    assert.ok(after.startsWith('\uFEFF{\r\n\t"model": "opus",\r\n\t"hooks": {\r\n\t\t"Stop": [\r\n\t\t\t{'));
    assert.ok(!/[^\r]\n/.test(after));
    assert.equal(withoutClaudeHooks('{ "model" : 1 }'), '{ "model" : 1 }');
    const line = '{"model":1}\n';
    assert.equal(withoutClaudeHooks(withClaudeHooks(line, notesFolder) ?? ''), line);
    assert.match(withClaudeHooks('', notesFolder) ?? '', /^\{\n {2}"hooks": \{\n {4}"UserPromptSubmit": \[[^]*\}\n$/);
  });

  it('stay beside a hook of another that is in the same group', () => {
    const own = { type: 'command', command: claudeHookCommand(notesFolder, 'done') };
    const other = { type: 'command', command: 'say done' };
    const text = JSON.stringify({ hooks: { Stop: [{ matcher: 'x', hooks: [own, other] }] } });
    assert.deepEqual(JSON.parse(withoutClaudeHooks(text) ?? ''), {
      hooks: { Stop: [{ matcher: 'x', hooks: [other] }] },
    });
  });

  it('are refused in a file that is damaged', () => {
    const damaged = ['{"hooks": ', '[]', '"x"', '{"hooks": []}', '{"hooks": {"Stop": {}}}', '{"hooks": {"Stop": [1]}}'];
    for (const text of [...damaged, '{"a": 1} // comment']) {
      assert.equal(withClaudeHooks(text, notesFolder), undefined, text);
      assert.equal(withoutClaudeHooks(text), undefined, text);
    }
  });
});

describe("the commands of Claude Code's hooks", function () {
  let folder = '';
  before(function () {
    if (process.platform === 'win32') this.skip();
  });
  beforeEach(() => {
    folder = path.join(mkdtempSync(path.join(tmpdir(), 'daymark-hook-')), "it's here");
    mkdirSync(folder);
  });
  afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

  const tell = (state: string, body: unknown): string =>
    execFileSync('sh', ['-c', claudeHookCommand(folder, state)], {
      input: typeof body === 'string' ? body : JSON.stringify(body),
      encoding: 'utf8',
      stdio: 'pipe',
    });
  const notes = (): Record<string, string> =>
    Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));

  it('note the state of the session, and nothing of what they are told besides', () => {
    const id = '1b4ab34a-8754-44f3-82ff-d6ff3325f5f1';
    const prompt = 'say "session_id":"evil" and `rm -rf /` $(id) \n "session_id": "evil"';
    tell('working', { session_id: id, prompt, tool_input: { session_id: 'other' } });
    assert.deepEqual(notes(), { [id]: 'working\n' });
    tell('failed', { prompt, session_id: id });
    assert.deepEqual(notes(), { [id]: 'failed\n' });
    tell('ended', { session_id: id });
    assert.deepEqual(notes(), {});
  });

  it('end well and silently where they can note nothing', () => {
    const hopeless = ['', '{', { session_id: '../../x' }, { session_id: '' }, 'x'.repeat(300_000)];
    for (const body of hopeless) assert.equal(tell('working', body), '');
    assert.deepEqual(notes(), {});
    rmSync(folder, { recursive: true });
    assert.equal(tell('working', { session_id: 'a', prompt: 'x'.repeat(300_000) }), '');
    assert.equal(tell('ended', { session_id: 'a' }), '');
  });
});
