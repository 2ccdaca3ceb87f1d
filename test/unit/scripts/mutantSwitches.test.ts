import assert from 'node:assert/strict';
import { compileFunction } from 'node:vm';
import { findMutants } from '../../../scripts/lib/mutants/findMutants.ts';
import { withSwitches } from '../../../scripts/lib/mutants/switches.ts';

/** Makes `f` of a source with all of its mutants. @returns it without a mutant, then with each */
function variants<F>(source: string): F[] {
  const drawn = findMutants('a.ts', source).map((mutant, id) => ({ ...mutant, id }));
  const make = compileFunction(`${withSwitches(source, drawn)}; return f;`, ['mutantAt']);
  return [-1, ...drawn.keys()].map((chosen) => make((id: number) => id === chosen) as F);
}

describe('a module with all of its mutants', () => {
  it('does what it did while none is chosen, and else what the chosen one does', () => {
    const results = (body: string) => variants<(log: number[]) => unknown>(`const f = (log) => { ${body} };`);
    const of = (body: string): unknown[] => results(body).map((f) => f([]));
    assert.deepEqual(of('return 1 + 2 * 3;'), [7, -5, 8, 1 + 2 / 3, 10, 9]);
    assert.deepEqual(of('log.push(log.length); return log;'), [[0], []]);
    assert.deepEqual(of('if (log.length < 1) return "a"; else return "b";'), ['a', 'b', 'a', 'a']);
  });

  it('keeps an optional chain that ends early', () => {
    const both = variants<(none: unknown) => unknown>('const f = (none) => none?.list.filter(Boolean).length;');
    assert.deepEqual(
      both.map((f) => [f(undefined), f({ list: [0, 1] })]),
      [
        [undefined, 1],
        [undefined, 2],
      ],
    );
  });

  it('knows what runs while the module loads', () => {
    const atLoad = (source: string): boolean[] => findMutants('a.ts', source).map(({ isAtLoad }) => isAtLoad);
    assert.deepEqual(atLoad('const a = 1;'), [true]);
    assert.deepEqual(atLoad('const a = () => 1;'), [false]);
    assert.deepEqual(atLoad('class A { static a = 1; b = 2; c() { return 3; } }'), [true, false, false]);
  });
});
