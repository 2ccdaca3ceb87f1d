import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Fact } from '../../../src/core/facts/facts.ts';
import type { Problem, Signal } from '../../../src/core/facts/signal.ts';
import { matchProblems } from '../../../src/tracking/problemMatching.ts';
import { fileA, fileB, lastById, problem, startTracker } from './recorded.ts';

function report(problems: Problem[], open?: boolean): Signal {
  return { type: 'diagnostics', where: fileA, problems, ...(open !== undefined && { open }) };
}

function diagnostics(facts: readonly Fact[]) {
  return lastById(facts, 'diagnostic');
}

describe('diagnostics', () => {
  it('are introduced after 2 s at the time they came, and fixed at the time they went', () => {
    const { accept, clock, facts } = startTracker();
    const start = clock.now();
    accept(report([problem(3)]));
    clock.advance(1_999);
    assert.equal(diagnostics(facts).length, 0);
    clock.advance(1);
    assert.deepEqual(
      { ...diagnostics(facts)[0], id: '' },
      {
        type: 'diagnostic',
        id: '',
        introduced: start,
        offset: 0,
        severity: 'error',
        reporter: 'ts',
        code: '2345',
        message: 'broken',
        line: 3,
        project: '/p',
        file: 'a.ts',
        language: 'typescript',
        branch: 'main',
      },
    );
    clock.advance(8_000);
    accept(report([]));
    clock.advance(2_000);
    assert.deepEqual(
      diagnostics(facts).map((fact) => fact.fixed),
      [start + 10_000],
    );
    // The counts are written, and nothing is pending.
    clock.advance(20_000);
    assert.equal(clock.pending, 0);
  });

  it('of many files at once are recorded in short turns, each once, and so are their fixes', () => {
    const { accept, clock, facts } = startTracker();
    let most = 0;
    const after = clock.after.bind(clock);
    clock.after = (ms, act) =>
      after(ms, () => {
        const before = facts.length;
        act();
        most = Math.max(most, facts.length - before);
      });
    const files = Array.from({ length: 12 }, (_, i) => ({ ...fileA, file: `${i}.ts` }));
    const problems = Array.from({ length: 250 }, (_, line) => problem(line));
    for (const where of files) accept({ type: 'diagnostics', where, problems });
    clock.advance(5_000);
    const introduced = diagnostics(facts);
    assert.equal(introduced.length, 3_000);
    assert.equal(new Set(introduced.map(({ file, line }) => `${file}:${line}`)).size, 3_000);
    const gone = clock.now();
    for (const where of files) accept({ type: 'diagnostics', where, problems: [] });
    clock.advance(5_000);
    assert.deepEqual([...new Set(diagnostics(facts).map(({ fixed }) => fixed))], [gone]);
    assert.equal(facts.filter(({ type }) => type === 'diagnostic').length, 6_000);
    assert.ok(most > 0 && most <= 250, `${most} facts in one turn`);
    for (const where of files) accept({ type: 'diagnostics', where, problems: [] });
    clock.advance(60_000);
    assert.equal(clock.pending, 0, 'nothing is followed any more');
  });

  it('that flicker under 2 s are neither introduced nor fixed', () => {
    const { accept, clock, facts } = startTracker();
    accept(report([problem(1)]));
    clock.advance(1_000);
    accept(report([]));
    clock.advance(10_000);
    assert.equal(diagnostics(facts).length, 0);

    accept(report([problem(1)]));
    clock.advance(5_000);
    accept(report([]));
    clock.advance(1_500);
    accept(report([problem(1)]));
    clock.advance(10_000);
    assert.deepEqual(
      diagnostics(facts).map((fact) => fact.fixed),
      [undefined],
    );
  });

  it('keep their identity when their line moves', () => {
    const { accept, clock, facts } = startTracker();
    accept(report([problem(10)]));
    clock.advance(2_000);
    accept({ type: 'lines', where: fileA, line: 2, removed: 0, added: 5 }, report([problem(15)]));
    accept({ type: 'lines', where: fileA, line: 0, removed: 4, added: 1 }, report([problem(12)]));
    clock.advance(5_000);
    assert.deepEqual(
      diagnostics(facts).map(({ line, fixed }) => [line, fixed]),
      [[10, undefined]],
    );
  });

  it('move with their line before the next report comes', () => {
    const { accept, clock, facts } = startTracker();
    accept(report([problem(10), problem(20)]));
    clock.advance(2_000);
    accept({ type: 'lines', where: fileA, line: 0, removed: 0, added: 10 });
    accept(report([problem(30)]));
    clock.advance(2_000);
    assert.deepEqual(
      diagnostics(facts).map(({ line, fixed }) => [line, fixed !== undefined]),
      [
        [10, true],
        [20, false],
      ],
    );
  });

  it('with the same message twice in one file are two', () => {
    const { accept, clock, facts } = startTracker();
    accept(report([problem(5), problem(5), problem(9)]));
    clock.advance(2_000);
    assert.equal(diagnostics(facts).length, 3);
    accept(report([problem(5), problem(9)]));
    clock.advance(2_000);
    assert.equal(diagnostics(facts).filter(({ fixed }) => fixed !== undefined).length, 1);
  });

  it('in different files are different, and only their own report fixes them', () => {
    const { accept, clock, facts } = startTracker();
    accept(report([problem(5)]), { type: 'diagnostics', where: fileB, problems: [problem(5)] });
    clock.advance(2_000);
    accept({ type: 'diagnostics', where: fileB, problems: [] });
    clock.advance(2_000);
    assert.deepEqual(
      diagnostics(facts).map(({ file, fixed }) => [file, fixed !== undefined]),
      [
        ['a.ts', false],
        ['b.ts', true],
      ],
    );
  });

  it('of a closed file are not fixed, and are the same when it is opened again', () => {
    const { accept, clock, facts } = startTracker();
    accept(report([problem(5)]));
    clock.advance(3_000);
    accept(report([]));
    clock.advance(100);
    accept(report([], false));
    clock.advance(60_000);
    accept(report([problem(5)]));
    clock.advance(3_000);
    assert.deepEqual(
      diagnostics(facts).map(({ fixed }) => fixed),
      [undefined],
    );
    accept(report([]));
    clock.advance(3_000);
    assert.equal(diagnostics(facts)[0]?.fixed, clock.now() - 3_000);
  });

  it('that came while paused are never told; those that went are told when recording resumes', () => {
    const { accept, clock, facts, tracker } = startTracker();
    accept(report([problem(5)]));
    clock.advance(3_000);
    tracker.pause();
    accept(report([problem(7, 'other')]));
    clock.advance(60_000);
    const before = facts.length;
    accept(report([problem(7, 'other'), problem(8, 'late')]));
    clock.advance(1_000);
    assert.equal(facts.length, before);
    tracker.resume();
    clock.advance(10_000);
    accept(report([]));
    clock.advance(10_000);
    assert.deepEqual(
      diagnostics(facts).map(({ message, fixed }) => [message, fixed]),
      [['broken', clock.now() - 20_000]],
    );
  });

  it('that went just before recording resumes are fixed then, not while it was paused', () => {
    const { accept, clock, facts, tracker } = startTracker();
    accept(report([problem(5)]));
    clock.advance(3_000);
    tracker.pause();
    clock.advance(60_000);
    accept(report([]));
    clock.advance(1_000);
    tracker.resume();
    const resumed = clock.now();
    clock.advance(5_000);
    assert.equal(diagnostics(facts)[0]?.fixed, resumed);
  });

  it('are never fixed before they were introduced, whatever the clock does', () => {
    const { accept, clock, facts } = startTracker();
    accept(report([problem(5)]));
    clock.advance(2_000);
    clock.jump(-3_600_000);
    accept(report([]));
    clock.advance(2_000);
    const [fact] = diagnostics(facts);
    assert.equal(fact?.fixed, fact?.introduced);
  });
});

describe('matchProblems', () => {
  const problems = fc.array(
    fc.tuple(fc.nat({ max: 12 }), fc.constantFrom('x', 'y')).map(([line, message]) => problem(line, message)),
    { maxLength: 12 },
  );

  it('pairs each problem at most once, only with its like, and leaves none alone that has a like', () => {
    fc.assert(
      fc.property(problems, problems, (known, now) => {
        const matched = [...matchProblems(known, now)];
        const used = matched.filter((index) => index >= 0);
        assert.equal(new Set(used).size, used.length);
        for (const [i, index] of matched.entries())
          if (index >= 0) assert.equal(known[index]?.message, now[i]?.message);
        for (const message of ['x', 'y']) {
          const count = (list: Problem[]) => list.filter((one) => one.message === message).length;
          const pairs = matched.filter((index, i) => index >= 0 && now[i]?.message === message).length;
          assert.equal(pairs, Math.min(count(known), count(now)));
        }
      }),
    );
  });

  it('pairs what is on the same line first, then the nearest in order', () => {
    const at = (...lines: number[]) => lines.map((line) => problem(line));
    assert.deepEqual([...matchProblems(at(1, 5, 9), at(5))], [1]);
    assert.deepEqual([...matchProblems(at(1, 50, 99), at(52))], [1]);
    assert.deepEqual([...matchProblems(at(10), at(2, 11, 30))], [-1, 0, -1]);
    assert.deepEqual([...matchProblems(at(10, 20), at(12, 22))], [0, 1]);
  });

  it('is quick with thousands alike', () => {
    const many = Array.from({ length: 5_000 }, (_, i) => problem(i));
    const moved = many.slice(1).map((one) => ({ ...one, line: one.line + 1 }));
    const start = performance.now();
    matchProblems(many, moved);
    assert.ok(performance.now() - start < 200);
  });
});
