import assert from 'node:assert/strict';
import type { PromptVersionView } from '../../../../../src/agents/prompts/promptUses.ts';
import { noUsage } from '../../../../../src/agents/summary.ts';
import { translator } from '../../../../../src/core/base/translate.ts';
import type { KeptText } from '../../../../../src/core/facts/keptTexts.ts';
import {
  outcomeText,
  usedText,
  versionsPage,
} from '../../../../../src/extension/features/agents/prompts/promptTexts.ts';
import { sessionText } from '../../../../../src/extension/features/agents/sessions/sessionText.ts';

type Details = Parameters<typeof sessionText>[0];

const t = translator();
const totals = { ...noUsage, calls: 2, costUsd: 1.5 };
const details: Details = {
  id: 'x',
  tool: 'Claude Code',
  project: 'a_b',
  start: 0,
  end: 1,
  prompts: 60,
  toolCalls: 3,
  workMs: 60_000,
  presentMs: 120_000,
  supervisedMs: 180_000,
  totals,
  models: [],
  branches: [],
  byPrompt: [],
  failures: { tool: 4, model: 5 },
  failed: [],
};
const times = ['2026-11-30 12:42', '2026-11-30 13:00', '2026-12-01 00:10'];
const parts = (
  change: Partial<Details> = {},
  texts: readonly KeptText[] = [],
  keeps: 'off' | 'prompts' = 'off',
): string[] =>
  sessionText(
    { ...details, ...change },
    { texts, calls: [] },
    {
      t,
      timeOf: (at) => times[at] ?? `at ${at}`,
      keeps: keeps as never,
    },
  ).split('\n\n');

describe('the page of a session', () => {
  it('has its facts, and only those that are known', () => {
    assert.deepEqual(parts(), [
      '# Claude Code · a\\_b',
      [
        '| | |',
        '|---|---|',
        '| First and last call | 2026-11-30 12:42 – 13:00 |',
        '| Prompts | 60 |',
        '| Tool calls | 3 |',
        '| Failed tool calls | 4 |',
        '| Failed model requests | 5 |',
        '| The agent worked | 1m |',
        '| You were at work meanwhile | 2m |',
        '| You worked in its project meanwhile | 3m |',
        '| Cost at list prices | $1.50 |',
      ].join('\n'),
      '## What was said',
      'Not kept. **Keep Prompts of AI Tools…** turns it on.',
    ]);
    const [title, facts = ''] = parts({
      project: '',
      end: 2,
      category: 'fix',
      edited: { files: 1200, added: 40, removed: 7 },
    });
    assert.equal(title, '# Claude Code');
    assert.match(facts, /\| First and last call \| 2026-11-30 12:42 – 2026-12-01 00:10 \|\n\| Category \| Bug fix \|/);
    assert.match(facts, /\| Files changed \| 1,200 \|\n\| Lines added and removed \| \+40\u00A0−7 \|/);
    assert.doesNotMatch(facts, /in its project/);
  });

  it('has tables of models and branches with a name', () => {
    const all = parts({
      models: [{ name: 'm', ...totals }],
      branches: [
        { name: '', ...totals },
        { name: 'b', ...totals },
      ],
    });
    assert.ok(all.includes('## By model') && all.includes('## By branch'));
    assert.match(all[all.indexOf('## By branch') + 1] ?? '', /\| \(not known\) \| \$1\.50 .*\n\| b \|/);
    assert.ok(!parts({ branches: [{ name: '', ...totals }] }).includes('## By branch'));
  });

  it('has the newest fifty prompts', () => {
    const prompt = {
      at: 0,
      calls: 1,
      toolCalls: 2,
      tokens: 1234,
      costUsd: 0.5,
      unpricedCalls: 0,
      files: 1,
      added: 2,
      removed: 3,
    };
    const many = (count: number) => Array.from({ length: count }, (_, at) => ({ ...prompt, at }));
    const [, , title, table = '', rest] = parts({ byPrompt: many(51) });
    assert.deepEqual([title, rest], ['## By prompt', '1 earlier ones are not shown.']);
    assert.deepEqual(table.split('\n').slice(0, 3), [
      '| Prompt | Model calls | Tool calls | Tokens | Cost |',
      '|---|---:|---:|---:|---:|',
      '| 2026-11-30 13:00 | 1 | 2 | 1,234 | $0.50 |',
    ]);
    assert.equal(parts({ byPrompt: many(50) })[4], '## What was said');
    const [, , , edited = ''] = parts({ byPrompt: many(1), edited: { files: 1, added: 1, removed: 1 } });
    assert.deepEqual(edited.split('\n'), [
      '| Prompt | Model calls | Tool calls | Tokens | Cost | Files | Lines |',
      '|---|---:|---:|---:|---:|---:|---:|',
      '| 2026-11-30 12:42 | 1 | 2 | 1,234 | $0.50 | 1 | +2\u00A0−3 |',
    ]);
  });

  it('has what failed, by prompt', () => {
    const failed = [
      { prompt: 0, of: 'tool', at: 0 },
      { prompt: 2, of: 'tool', at: 0 },
      { prompt: 2, of: 'model', at: 1 },
      { prompt: 2, of: 'tool', at: 2 },
    ] as unknown as Details['failed'];
    const [, , title, table] = parts({ failed });
    assert.equal(title, '## What failed');
    assert.equal(
      table,
      [
        '| After | Failed tool calls | Failed model requests | Last |',
        '|---|---:|---:|---|',
        '| Before the first prompt | 1 | 0 | 2026-11-30 12:42 |',
        '| Prompt 2 | 2 | 1 | 2026-12-01 00:10 |',
      ].join('\n'),
    );
  });

  it('has what was said as blocks that nothing in them ends', () => {
    const text = (of: object): KeptText =>
      ({ key: 'k', at: 0, by: 'prompt', text: 'Fix it', length: 6, ...of }) as KeptText;
    const said = (of: object) => parts({}, [text(of)]).slice(3);
    assert.deepEqual(said({}), ['**You · 2026-11-30 12:42**', '```text\nFix it\n```']);
    assert.deepEqual(said({ by: 'answer', length: 7 }), [
      '**Agent · 2026-11-30 12:42**',
      '```text\nFix it\n```',
      '1 more character is not kept.',
    ]);
    assert.deepEqual(said({ by: 'change', file: 'a_b', length: 8 }), [
      '**Change · a\\_b · 2026-11-30 12:42**',
      '```diff\nFix it\n```',
      '2 more characters are not kept.',
    ]);
    assert.deepEqual(said({ text: 'a ```` b ` c', length: 12 })[1], '`````text\na ```` b ` c\n`````');
    assert.deepEqual(said({ text: '``', length: 2 })[1], '```text\n``\n```');
    assert.match(parts({}, [], 'prompts')[3] ?? '', /^No texts of this session are kept/);
  });
});

describe('the page of a prompt’s versions', () => {
  const rate = (count: number, of: number) => ({ count, of, low: 0.104, high: 0.906 });
  const runs = (change: object = {}) => ({
    name: '',
    runs: 3,
    succeeded: rate(2, 3),
    verified: rate(0, 0),
    reworked: rate(1, 3),
    median: { runs: 3, workMs: 120_000 },
    cost: { runs: 3, usd: 3, medianUsd: 1 },
    isComparable: true,
    ...change,
  });
  const version = (change: object = {}): PromptVersionView =>
    ({ version: '0123456789', from: 5, chat: 1, clipboard: 2, ...change }) as PromptVersionView;

  it('says how often each was used', () => {
    assert.equal(outcomeText(undefined, t), 'not used');
    assert.equal(outcomeText(version(), t), 'used 3 times');
    assert.equal(outcomeText(version({ clipboard: 0 }), t), 'used 1 time');
    assert.equal(outcomeText(version({ runs: runs() }), t), 'used 6 times, runs that succeeded: 2 of 3');
    assert.equal(outcomeText(version({ runs: runs({ succeeded: rate(0, 0) }) }), t), 'used 6 times');
    const used = (versions: readonly PromptVersionView[], present: string) =>
      usedText({ versions } as never, present, t);
    assert.equal(used([version()], '0123456789'), 'used 3 times');
    assert.equal(used([version()], 'other'), 'used 3 times, this version 0');
    assert.equal(used([version(), version({ version: 'b', chat: 5 })], 'b'), 'used 10 times, this version 7');
  });

  it('compares them in a table', () => {
    const page = (...views: readonly PromptVersionView[]) => {
      const versions = views.map((view) => ({ label: 'a_b', view }));
      return versionsPage({ name: 'Mend *it*', versions, fewest: 20, dateOf: (at) => `day ${at}` }, t).split('\n\n');
    };
    const [title, of, note] = page();
    assert.deepEqual([title, of], ['# Versions of Mend \\*it\\*', 'No use of this prompt is recorded yet.']);
    assert.match(note ?? '', /fewer than 20 runs that ended/);
    const sparse = runs({ isComparable: false, median: { runs: 0 }, cost: { runs: 0, usd: 0 } });
    const [, range, table] = page(version(), version({ runs: runs() }), version({ runs: sparse }));
    assert.equal(range, 'In the last 365 days, by their first use.');
    assert.deepEqual(table?.split('\n'), [
      '| Version | First used | Chat | Copied | Runs | Succeeded | Passed checks | Retried or continued | Median time | Median cost |',
      '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
      '| a\\_b `01234567` | day 5 | 1 | 2 | 0 | – | – | – | – | – |',
      '| a\\_b `01234567` | day 5 | 1 | 2 | 3 | 2 of 3 (10–91 %) | – | 1 of 3 (10–91 %) | 2m | $1.00 |',
      '| a\\_b `01234567` | day 5 | 1 | 2 | 3 \\* | 2 of 3 (10–91 %) | – | 1 of 3 (10–91 %) | – | – |',
    ]);
  });
});
