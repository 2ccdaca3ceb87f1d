import assert from 'node:assert/strict';
import {
  problemsOf,
  sameProblems,
  type ReportedProblem,
} from '../../../../src/extension/sensors/support/problemsOf.ts';

const at = (line: number) => ({ start: { line } });

describe('the problems of a file', () => {
  it('are its errors and warnings, with who says so and the code as text', () => {
    const reported: ReportedProblem[] = [
      { severity: 0, message: 'a', source: 'ts', code: 2322, range: at(3) },
      { severity: 1, message: 'b', source: 'eslint', code: { value: 'no-var' }, range: at(0) },
      { severity: 2, message: 'c', range: at(1) },
      { severity: 3, message: 'd', range: at(1) },
      { severity: 0, message: 'e', range: at(9) },
    ];
    assert.deepEqual(problemsOf(reported), [
      { severity: 'error', reporter: 'ts', code: '2322', message: 'a', line: 3 },
      { severity: 'warning', reporter: 'eslint', code: 'no-var', message: 'b', line: 0 },
      { severity: 'error', message: 'e', line: 9 },
    ]);
  });

  it('are at most a thousand', () => {
    const many = Array.from({ length: 5000 }, (_, line) => ({ severity: 0, message: 'x', range: at(line) }));
    assert.equal(problemsOf(many).length, 1000);
  });

  it('are the same only when nothing of any differs', () => {
    const [problem] = problemsOf([{ severity: 0, message: 'a', source: 'ts', code: 1, range: at(3) }]);
    assert.ok(problem);
    assert.equal(sameProblems([problem], [{ ...problem }]), true);
    assert.equal(sameProblems([], []), true);
    assert.equal(sameProblems([problem], []), false);
    assert.equal(sameProblems([], [problem]), false);
    const changes = [
      { line: 4 },
      { message: 'b' },
      { code: '2' },
      { reporter: 'js' },
      { severity: 'warning' as const },
    ];
    for (const change of changes) assert.equal(sameProblems([problem], [{ ...problem, ...change }]), false);
  });
});
