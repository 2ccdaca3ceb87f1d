import assert from 'node:assert/strict';
import type { ToolReading, UsageReport, UsageRow } from '../../../../../src/agents/report.ts';
import { noUsage, type UsageTotals } from '../../../../../src/agents/summary.ts';
import { translator } from '../../../../../src/core/base/translate.ts';
import { budgetText } from '../../../../../src/extension/features/agents/budgetText.ts';
import {
  bytesInWords,
  costInWords,
  count,
  section,
  usageText,
} from '../../../../../src/extension/features/agents/usageText.ts';

const t = translator();
const tokens = { input: 1000, output: 200, cacheWrite: 30, cacheWrite1h: 4, cacheRead: 50_000, reasoning: 6 };
const totals: UsageTotals = { calls: 2, tokens, costUsd: 1.5, unpricedCalls: 0, unpricedTokens: 0 };
const row = (name: string, change: Partial<UsageTotals> = {}): UsageRow => ({ name, totals: { ...totals, ...change } });
const reconciliation = {
  lines: 1200,
  entriesRead: 9,
  entriesUsed: 7,
  duplicates: 1,
  excluded: 2,
  problems: new Map<string, number>(),
};
const reading = (change: object = {}): ToolReading =>
  ({
    tool: 'claude-code',
    files: 3,
    sessions: 4,
    turns: 5,
    toolCalls: 6,
    reconciliation,
    ...change,
  }) as unknown as ToolReading;
const report: UsageReport = {
  from: '2026-11-01',
  to: '2026-11-30',
  totals,
  byTool: [row('Claude Code')],
  byModel: [],
  byProject: [],
  byDay: [],
  ofTools: {},
  readings: [],
  pricesAsOf: '2026-11-15',
};
const voice = { t, home: '/home/ada', isRecorded: false };
const parts = (change: Partial<UsageReport> = {}, of: object = {}): string[] =>
  usageText({ ...report, ...change }, { ...voice, ...of }).split('\n\n');
const head = (column: string) =>
  `| ${column} | Cost | Calls | Input | Output | Cache writes | Cache reads | Reasoning |\n|---|---:|---:|---:|---:|---:|---:|---:|`;
const figures = '$1.50 | 2 | 1,000 | 200 | 34 | 50,000 | 6 |';

describe('the page of the usage of AI tools', () => {
  it('is complete', () => {
    assert.deepEqual(
      parts({ byProject: [row('/home/ada/shop'), row('')], byModel: [row('a_b')], byDay: [row('2026-11-02')] }),
      [
        '# AI tool usage',
        '2026-11-01 to 2026-11-30, read from the logs of this machine just now. Nothing was stored.',
        '**$1.50 at list prices** · 2 model calls',
        'Tokens: 1,000 input, 200 output, 34 written to caches, 50,000 read from caches.',
        '## By tool',
        `${head('Tool')}\n| Claude Code | ${figures}`,
        '## By model',
        `${head('Model')}\n| a\\_b | ${figures}`,
        '## By folder',
        `${head('Folder')}\n| \\~/shop | ${figures}\n| (not known) | ${figures}`,
        '## By day',
        `${head('Day')}\n| 2026-11-02 | ${figures}`,
        '## What was read',
        'All time, not only these days. Every copy of a call is counted once.',
        '| Tool | Files | Sessions | Prompts | Tool calls | Lines | Entries | Used | Duplicates | Excluded | Not understood |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
        '## How cost is computed',
        'List prices in US dollars as of 2026-11-15, changed by the setting `daymark.ai.prices`. A subscription may cost you less. Calls to models without a price are counted as unpriced, not as free.',
      ],
    );
    assert.match(parts({}, { isRecorded: true })[1] ?? '', /just now\. The sessions are recorded in Daymark\.$/);
  });

  it('says one call, none, and those without a price', () => {
    assert.equal(parts({ totals: { ...totals, calls: 1 } })[2], '**$1.50 at list prices** · 1 model call');
    assert.equal(parts({ totals: { ...totals, calls: 1200 } })[2], '**$1.50 at list prices** · 1,200 model calls');
    assert.deepEqual(parts({ totals: noUsage }).slice(2, 4), ['**No usage on these days.**', '## By tool']);
    assert.equal(
      parts({ totals: { ...totals, unpricedCalls: 1, unpricedTokens: 5000 } })[4],
      'Unpriced calls: 1, with 5,000 tokens. The price of their model, or what they used, is not known.',
    );
    const text = (change: Partial<UsageTotals>) => costInWords({ ...totals, ...change }, { t });
    assert.equal(text({}), '$1.50');
    assert.equal(text({ unpricedCalls: 1 }), '$1.50 + unpriced');
    assert.equal(text({ unpricedCalls: 2, costUsd: 0 }), 'unpriced');
    assert.equal(text({ calls: 0, costUsd: 0 }), '$0.00');
  });

  it('shortens the home folder, and no other that begins like it', () => {
    const names = (names: readonly string[], home: string): string[] => {
      const all = parts({ byProject: names.map((name) => row(name)) }, { home });
      const table = all[all.indexOf('## By folder') + 1] ?? '';
      return table
        .split('\n')
        .slice(2)
        .map((line) => line.split(' | ')[0]?.slice(2).replaceAll('\\', '') ?? '');
    };
    const folders = ['/home/ada', '/home/ada/x', '/home/adam/x', '/y/home/ada'];
    assert.deepEqual(names(folders, '/home/ada'), ['~', '~/x', '/home/adam/x', '/y/home/ada']);
    assert.deepEqual(names(['/x'], ''), ['/x']);
  });

  it('lists forty rows, and says how many more there are', () => {
    const rows = Array.from({ length: 41 }, (_, i) => row(`m${i}`));
    const [title, table = '', rest] = section(['By x', 'X'], rows, { t });
    assert.deepEqual([title, table.split('\n').length, rest], ['## By x', 42, '1 more with less.']);
    assert.equal(section(['By x', 'X'], rows.slice(1), { t }).length, 2);
    assert.deepEqual(section(['By x', 'X'], [], { t }), []);
  });

  it('says what was read, what was not understood, and what a tool counted itself', () => {
    const problems = new Map([
      ['invalid-json', 2],
      ['database', 1],
    ]);
    const own = { sessions: 1, theirUsd: 3, loggedUsd: 2, unloggedUsd: 1 };
    const all = parts({ readings: [reading({ reconciliation: { ...reconciliation, problems }, own })] });
    const at = all.indexOf('## What was read') + 2;
    assert.equal(all[at]?.split('\n')[2], '| Claude Code | 3 | 4 | 5 | 6 | 1,200 | 9 | 7 | 1 | 2 | 3 |');
    assert.deepEqual(all.slice(at + 1, at + 3), [
      "Claude Code, not understood: invalid JSON (2), a database, or a part of one, that can't be read (1).",
      'Claude Code wrote its own total for 1 session: $3.00. Its calls in the logs come to $2.00. What is only in that total, such as canceled calls and compactions, comes to $1.00 and is included on this page.',
    ]);
    const many = parts({ readings: [reading({ own: { ...own, sessions: 2 } })] });
    assert.match(many[many.indexOf('## What was read') + 3] ?? '', /for 2 sessions: .* Their calls/);
    assert.equal(parts({ readings: [reading()] }).at(-2), '## How cost is computed');
  });

  it('says which logs have no tokens, and counts them as understood', () => {
    const notes = (logs: number): string[] => {
      const problems = new Map([['no-tokens', logs]]);
      const all = parts({ readings: [reading({ reconciliation: { ...reconciliation, problems } })] });
      const at = all.indexOf('## What was read') + 2;
      assert.match(all[at] ?? '', /\| 0 \|$/);
      return all.slice(at + 1, at + 2);
    };
    assert.deepEqual(notes(1), [
      'Claude Code: 1 log is from a version that wrote neither tokens nor times, so its session is not counted.',
    ]);
    assert.match(notes(2)[0] ?? '', /^Claude Code: 2 logs are from .* so their sessions are not counted\.$/);
  });

  it('says what flat plans cost for these days, and for what', () => {
    assert.ok(!parts().includes('## Flat plans'));
    const byDay = Array.from({ length: 41 }, (_, i) => row(`d${i}`, { costUsd: 1.5 / 41 }));
    const ofTools = {
      'claude-code': { byProject: [row('/home/ada/shop'), row('', { costUsd: 0.75 })], byModel: [], byDay },
    };
    const all = parts({ ofTools }, { plans: { 'claude-code': 30 } });
    const at = all.indexOf('## Flat plans');
    assert.deepEqual(all.slice(at + 1, at + 5), [
      'The part of the monthly price that falls on these days. The other figures on this page are at list prices.',
      '| Tool | Part of the plan | At list prices |\n| --- | ---: | ---: |\n| Claude Code | $30.00 | $1.50 |',
      'Divided by use, in proportion to list prices:',
      '| Folder | Part of the plan | At list prices |\n|---|---:|---:|\n| \\~/shop | $30.00 | $1.50 |\n| (not known) | $15.00 | $0.75 |',
    ]);
    assert.match(all[at + 5] ?? '', /^\| Day \| Part of the plan/);
    assert.equal((all[at + 5] ?? '').split('\n').length, 42);
    assert.equal(all[at + 6], '1 more with less.');
    const unused = parts({}, { plans: { codex: 30 } });
    assert.equal(unused[unused.indexOf('## Flat plans') + 3], '## By tool');
    assert.match(unused[unused.indexOf('## Flat plans') + 2] ?? '', /\$30\.00 \| \$0\.00 \|$/);
  });

  it('says how long agents worked, beside your own time', () => {
    const time = {
      agentMs: 3_600_000,
      agentSumMs: 7_200_000,
      supervisedMs: 60_000,
      delegatedMs: 0,
      waitingMs: 0,
      agentWaitedMs: 0,
    };
    const all = parts({}, { time });
    const at = all.indexOf('## Agent time');
    assert.equal(all[at + 1], 'Counted separately and never added to your time.');
    assert.match(
      all[at + 2] ?? '',
      /^\| What \| Time \|\n\|---\|---:\|\n\| Agents worked \| 1h \|\n\| All agents together \| 2h \|/,
    );
    assert.ok(!parts().includes('## Agent time'));
  });

  it('shows another currency, and says its rate', () => {
    const all = parts({}, { currency: { code: 'EUR', perUsd: 2 } });
    assert.match(all[2] ?? '', /^\*\*€3\.00 at list prices/);
    assert.equal(all.at(-1), 'Shown in EUR at the rate of the setting `daymark.agents.currency`: 1 US dollar is 2.');
  });

  it('writes sizes and numbers for people', () => {
    assert.deepEqual([0, 499, 1500, 999_499, 1e6, 999_900_000, 1e9, 2_340_000_000].map(bytesInWords), [
      '1 KB',
      '1 KB',
      '2 KB',
      '999 KB',
      '1.0 MB',
      '999.9 MB',
      '1.0 GB',
      '2.3 GB',
    ]);
    assert.deepEqual([count(999), count(1_234_567)], ['999', '1,234,567']);
  });

  it('says that a budget is spent, and what has no price', () => {
    const text = (costUsd: number, unpricedCalls = 0) => budgetText({ costUsd, unpricedCalls }, { budgetUsd: 10 }, t);
    assert.equal(text(10), undefined);
    assert.equal(text(10.01), 'AI tools cost $10.01 at list prices this month. Your budget is $10.00.');
    assert.equal(text(9, 5), undefined);
    assert.match(
      text(11, 1) ?? '',
      /^AI tools cost \$11\.00 at list prices this month, and 1 call without a known price\. Your budget is \$10\.00\.$/,
    );
    assert.match(text(11, 2) ?? '', /and 2 calls without/);
  });
});
