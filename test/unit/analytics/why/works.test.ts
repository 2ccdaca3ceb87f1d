import assert from 'node:assert/strict';
import type { Segment } from '../../../../src/analytics/segment.ts';
import { stretchesOf } from '../../../../src/analytics/why/stretches.ts';
import { fixTimesOf, greenTimesOf, outcomeWith } from '../../../../src/analytics/why/turnarounds.ts';
import { knownOf, worksOf } from '../../../../src/analytics/why/works.ts';
import type { Rows } from '../../../../src/analytics/rows.ts';
import { minuteMs } from '../../../../src/core/time/days.ts';
import { at, diagnostic, rows, run, span } from '../given.ts';

function segment(from: number, to: number, changes: Partial<Segment> = {}): Segment {
  const what = { offset: 0, factId: 'w:1', source: 'editor', kind: 'coding', basis: 'observed' } as const;
  return { start: at(from), end: at(to), ...what, file: 'a.ts', ...changes } as Segment;
}
const works = (segments: readonly Segment[], given: Partial<Rows> = {}, machine = false) =>
  worksOf(
    segments,
    knownOf(rows(given as never), () => undefined, machine),
  );

describe('the rule of work', () => {
  const ruleOf = (changes: Partial<Segment>, given: Partial<Rows> = {}) =>
    works([segment(0, 5, changes)], given)[0]?.rule;

  it('is that of a correction, of the person, or of the span, and else the one that the kind tells', () => {
    const own = (changes: object) => ({ spans: [span(0, 5, { id: 'w:1', ...changes })] });
    const bare = { file: undefined, language: undefined };
    for (const [changes, rule, given] of [
      [{ ruledBy: 'user 3' }, 'user 3', own({ rule: 'look' })],
      [{ basis: 'manual', source: 'manual' }, 'logged'],
      [{}, 'look', own({ rule: 'look' })],
      [{ source: 'hub' }, 'reported'],
      [{ kind: 'debugging' }, 'debug-session'],
      [{ kind: 'testing' }, 'test-run'],
      [{ kind: 'building' }, 'build-run'],
      [{ kind: 'terminal' }, 'terminal-use'],
      [{ kind: 'terminal', basis: 'waiting' }, 'terminal-run'],
      [{ kind: 'reviewing' }, 'review-document'],
      [{ kind: 'planning' }, 'plan-file'],
      [{ kind: 'reading' }, 'look'],
      [{ kind: 'reading', ...bare }, 'output'],
      [{ kind: 'reading', ...bare, language: 'log' }, 'look'],
      [{ kind: 'reading', language: 'search-result' }, 'search-results'],
      [{ kind: 'other' }, 'settings'],
      [{ kind: 'other', ...bare }, 'elsewhere'],
      [{ kind: 'other', source: 'task' }, 'other-run'],
      [{}, 'edit'],
      [{}, 'soon-after-edit', own({})],
      [{}, 'edit', own({ edits: { typed: { edits: 1, added: 1, removed: 0 } } })],
    ] as const)
      assert.equal(ruleOf(changes as Partial<Segment>, given as Partial<Rows>), rule, JSON.stringify(changes));
  });

  it('is a command where one began in it, in the terminal', () => {
    const began = (minute: number, source: 'terminal' | 'task' = 'terminal') =>
      ruleOf({ kind: 'terminal' }, { runs: [run(minute, minute + 1, { source })] });
    assert.deepEqual(
      [-0.1, 0, 5, 5.1].map((minute) => began(minute)),
      ['terminal-use', 'terminal-run', 'terminal-run', 'terminal-use'],
    );
    assert.equal(began(1, 'task'), 'terminal-use');
  });

  it('of machines is a run, or a tool', () => {
    const runs = [run(0, 5, { id: 'w:1' })];
    assert.equal(works([segment(0, 5)], { runs }, true)[0]?.rule, 'machine');
    assert.equal(works([segment(0, 5)], {}, true)[0]?.rule, 'tool');
  });
});

describe('work', () => {
  it('is one where it adjoins, is alike, and has one rule', () => {
    const next = (changes: Partial<Segment>, from = 5) => works([segment(0, 5), segment(from, 9, changes)]).length;
    assert.equal(next({ factId: 'w:2', language: 'go', branch: 'x', basis: 'gap' }), 1);
    assert.equal(next({}, 5.1), 2);
    for (const change of [
      { project: '/p' },
      { file: 'b.ts' },
      { scheme: 'diff' },
      { kind: 'reviewing' },
      { source: 'debug' },
      { connection: 'near' },
      { ruledBy: 'user 0' },
    ] as const)
      assert.equal(next(change), 2, JSON.stringify(change));
  });

  it('sums its time by basis, its facts, and their signs', () => {
    const spans = [span(0, 5, { id: 'w:1', signals: 3 }), span(5, 9, { id: 'w:2', signals: 4 })];
    const [one] = works(
      [
        segment(0, 2, { project: '/p', scheme: 'diff', connection: 'near' }),
        segment(2, 3, { project: '/p', scheme: 'diff', connection: 'near', basis: 'gap' }),
        segment(3, 9, { project: '/p', scheme: 'diff', connection: 'near', factId: 'w:2' }),
      ],
      { spans },
    );
    assert.deepEqual(one, {
      type: 'work',
      start: at(0),
      end: at(9),
      offset: 0,
      kind: 'coding',
      source: 'editor',
      byBasis: { observed: 8 * minuteMs, gap: minuteMs },
      signals: 7,
      project: '/p',
      file: 'a.ts',
      scheme: 'diff',
      connection: 'near',
      rule: 'soon-after-edit',
      facts: 2,
    });
    const [bare] = works([segment(0, 1, { file: undefined })]);
    assert.deepEqual(Object.keys(bare ?? {}).toSorted(), [
      'byBasis',
      'end',
      'facts',
      'kind',
      'offset',
      'rule',
      'signals',
      'source',
      'start',
      'type',
    ]);
  });
});

describe('a stretch', () => {
  const stretches = (segments: readonly Segment[], given: Partial<Rows> = {}) => stretchesOf(works(segments, given));

  it('is work of any kind in one place, with all its kinds and rules', () => {
    const [one, ...others] = stretches([
      segment(0, 5),
      segment(5, 6, { kind: 'reading', factId: 'w:2' }),
      segment(6, 9, { basis: 'gap' }),
    ]);
    assert.deepEqual(others, []);
    assert.deepEqual(one, {
      type: 'stretch',
      start: at(0),
      end: at(9),
      offset: 0,
      source: 'editor',
      file: 'a.ts',
      kinds: ['coding', 'reading'],
      rules: ['edit', 'look'],
      byBasis: { observed: 6 * minuteMs, gap: 3 * minuteMs },
      facts: 3,
      signals: 0,
    });
  });

  it('ends where the place changes, and around corrections, logs, and gaps', () => {
    const next = (changes: Partial<Segment>, from = 5) =>
      stretches([segment(0, 5), segment(from, 9, { kind: 'reading', ...changes })]).length;
    assert.deepEqual([next({}), next({}, 5.1)], [1, 2]);
    for (const change of [
      { project: '/p' },
      { file: 'b.ts' },
      { scheme: 'diff' },
      { source: 'debug' },
      { connection: 'near' },
      { ruledBy: 'correction c:1' },
      { basis: 'manual' },
    ] as const)
      assert.equal(next(change), 2, JSON.stringify(change));
    assert.equal(next({ ruledBy: 'user 1' }), 1);
    const corrected = [segment(0, 5, { ruledBy: 'correction c:1' }), segment(5, 9)];
    assert.equal(stretches(corrected).length, 2);
    const [work] = works([segment(0, 5)]);
    const gap = { type: 'gap', start: at(5), end: at(6) } as never;
    assert.deepEqual(
      stretchesOf([work!, gap, ...works([segment(6, 9)])]).map(({ type }) => type),
      ['stretch', 'gap', 'stretch'],
    );
    assert.deepEqual(
      stretchesOf(works([segment(0, 5), segment(5, 9, { kind: 'reading' })], {}, true)).length,
      2,
      'the work of tools',
    );
  });
});

describe('turnarounds', () => {
  it('of errors are medians by reporter and code, the most frequent first, then the longest', () => {
    const error = (length: number, changes: object = {}) => diagnostic(0, length, changes);
    const found = fixTimesOf([
      error(4),
      error(1),
      error(9),
      error(2, { code: '7' }),
      error(6, { code: '7' }),
      error(5, { reporter: 'eslint', code: '7' }),
      error(8, { reporter: 'eslint', code: '7' }),
      error(8, { severity: 'warning' }),
      diagnostic(0, undefined),
    ]);
    assert.deepEqual(
      found.map(({ reporter, code, count, medianMs }) => [reporter, code, count, medianMs / minuteMs]),
      [
        ['ts', '2345', 3, 4],
        ['eslint', '7', 2, 6.5],
        ['ts', '7', 2, 4],
      ],
    );
  });

  it('of tests go from the first red end to the next green one, in the order in which they ended', () => {
    const test = (from: number, to: number, exitCode: number | undefined) =>
      run(from, to, exitCode === undefined ? {} : { exitCode });
    const times = (...runs: Parameters<typeof greenTimesOf>[0]) =>
      greenTimesOf(runs).map(({ name, project, count, medianMs }) => [name, project, count, medianMs / minuteMs]);
    assert.deepEqual(times(test(20, 30, 0), test(0, 2, 1), test(5, 8, 1)), [['npm test', '/home/me/shop', 1, 28]]);
    assert.deepEqual(times(test(0, 2, 1), test(4, 8, 0), test(10, 12, 0), test(20, 21, 1), test(22, 23, 0)), [
      ['npm test', '/home/me/shop', 2, 4],
    ]);
    assert.deepEqual(times(test(0, 2, 1), test(4, 8, 130), test(10, 12, undefined)), []);
    // Two that end at once: by their ids.
    const both = [run(0, 5, { id: 'w:b', exitCode: 0 }), run(1, 5, { id: 'w:a', exitCode: 1 })];
    assert.deepEqual(times(...both), [['npm test', '/home/me/shop', 1, 0]]);
    assert.deepEqual(times(run(0, 2, { group: 'run', exitCode: 1 }), run(4, 8, { group: 'run', exitCode: 0 })), []);
    assert.equal(
      times(run(0, 2, { group: 'build', exitCode: 1 }), run(4, 8, { group: 'build', exitCode: 0 })).length,
      1,
    );
  });

  it('know the outcome of a run by its tests too', () => {
    const outcome = (exitCode: number | undefined, passed: number, failed: number) =>
      outcomeWith(run(0, 1, exitCode === undefined ? {} : { exitCode }), { passed, failed, skipped: 1 });
    assert.deepEqual(
      [
        outcome(0, 3, 0),
        outcome(0, 3, 1),
        outcome(1, 3, 0),
        outcome(undefined, 3, 0),
        outcome(undefined, 0, 1),
        outcome(undefined, 0, 0),
        outcome(130, 3, 0),
        outcomeWith(run(0, 1, { exitCode: 0 }), undefined),
      ],
      ['passed', 'failed', 'failed', 'passed', 'failed', 'unknown', 'unknown', 'passed'],
    );
  });
});
