import assert from 'node:assert/strict';
import { commitsIn } from '../../../../src/core/facts/commits.ts';
import { reconcile } from '../../../../src/analytics/why/reconcile.ts';
import { countedRunsOf, fixTimesOf, greenTimesOf } from '../../../../src/analytics/why/turnarounds.ts';
import { at, diagnostic, run, span } from '../given.ts';

const project = '/home/me/shop';

function commit(minute: number, insertions: number, deletions: number) {
  const hash = `abcd${minute}`;
  const body = JSON.stringify({ hash, subject: 'One', project, files: 1, insertions, deletions });
  const what = { type: 'document', collection: 'commits', rev: 1, offset: 0 } as const;
  return { ...what, id: `commit:${hash}`, at: at(minute), start: at(minute), end: at(minute), body };
}

const typed = (added: number, removed: number) => ({ typed: { edits: 1, added, removed } });

describe('a commit', () => {
  it('is set beside the edits since the one before, with the rest told', () => {
    const spans = [
      span(0, 5, { edits: typed(10, 2) }),
      span(5, 9, { edits: { outside: { edits: 1, added: 5, removed: 0 } } }),
      span(20, 25, { edits: typed(4, 4) }),
      span(21, 22, { edits: typed(99, 0), project: '/other' }),
    ];
    const [first, second] = reconcile(commitsIn([commit(30, 3, 4), commit(10, 20, 2)]), spans);
    assert.deepEqual(first?.seen, { typed: { added: 10, removed: 2 }, outside: { added: 5, removed: 0 } });
    assert.deepEqual(first?.remainder, { added: 5, removed: 0 });
    assert.deepEqual(second?.remainder, { added: -1, removed: 0 });
  });

  it('is set beside edits of a day before it, up to it, and after the last one', () => {
    const edits = (minute: number) => span(minute, minute + 1, { edits: typed(1, 0) });
    const added = (spans: ReturnType<typeof edits>[], ...commits: ReturnType<typeof commit>[]) =>
      reconcile(commitsIn(commits), spans).map(({ seen }) => seen.typed?.added ?? 0);
    assert.deepEqual(
      added([edits(10), edits(10.1), edits(10 - 24 * 60), edits(10.1 - 24 * 60)], commit(10, 9, 0)),
      [2],
    );
    assert.deepEqual(added([edits(10), edits(10.1), edits(20)], commit(10, 9, 0), commit(20, 9, 0)), [1, 2]);
    const ofFile = (minute: number) => {
      const made = commit(minute, 9, 0);
      return { ...made, body: JSON.stringify({ ...(JSON.parse(made.body) as object), changes: [['a.ts', 9, 0]] }) };
    };
    const day = [edits(10), edits(10.1), edits(20), edits(10 - 24 * 60), edits(10.1 - 24 * 60)];
    assert.deepEqual(added(day, ofFile(10), ofFile(20)), [2, 2]);
    assert.deepEqual(
      reconcile(commitsIn([ofFile(10), ofFile(20)]), day).map(({ files }) => files[0]?.seen.typed?.added),
      [2, 2],
    );
  });

  it('is set beside the edits of each of its files since that file was committed last', () => {
    const withFiles = (minute: number, ...changes: [string, number, number][]) => {
      const added = changes.reduce((sum, [, count]) => sum + count, 0);
      const made = commit(minute, added, 0);
      return { ...made, body: JSON.stringify({ ...(JSON.parse(made.body) as object), changes }) };
    };
    const spans = [
      span(0, 5, { file: 'a.ts', edits: typed(10, 0) }),
      span(5, 9, { file: 'b.ts', edits: { completed: { edits: 1, added: 7, removed: 0 } } }),
      span(12, 14, { file: 'a.ts', edits: typed(2, 0) }),
    ];
    const commits = commitsIn([
      withFiles(10, ['a.ts', 10, 0]),
      withFiles(20, ['a.ts', 3, 0], ['b.ts', 7, 0], ['c', 1, 0]),
    ]);
    const [first, second] = reconcile(commits, spans);
    assert.deepEqual(first?.remainder, { added: 0, removed: 0 }, 'what is not committed yet is not counted');
    assert.deepEqual(
      second?.files.map(({ file, remainder }) => [file, remainder.added]),
      [
        ['a.ts', 1],
        ['b.ts', 0],
        ['c', 1],
      ],
    );
    assert.deepEqual(second.seen, { typed: { added: 2, removed: 0 }, completed: { added: 7, removed: 0 } });
    assert.deepEqual(second.remainder, { added: 2, removed: 0 });
  });

  it('that is not understood is passed over', () => {
    assert.deepEqual(
      commitsIn([
        { ...commit(1, 1, 1), body: '{}' },
        { ...commit(1, 1, 1), body: 'x' },
      ]),
      [],
    );
  });
});

describe('errors', () => {
  it('have the median time to their fix, by reporter and code', () => {
    const all = [
      diagnostic(0, 1),
      diagnostic(0, 3),
      diagnostic(0, 20),
      diagnostic(0, 8, { reporter: 'eslint', code: 'no-x' }),
      diagnostic(0, undefined),
      diagnostic(0, 1, { severity: 'warning' }),
    ];
    const told = fixTimesOf(all).map(({ reporter, code, count, medianMs }) => [
      reporter,
      code,
      count,
      medianMs / 60_000,
    ]);
    assert.deepEqual(told, [
      ['ts', '2345', 3, 3],
      ['eslint', 'no-x', 1, 8],
    ]);
  });
});

describe('tasks', () => {
  it('have the median time from the first failure to the next success', () => {
    const runs = [
      run(0, 1, { exitCode: 1 }),
      run(2, 3, { exitCode: 1 }),
      run(4, 6, { exitCode: 0 }),
      run(7, 8, { exitCode: 0 }),
      run(9, 10, { exitCode: 2 }),
      run(10, 11, { exitCode: 130 }),
      run(12, 20, { exitCode: 0 }),
      run(0, 1, { exitCode: 1, name: 'lint', group: 'other' }),
    ];
    const told = greenTimesOf(runs).map(({ name, count, medianMs }) => [name, count, medianMs / 60_000]);
    assert.deepEqual(told, [['npm test', 2, 7.5]]);
  });

  it('are red by what their tests said, whatever the exit code of the line was', () => {
    const [red, green] = [run(0, 1, { exitCode: 0 }), run(3, 5)];
    const runs = [red, run(2, 3), green];
    const tests = new Map([
      [red.id, { passed: 9, failed: 1, skipped: 0 }],
      [green.id, { passed: 10, failed: 0, skipped: 0 }],
    ]);
    assert.deepEqual(
      greenTimesOf(runs, tests).map(({ count, medianMs }) => [count, medianMs / 60_000]),
      [[1, 4]],
    );
    assert.deepEqual(greenTimesOf(runs), []);
    assert.deepEqual(
      countedRunsOf(runs, tests).map(({ start, failed }) => [start, failed]),
      [
        [at(0), 1],
        [at(3), 0],
      ],
    );
  });
});
