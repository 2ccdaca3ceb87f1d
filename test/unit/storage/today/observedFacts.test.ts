import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lockedName } from '../../../../src/core/facts/lockedName.ts';
import { isContained, mergedSpan, observedFact, type SpanGrowth } from '../../../../src/storage/today/observedFacts.ts';
import { wordsOf } from '../../../../src/storage/facts/codes.ts';
import { span } from '../facts.ts';

const start = 1_000_000;
const names = ['', '/p', 'a.ts', 'typescript', 'main', 'git', 'npm test', 'ts', '2304', 'No name'];
const nameOf = (number: number): string | undefined => names[number];
const fact = (line: Parameters<typeof observedFact>[0]) => observedFact(line, nameOf);
const place = [1, 2, 3, 4, 5] as const;
const nowhere = [0, 0, 0, 0, 0] as const;
const [coding, editor, task] = [0, 0, 2];

describe('a line of a journal', () => {
  it('is a span with its place, and a rule that this version knows', () => {
    const line = {
      type: 'span',
      id: 'w:1',
      start,
      length: 50,
      offset: 60,
      kind: coding,
      source: editor,
      place,
      signals: 3,
      saves: 1,
      edits: [0, 9, 3, 1],
      rule: 1,
    } as const;
    const expected = {
      type: 'span',
      id: 'w:1',
      start,
      end: start + 50,
      offset: 60,
      kind: 'coding',
      source: 'editor',
      signals: 3,
      saves: 1,
      edits: { typed: { edits: 9, added: 3, removed: 1 } },
    };
    const where = { project: '/p', file: 'a.ts', language: 'typescript', branch: 'main', scheme: 'git' };
    assert.deepEqual(fact(line), { ...expected, ...where, rule: 'test-run' });
    assert.deepEqual(fact({ ...line, place: nowhere, rule: null }), expected);
    assert.deepEqual(
      fact({ ...line, place: [99, 0, 0, 0, 0], rule: wordsOf('rule').length }),
      expected,
      'a newer rule',
    );
    assert.throws(() => fact({ ...line, kind: 99 }), RangeError);
  });

  it('is the growth of a span', () => {
    const line = { type: 'growth', id: 'w:1', start, length: 70, signals: 5, saves: 2, edits: [] } as const;
    assert.deepEqual(fact(line), {
      type: 'growth',
      id: 'w:1',
      start,
      end: start + 70,
      signals: 5,
      saves: 2,
      edits: {},
    });
  });

  it('is a run that may go on, and a problem that may be there still', () => {
    const run = {
      type: 'run',
      id: 'w:2',
      start,
      length: null,
      offset: 60,
      source: task,
      group: 1,
      name: 6,
      exitCode: null,
      place: nowhere,
    } as const;
    const open = { type: 'run', id: 'w:2', start, offset: 60, source: 'task', group: 'test', name: 'npm test' };
    assert.deepEqual(fact(run), open);
    assert.deepEqual(fact({ ...run, length: 9, exitCode: 0, place: [1, 0, 0, 0, 0] }), {
      ...open,
      end: start + 9,
      exitCode: 0,
      project: '/p',
    });
    const problem = {
      type: 'diagnostic',
      id: 'w:3',
      start,
      length: null,
      offset: 60,
      severity: 1,
      reporter: 0,
      code: 0,
      message: 9,
      line: 4,
      place: nowhere,
    } as const;
    const there = {
      type: 'diagnostic',
      id: 'w:3',
      introduced: start,
      offset: 60,
      severity: 'warning',
      message: 'No name',
      line: 4,
    };
    assert.deepEqual(fact(problem), there);
    assert.deepEqual(fact({ ...problem, length: 8, reporter: 7, code: 8 }), {
      ...there,
      fixed: start + 8,
      reporter: 'ts',
      code: '2304',
    });
    assert.deepEqual(fact({ ...run, name: 1 }), { ...open, name: '/p' }, 'by the first name');
    for (const lost of [0, 99]) {
      assert.deepEqual(fact({ ...run, name: lost }), { ...open, name: lockedName('?') });
      assert.deepEqual(fact({ ...problem, message: lost }), { ...there, message: lockedName('?') });
    }
  });

  it('is a state', () => {
    const line = { type: 'state', id: 'w:4', at: start, offset: 60, state: 2 } as const;
    assert.deepEqual(fact(line), { type: 'state', id: 'w:4', at: start, offset: 60, state: 'paused' });
  });
});

describe('two lines of one span', () => {
  const typed = (edits: number, added: number, removed: number) => ({ typed: { edits, added, removed } });

  it('make the larger of each figure, whichever came first', () => {
    const one = span({
      end: start + 9,
      signals: 7,
      saves: 1,
      edits: { ...typed(5, 1, 4), pasted: { edits: 1, added: 2, removed: 0 } },
    });
    const other = { ...one, end: start + 8, signals: 8, saves: 2, edits: typed(4, 3, 4) };
    const most = {
      end: start + 9,
      signals: 8,
      saves: 2,
      edits: { ...typed(5, 3, 4), pasted: { edits: 1, added: 2, removed: 0 } },
    };
    assert.deepEqual(mergedSpan(one, other), { ...one, ...most });
    assert.deepEqual(mergedSpan(other, one), { ...one, ...most });
    assert.deepEqual(mergedSpan(one, { ...other, type: 'growth' }), { ...one, ...most });
  });

  it('have the rule that is checked first, where they have one', () => {
    const [first, second] = wordsOf('rule') as readonly ['debug-session', 'test-run'];
    for (const [a, b, expected] of [
      [undefined, undefined, undefined],
      [second, undefined, second],
      [undefined, second, second],
      [second, first, first],
      [first, second, first],
    ] as const) {
      const ruled = (rule: typeof a) => span({ ...(rule && { rule }) });
      const merged = mergedSpan(ruled(a), ruled(b));
      assert.deepEqual(['rule' in merged, merged.rule], [expected !== undefined, expected]);
    }
  });

  const few = fc.integer({ min: 0, max: 2 });
  const counts = fc.option(fc.record({ edits: few, added: few, removed: few }), { nil: undefined });
  const growth = fc
    .record({ id: fc.constantFrom('w:1', 'w:2'), end: few, signals: few, saves: few, typed: counts, pasted: counts })
    .map(({ typed, pasted, end, ...rest }): SpanGrowth => ({
      type: 'growth',
      start,
      ...rest,
      end: start + end,
      edits: { ...(typed && { typed }), ...(pasted && { pasted }) },
    }));

  it('are the same without a growth that a later one contains', () => {
    let contained = 0;
    fc.assert(
      fc.property(growth, growth, (earlier, later) => {
        const known = span({ id: earlier.id, start, end: start });
        const isSame = earlier.id === later.id;
        const [both, last] = [mergedSpan(mergedSpan(known, earlier), later), mergedSpan(known, later)];
        if (isContained(earlier, later)) assert.deepEqual([isSame, both], [true, last]);
        contained += Number(isContained(earlier, later));
      }),
      { numRuns: 2_000 },
    );
    assert.ok(contained > 20, `${contained}`);
  });
});
