import assert from 'node:assert/strict';
import { translator } from '../../../../src/core/base/translate.ts';
import type { WeekSummary } from '../../../../src/core/views/weekSummary.ts';
import { weekMarkdown } from '../../../../src/extension/features/summary/weekMarkdown.ts';

const hour = 3_600_000;
const week: WeekSummary = {
  from: '2026-11-16',
  to: '2026-11-17',
  days: [
    { day: '2026-11-16', totalMs: 4 * hour, bySource: {}, score: 81 },
    { day: '2026-11-17', totalMs: hour, bySource: {}, score: null },
  ],
  totalMs: 5 * hour,
  beforeMs: 0,
  byProject: [],
  byLanguage: [],
  byKind: [],
  longestMs: hour,
  tasks: { planned: 0, done: [] },
  errorsFixed: 3,
  runs: { passed: 5, failed: 1 },
  commits: 7,
  demo: false,
};
const parts = (change: Partial<WeekSummary> = {}): string[] =>
  weekMarkdown({ ...week, ...change }, translator()).split('\n\n');
const bar = (length: number): string => '█'.repeat(length);

describe('the figures of a week', () => {
  it('are complete, and nothing is said of what is empty', () => {
    assert.deepEqual(parts(), [
      '# Week of 2026-11-16 to 2026-11-17',
      '**5h** on 2 days.',
      [
        '| Weekday | Day | Time |  | Score |',
        '|---|---|---:|---|---:|',
        `| Monday | 2026-11-16 | 4h | ${bar(24)} | 81 |`,
        `| Tuesday | 2026-11-17 | 1h | ${bar(6)} | – |`,
      ].join('\n'),
      '## What came of it',
      '- Longest unbroken stretch: 1h\n- Errors fixed: 3\n- Tests and builds: 5 passed, 1 failed\n- Commits: 7\n',
    ]);
  });

  it('are compared with the week before', () => {
    const total = (totalMs: number, beforeMs: number) => parts({ totalMs, beforeMs })[1];
    assert.equal(total(5 * hour, 4 * hour), '**5h** on 2 days. 25 % more than in the same days of the week before.');
    assert.equal(total(3 * hour, 4 * hour), '**3h** on 2 days. 25 % less than in the same days of the week before.');
    assert.equal(
      total(1000 * hour, 996 * hour),
      '**1,000h** on 2 days. As much as on the same days of the week before.'.replace('1,000h', '1000h'),
    );
    const [first] = week.days;
    assert.equal(parts({ days: first ? [first] : [] })[1], '**5h** on one day.');
    assert.equal(parts({ days: week.days.map((day) => ({ ...day, totalMs: 0 })), totalMs: 0 })[1], '**0m** on 0 days.');
  });

  it('are shares of the whole, with bars as long as their part of the largest', () => {
    const shares = [
      { name: 'typescript', ms: 4 * hour },
      { name: 'go', ms: 2 * hour },
      { name: 'x', ms: 1 },
      { name: 'y', ms: 0 },
    ];
    const rows = (nameOf: (name: string) => string) =>
      [
        '| Name | Time |  | Share |',
        '|---|---:|---|---:|',
        `| ${nameOf('typescript')} | 4h | ${bar(24)} | 80 % |`,
        `| ${nameOf('go')} | 2h | ${bar(12)} | 40 % |`,
        `| ${nameOf('x')} | <1m | █ | 0 % |`,
        `| ${nameOf('y')} | 0m |  | 0 % |`,
      ].join('\n');
    assert.deepEqual(parts({ byProject: shares }).slice(3, 5), ['## Projects', rows((name) => name)]);
    assert.deepEqual(parts({ byKind: shares }).slice(3, 5), ['## Kinds of activity', rows((name) => name)]);
    const [title, table] = parts({ byLanguage: shares }).slice(3, 5);
    assert.equal(title, '## Languages');
    assert.match(table ?? '', /\| TypeScript \| 4h \|/);
    assert.equal(parts({ byProject: shares, totalMs: 0 }).length, parts().length, 'no share of nothing');
  });

  it('say of tasks what was done of what was planned', () => {
    const tasks = { planned: 1, done: ['Fix *it*', 'b'] };
    const all = parts({ tasks });
    assert.match(all[4] ?? '', /^- Tasks done: 2 of 1 planned$/m);
    assert.deepEqual(all.slice(5), ['## Done', '- Fix \\*it\\*\n- b\n']);
    assert.doesNotMatch(parts({ tasks: { planned: 0, done: ['b'] } })[4] ?? '', /Tasks done/);
  });

  it('are marked where they are made up', () => {
    assert.equal(parts({ demo: true })[1], '**Demo data: made up, not yours.**');
  });
});
