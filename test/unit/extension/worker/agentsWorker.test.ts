import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { homeOf } from '../../../../src/agents/logFolders.ts';
import type { UsageReport } from '../../../../src/agents/report.ts';
import type { AgentsInput, AgentsMessage } from '../../../../src/extension/worker/agentsProtocol.ts';
import { usageText } from '../../../../src/extension/features/agents/usageText.ts';
import { translator } from '../../../../src/core/base/translate.ts';

const root = path.join(import.meta.dirname, '../../../..');
const fixtures = path.join(root, 'test/fixtures/agents');

async function ask(input: AgentsInput): Promise<AgentsMessage> {
  const worker = new Worker(path.join(root, 'src/extension/worker/agentsWorker.ts'), { workerData: input });
  try {
    return await new Promise<AgentsMessage>((resolve, reject) => {
      worker.on('message', (message: AgentsMessage) => 'progress' in message || resolve(message));
      worker.on('error', reject);
    });
  } finally {
    await worker.terminate();
  }
}

describe('the thread that reads the logs of AI tools', function () {
  this.timeout(20_000);
  let home = '';
  let input: Extract<AgentsInput, { task: 'read' }>;

  beforeEach(() => {
    home = realpathSync(mkdtempSync(path.join(tmpdir(), 'daymark-home-')));
    cpSync(path.join(fixtures, 'claude-code-2.1.197/projects'), path.join(home, '.claude/projects'), {
      recursive: true,
    });
    cpSync(path.join(fixtures, 'codex-0.171/sessions'), path.join(home, 'moved/sessions'), { recursive: true });
    cpSync(path.join(fixtures, 'copilot-cli/session-state'), path.join(home, '.copilot/session-state'), {
      recursive: true,
    });
    const env = { CODEX_HOME: path.join(home, 'moved'), SECRET: 'x' };
    input = {
      task: 'read',
      home: homeOf(home, env, 'linux'),
      folders: [path.join(fixtures, 'aider')],
      tools: ['claude-code', 'codex', 'aider'],
      from: '2026-05-01',
      to: '2026-11-30',
      timeZone: 'UTC',
      dayStartsAt: 0,
      prices: {},
      exclude: [],
      sessions: false,
    };
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const report = async (changes: Partial<typeof input> = {}): Promise<UsageReport> => {
    const answer = await ask({ ...input, ...changes });
    assert.ok('report' in answer, JSON.stringify(answer));
    return answer.report;
  };

  it('says what is where without reading it', async () => {
    const answer = await ask({ task: 'find', home: input.home, folders: input.folders });
    assert.ok('found' in answer);
    assert.deepEqual(
      answer.found.map(({ tool, folder, files }) => [
        tool,
        path.relative(home, folder).replace(/^(\.\.\/)+.*\//, ''),
        files,
      ]),
      [
        ['claude-code', '.claude/projects', 7],
        ['codex', 'moved/sessions', 5],
        ['copilot-cli', '.copilot/session-state', 2],
        ['aider', 'aider', 1],
      ],
    );
  });

  it('reads only the tools that were chosen, and the days that were requested', async () => {
    const whole = await report();
    assert.deepEqual(
      whole.byTool.map(({ name, totals }) => [name, totals.calls]),
      [
        ['Claude Code', 8],
        ['Codex', 5],
        ['Aider', 2],
      ],
    );
    assert.deepEqual(
      whole.byDay.map(({ name }) => name),
      ['2026-11-28', '2026-05-04'],
    );
    assert.deepEqual(
      whole.byProject.map(({ name }) => name),
      ['/work/shop', ''],
    );
    const later = await report({ from: '2026-11-01', tools: ['codex'], folders: [] });
    assert.deepEqual([later.totals.calls, later.totals.tokens.input, later.totals.tokens.cacheRead], [5, 1500, 1102]);
    assert.deepEqual((await report({ tools: [] })).readings, []);
  });

  it('begins the day where the user says', async () => {
    // The fake served at 15:31 UTC, which is 00:31 of the next day in Tokyo.
    const tokyo = await report({ tools: ['codex'], timeZone: 'Asia/Tokyo' });
    assert.deepEqual(
      tokyo.byDay.map(({ name }) => name),
      ['2026-11-29'],
    );
    const lateStart = await report({ tools: ['codex'], timeZone: 'Asia/Tokyo', dayStartsAt: 60 });
    assert.deepEqual(
      lateStart.byDay.map(({ name }) => name),
      ['2026-11-28'],
    );
  });

  it('leaves out what the settings or a .daymarkignore exclude, also one further up', async () => {
    const excluded = await report({ exclude: ['/work/**'] });
    assert.deepEqual([excluded.byProject.map(({ name }) => name), excluded.totals.calls], [[''], 2]);
    assert.equal(excluded.readings.find(({ tool }) => tool === 'codex')?.reconciliation.excluded, 5);
    const line = (cwd: string, id: string) =>
      JSON.stringify({
        type: 'assistant',
        sessionId: id,
        cwd,
        uuid: id,
        timestamp: '2026-11-28T10:00:00Z',
        requestId: id,
        message: { id, model: 'claude-opus-5', usage: { input_tokens: 1, output_tokens: 1 } },
      });
    const folders = ['secret', 'secret/deep/inside', 'open'].map((name) => path.join(home, 'code', name));
    for (const folder of folders) mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(home, 'code/secret/.daymarkignore'), '**\n');
    const own = path.join(home, '.claude/projects/own');
    mkdirSync(own);
    for (const [index, folder] of folders.entries())
      writeFileSync(path.join(own, `${index}.jsonl`), `${line(folder, `m${index}`)}\n`);
    const names = (await report({ tools: ['claude-code'] })).byProject.map(({ name }) => name);
    assert.deepEqual(names.toSorted(), ['/work/shop', path.join(home, 'code/open')].toSorted());
  });

  it('becomes a page that never calls the unpriced free, and shows names as they are', async () => {
    const t = translator();
    const text = usageText(await report(), { t, home: '/work', isRecorded: false });
    assert.match(text, /\| Aider \| <\$0\.01 \+ unpriced \| 2 \|/);
    assert.match(text, /\| local\\?\/mystery \| unpriced \| 1 \| 10 \| 5 \|/);
    assert.match(text, /\| Claude Code \| 7 \| 6 \| 7 \| 2 \| 72 \| 22 \| 8 \| 14 \| 0 \| 0 \|/);
    assert.match(text, /\| \\~\/shop \|/);
    assert.match(text, /Unpriced calls: 1, with 15 tokens/);
    assert.match(text, /as of 20\d\d-\d\d-\d\d/);
    assert.doesNotMatch(text, /Flat plans/);
    const withPlan = usageText(await report(), { t, home: '/work', isRecorded: false, plans: { aider: 30 } });
    assert.match(withPlan, /## Flat plans\n[^]*\| Aider \| \$\d+\.\d\d \| <\$0\.01 \|/);
    const inEuros = usageText(await report(), {
      t,
      home: '/work',
      isRecorded: false,
      plans: { aider: 30 },
      currency: { code: 'EUR', perUsd: 0.5 },
    });
    assert.match(inEuros, /1 US dollar is 0\.5/);
    assert.match(inEuros, /€/);
    assert.doesNotMatch(inEuros, /\$\d/);
    const empty = usageText(await report({ from: '2020-01-01', to: '2020-01-02' }), { t, home: '', isRecorded: false });
    assert.match(empty, /No usage on these days/);
    assert.doesNotMatch(empty, /## By day/);
  });
});
