import assert from 'node:assert/strict';
import { readDigest } from '../../../../src/analytics/digest/digest.ts';
import { dayMs } from '../../../../src/core/time/days.ts';
import type { DigestFact } from '../../../../src/core/insights/digest.ts';
import type { Fact, RunFact } from '../../../../src/core/facts/facts.ts';
import { MemoryReader } from '../../../fakes/memoryReader.ts';
import { context, run, span } from '../given.ts';

/** Minutes from nine o'clock of a day so many days back. */
const on = (back: number, minute: number): number => minute - back * (dayMs / 60_000);
/** An hour of work on each of four days, today included. */
const work: Fact[] = [7, 4, 2, 0].map((back) => span(on(back, 0), on(back, 60)));
const told = (facts: readonly Fact[]): readonly DigestFact[] =>
  readDigest(new MemoryReader([...work, ...facts]), 14, context()).facts.filter(({ topic }) => topic === 'run');
/** Some minutes of a run, from a minute of a day. */
type Times = [from: number, minutes: number, changes?: Partial<RunFact>];
const without = <T extends object>(fact: T, name: keyof T): T => {
  const { [name]: _, ...rest } = fact;
  return rest as T;
};

describe('the runs in a digest', () => {
  const program = (back: number, ...[from, minutes, changes = {}]: Times) => {
    const what = { source: 'terminal', group: 'other', name: 'prettier', exitCode: 0 } as const;
    return run(on(back, from), on(back, from + minutes), { ...what, ...changes });
  };
  const check = (back: number, ...[from, minutes, changes = {}]: Times) =>
    run(on(back, from), on(back, from + minutes), { exitCode: 0, ...changes });
  const twice = (make: typeof check, changes: Partial<RunFact> = {}) => [
    make(4, 10, 2, changes),
    make(2, 10, 2, changes),
  ];

  it('are those of other programs, too: how long they take, and no more', () => {
    const [found] = told(twice(program));
    assert.deepEqual(
      [found?.id, found?.weight, found?.names, found?.labels, found?.text],
      [
        'program:/home/me/shop:prettier',
        20,
        { run: 'prettier', project: '/home/me/shop' },
        { group: 'other' },
        'prettier: ran 2 times; 2 min a run, 4 min in all',
      ],
    );
    assert.deepEqual(found?.values, { runs: 2, days: 2, timedRuns: 2, medianMinutes: 2, totalMinutes: 4 });
    const [nowhere] = told(twice(program).map((one) => without(one, 'project')));
    assert.deepEqual([nowhere?.id, nowhere?.names], ['program::prettier', { run: 'prettier' }]);
  });

  it('have a length where they ended by themselves', () => {
    const checks = [...twice(check), check(2, 20, 9, { exitCode: 130 }), without(check(2, 40, 9), 'exitCode')];
    const [found] = told(checks);
    assert.deepEqual(
      ['runs', 'timedRuns', 'medianMinutes', 'totalMinutes', 'failures'].map((name) => found?.values[name]),
      [4, 2, 2, 4, 0],
    );
    assert.deepEqual(told(twice(program, { exitCode: 130 })), []);
    assert.deepEqual(told(twice(program, { name: 'vim a.ts' })), []);
    const [stopped] = told(twice(check, { exitCode: 130 }));
    assert.equal(stopped?.text, 'npm test: ran 2 times, 0 failed (0 %)');
  });

  it('are neither of the debugger nor of a program that was started to be used', () => {
    assert.deepEqual(told(twice(check, { source: 'debug' })), []);
    assert.deepEqual(told(twice(check, { group: 'run' })), []);
  });

  it('began in the time of the digest, from an hour before its first work to now', () => {
    const found = (...runs: RunFact[]) => told([check(2, 10, 2), ...runs]).length;
    assert.deepEqual([found(check(7, -60, 1)), found(check(7, -60.1, 1))], [1, 0]);
    assert.deepEqual([found(check(0, 480, 1)), found(check(0, 480.1, 1))], [1, 0]);
  });

  it('are apart by project, ten checks and five others, the weightiest first, then by name', () => {
    const letters = 'i h g f e d c b a k j'.split(' ');
    const checks = letters.flatMap((project) => [
      ...twice(check, { project }),
      ...(project === 'k' ? [check(2, 20, 2, { project, exitCode: 1 })] : []),
    ]);
    const programs = letters.slice(0, 6).flatMap((project) => twice(program, { project }));
    assert.deepEqual(
      told([...programs, ...checks]).map(({ names: { project } }) => project),
      ['k', 'd', 'e', 'f', 'g', 'h', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'],
    );
  });

  it('failed in a row since the last one that passed', () => {
    const outcomes = (...exitCodes: number[]) => {
      const runs = exitCodes.map((exitCode, i) => check(2, 5 * i, 2, { exitCode, name: `x`, id: `w:${i}` }));
      const { failures, failShare, failedInARow, failedRowDays } = told(runs)[0]?.values ?? {};
      return [failures, failShare, failedInARow, failedRowDays];
    };
    assert.deepEqual(outcomes(1, 0, 1, 1), [3, 0.75, 2, 1]);
    assert.deepEqual(outcomes(1, 1, 0), [2, 0.67, 0, 0]);
    assert.deepEqual(outcomes(0, 1, 130), [1, 0.5, 1, 1]);
    assert.deepEqual(outcomes(1, 1, 1), [3, 1, 3, 1]);
  });

  it('change by themselves where no line changed since the last run of as many tests', () => {
    const tests = [check(2, 10, 1), check(2, 20, 1, { exitCode: 1 })];
    const without = (...between: Fact[]) => told([...tests, ...between])[0]?.values['turnsWithoutEdits'];
    const edits = (counts: object) =>
      span(on(2, 15), on(2, 16), { edits: { typed: { edits: 0, added: 0, removed: 0, ...counts } } });
    assert.equal(without(), 1);
    for (const counts of [{ edits: 1 }, { added: 1 }, { removed: 1 }, { added: 2, removed: 2 }])
      assert.equal(without(edits(counts)), 0, JSON.stringify(counts));
    assert.equal(without(edits({})), 1);
    for (const [name, changes] of [
      ['vim a.ts', 0],
      ['git', 0],
      ['git pull', 0],
      ['git status', 1],
      ['ls', 1],
      ['claude', 0],
    ] as const)
      assert.equal(without(program(2, 15, 1, { name, project: '/home/me/shop' })), changes, name);
    // A check changes no file, whatever its name is.
    assert.equal(without(check(2, 15, 1, { name: 'git pull' })), 1);
    // An edit that ends as the first run begins, or begins with the second, is not in between.
    const at = (from: number, to: number) =>
      span(on(2, from), on(2, to), { edits: { typed: { edits: 1, added: 1, removed: 0 } } });
    assert.deepEqual(
      [without(at(5, 10)), without(at(5, 10.1)), without(at(20, 25)), without(at(19.9, 25))],
      [1, 0, 1, 0],
    );
  });

  it('are compared by the number of their tests, where that is known', () => {
    const counted = ([passed, failed, skipped]: readonly number[], index: number): Fact[] => {
      const one = check(2, 10 * index, 1, { exitCode: failed === 0 ? 0 : 1, id: `w:${index}` });
      const times = { at: one.start, start: one.start, end: one.start, offset: 0 };
      const body = JSON.stringify({ run: one.id, passed, failed, skipped });
      return [one, { type: 'document', collection: 'testRuns', id: one.id, rev: 1, ...times, body }];
    };
    const turns = (...counts: (readonly number[])[]) => told(counts.flatMap(counted))[0]?.values['turns'];
    assert.equal(turns([5, 0, 0], [3, 2, 0]), 1);
    assert.equal(turns([5, 0, 0], [3, 1, 1]), 1);
    assert.equal(turns([5, 0, 0], [3, 1, 0]), 0, 'other tests');
    assert.equal(turns([5, 0, 0], [0, 1, 0], [4, 1, 0]), 1, 'with one of other tests in between');
  });
});
