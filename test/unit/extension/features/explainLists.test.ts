import assert from 'node:assert/strict';
import type { ExplainedDay } from '../../../../src/analytics/why/explained.ts';
import type { ReconciledCommit, ReconciledFile } from '../../../../src/analytics/why/reconcile.ts';
import { translator } from '../../../../src/core/base/translate.ts';
import { defaultTimeRules } from '../../../../src/core/rules/rules.ts';
import type { Figure } from '../../../../src/core/views/figure.ts';
import type { ScoreComponent } from '../../../../src/core/views/views.ts';
import { withFakeVscode } from '../../../fakes/viewHost/withFakeVscode.ts';

const { explainReport, commitLines, causeLines, componentLines, testLines, turnaroundLines } = await withFakeVscode(
  async () => ({
    ...(await import('../../../../src/extension/features/explain/explainReport.ts')),
    ...(await import('../../../../src/extension/features/explain/commitLines.ts')),
    ...(await import('../../../../src/extension/features/explain/explainMore.ts')),
  }),
);

const t = translator();
const day = '2026-11-20';
const nine = Date.UTC(2026, 10, 20, 9);
const nothing: ExplainedDay = {
  day,
  totalMs: 0,
  dayMs: 0,
  entries: [],
  corrections: [],
  commits: [],
  fixes: [],
  greens: [],
  tests: [],
  causes: {},
};
const report = (change: Partial<ExplainedDay> = {}, figure: Partial<Figure> = {}) =>
  explainReport({ why: { ...nothing, ...change }, figure: { day, ...figure }, rules: defaultTimeRules, t }).split(
    '\n\n',
  );

describe('the lists of an account', () => {
  const lines = (added: number, removed: number) => ({ added, removed });
  const file = (name: string, remainder = lines(0, 0)): ReconciledFile => ({
    file: name,
    git: lines(3, 1),
    seen: {},
    remainder,
  });
  const commit = (files: readonly ReconciledFile[] = [], of: object = {}): ReconciledCommit =>
    ({
      commit: { subject: 'Fix *it*', insertions: 12, deletions: 3 },
      files,
      seen: {},
      remainder: lines(0, 0),
      ...of,
    }) as unknown as ReconciledCommit;

  it('compare the lines of a commit with those that were seen', () => {
    assert.deepEqual(commitLines([], t), []);
    const [title, note, ...rest] = commitLines([commit([], { seen: { typed: lines(10, 2), pasted: lines(2, 1) } })], t);
    assert.equal(title, '## Commits');
    assert.match(note ?? '', /^Lines as git counts them/);
    assert.deepEqual(rest, ['**Fix \\*it\\***: git +12 −3; seen: typed +10 −2, pasted +2 −1; all explained']);
    const [, , open] = commitLines([commit([], { remainder: lines(5, -2) })], t);
    assert.equal(open, '**Fix \\*it\\***: git +12 −3; seen: nothing; not explained: +5 / +2');
    const [, , negative] = commitLines([commit([], { remainder: lines(-5, 0) })], t);
    assert.match(negative ?? '', /not explained: −5 \/ \+0$/);
    const [, , removed] = commitLines([commit([], { remainder: lines(0, 4) })], t);
    assert.match(removed ?? '', /not explained: \+0 \/ −4$/);
  });

  it('list 20 files of a commit, the least explained first', () => {
    const files = Array.from({ length: 21 }, (_, i) => file(`f${i}`, lines(i % 2 === 0 ? i : -i, 0)));
    const [, , , list = ''] = commitLines([commit(files)], t);
    const rows = list.split('\n');
    assert.equal(rows.length, 21);
    assert.equal(rows[0], '- f20: git +3 −1; seen: nothing; not explained: +20 / +0');
    assert.ok(rows[1]?.startsWith('- f19:'));
    assert.equal(rows[20], '- 1 more files, with a smaller unexplained part');
    assert.equal((commitLines([commit(files.slice(1))], t)[3] ?? '').split('\n').length, 20);
    const both = [file('a', lines(1, 1)), file('b', lines(3, 0)), file('c', lines(0, -4))];
    assert.deepEqual(
      (commitLines([commit(both)], t)[3] ?? '').split('\n').map((row) => row.slice(2, 3)),
      ['c', 'b', 'a'],
    );
  });

  it('list tests, problems, and how long things stayed broken', () => {
    assert.deepEqual(
      [testLines([], t), causeLines({}, t), turnaroundLines({ fixes: [], greens: [] }, t)],
      [[], [], []],
    );
    const run = { name: 'npm *test*', start: nine, end: nine, offset: 60, passed: 5, failed: 1, skipped: 2 };
    assert.deepEqual(testLines([run], t), ['## Tests', '- 10:00 npm \\*test\\*: 5 passed, 1 failed, 2 skipped']);
    const causes = {
      error: { introduced: { typed: 3, pasted: 1 }, fixed: {} },
      warning: { introduced: {}, fixed: { typed: 2 } },
    };
    assert.deepEqual(causeLines(causes, t), [
      '## Problems, by the change just before them',
      '- Errors introduced: 3 typed, 1 pasted; fixed: none\n- Warnings introduced: none; fixed: 2 typed',
    ]);
    const fixes = [
      { reporter: 'ts', code: '2304', count: 1, medianMs: 90_000 },
      { reporter: 'eslint', code: '', count: 2, medianMs: 30_000 },
    ];
    const greens = [1, 3].map((count) => ({ name: 'npm test', project: 'p', count, medianMs: 60_000 }));
    assert.deepEqual(turnaroundLines({ fixes, greens }, t), [
      '## Fixed',
      [
        '- ts 2304: fixed once, after 1.5 min',
        '- eslint: fixed 2 times, after a median of 0.5 min',
        '- npm test: turned green once, after 1.0 min',
        '- npm test: turned green 3 times, after a median of 1.0 min',
      ].join('\n'),
    ]);
    assert.ok(report({ tests: [run], greens }).includes('## Tests'));
    for (const figure of [
      { kind: 'coding' },
      { source: 'editor' },
      { language: null },
      { file: 'a' },
      { machine: true },
    ] as const)
      assert.ok(!report({ tests: [run], greens }, figure).includes('## Tests'), 'of a day or project alone');
    assert.ok(report({ tests: [run], greens }, { project: 'x' }).includes('## Fixed'));
  });

  it('explain a component by its numbers', () => {
    const component = {
      id: 'focus',
      value: 0.456,
      weight: 0.254,
      facts: { unbrokenMinutes: 60, minutes: 90 },
    } as unknown as ScoreComponent;
    const [head, facts] = componentLines(component, t);
    assert.equal(head, '**Focus: 46 %, with a weight of 25 % in the score.**');
    assert.match(facts ?? '', /^1h of 1h 30m in unbroken stretches, the longest \\\{longestMinutes\\\}/);
    assert.deepEqual(componentLines({ ...component, value: null } as ScoreComponent, t), [
      '**Focus: no data: it is left out of the score, with a weight of 25 % in the score.**',
    ]);
  });
});
