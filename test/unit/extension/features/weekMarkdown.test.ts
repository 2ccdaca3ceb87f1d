import assert from 'node:assert/strict';
import { weekMarkdown } from '../../../../src/extension/features/summary/weekMarkdown.ts';
import { textPage, withSilentBars } from '../../../../src/extension/textPage.ts';
import { translator } from '../../../../src/core/base/translate.ts';
import type { WeekSummary } from '../../../../src/core/views/weekSummary.ts';

const hour = 3_600_000;
const week: WeekSummary = {
  from: '2026-11-16',
  to: '2026-11-17',
  days: [
    { day: '2026-11-16', totalMs: 4 * hour, bySource: { editor: 4 * hour }, score: 81 },
    { day: '2026-11-17', totalMs: 0, bySource: {}, score: null },
  ],
  totalMs: 4 * hour,
  beforeMs: 2 * hour,
  byProject: [{ name: 'a|b<script>', ms: 3 * hour }],
  byLanguage: [],
  byKind: [{ name: 'Coding', ms: 4 * hour }],
  longestMs: hour,
  tasks: { planned: 2, done: ['Fix [it](https://evil.example) *now*'] },
  errorsFixed: 3,
  runs: { passed: 5, failed: 1 },
  commits: 7,
  demo: false,
};
const text = weekMarkdown(week, translator());

describe('the weekly summary in Markdown', () => {
  it('tells total, days, shares and what came of it', () => {
    for (const line of [
      '# Week of 2026-11-16 to 2026-11-17',
      '**4h** on one day. 100 % more than in the same days of the week before.',
      `| Monday | 2026-11-16 | 4h | ${'█'.repeat(24)} | 81 |`,
      '| Tuesday | 2026-11-17 | 0m |  | – |',
      '- Tasks done: 1 of 2 planned',
      '- Tests and builds: 5 passed, 1 failed',
    ])
      assert.ok(text.split('\n').includes(line), line);
    assert.ok(!text.includes('## Languages'), 'nothing is said of what is empty');
  });

  it('shows names as they are, and breaks no table by them', () => {
    assert.ok(text.includes(String.raw`| a\|b\<script\> | 3h |`));
    assert.ok(
      text.includes(String.raw`- Fix \[it\]\(https\u200B:\/\/evil\.example\) \*now\*`.replace('\\u200B', '\u200B')),
    );
  });

  it('says that demo data is made up', () => {
    assert.ok(weekMarkdown({ ...week, demo: true }, translator()).includes('made up, not yours'));
  });
});

describe('the page of a week', () => {
  it('loads nothing and runs nothing, in the editor and when it is saved', () => {
    const saved = textPage({ title: '<b>', language: 'en', body: '<h1>x</h1>' });
    assert.match(saved, /default-src 'none'; style-src 'unsafe-inline'/);
    assert.ok(saved.includes('<title>&lt;b></title>') && !/<script|https?:|--vscode/.test(saved));
    assert.equal(withSilentBars('<td>██</td>'), '<td><span class="bar" aria-hidden="true">██</span></td>');
    const links = '<a href="command:x">Save</a>';
    const shown = textPage({ title: 'x', language: 'en', body: '', editor: { nonce: 'n1', links } });
    assert.ok(shown.includes("style-src 'nonce-n1'") && shown.includes(links) && shown.includes('--vscode-foreground'));
  });
});
