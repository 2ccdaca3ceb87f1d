import assert from 'node:assert/strict';
import { findMutants } from '../../../scripts/lib/mutants/findMutants.ts';

/** The source after each of its mutations. */
function mutated(source: string): string[] {
  return findMutants('a.ts', source).map(({ start, end, text }) => source.slice(0, start) + text + source.slice(end));
}

describe('mutants of a source file', () => {
  it('move boundaries, negate comparisons, and turn operators around', () => {
    assert.deepEqual(mutated('x = a < b'), ['x = a <= b']);
    assert.deepEqual(mutated('x = a !== b'), ['x = a === b']);
    assert.deepEqual(mutated('x = a && b'), ['x = a || b']);
    assert.deepEqual(mutated('x = (a - (b))'), ['x = (a + (b))']);
    assert.deepEqual(mutated('x = a ?? b'), ['x = a']);
  });

  it('negate conditions, and change numbers and booleans', () => {
    assert.deepEqual(mutated('if (a) b = c;'), ['if (!(a)) b = c;']);
    assert.deepEqual(mutated('x = a ? true : 7'), ['x = !(a) ? true : 7', 'x = a ? false : 7', 'x = a ? true : 8']);
  });

  it('remove calls for an effect, and links of a chain', () => {
    assert.deepEqual(mutated('this.#a.close();'), [';']);
    assert.deepEqual(mutated('x = list.filter(f)'), ['x = list']);
    assert.deepEqual(mutated('x = list.some(f)'), ['x = list.every(f)']);
    assert.deepEqual(mutated('x = list.toString()'), []);
  });

  it('leave types, imports, names, texts, and errors alone', () => {
    for (const source of [
      'type A = 1 | 2;',
      "import a from 'a';",
      "throw new Error('a' + b);",
      "x = 'a' + b;",
      'x = { 1: a };',
      'class A extends B { constructor() { super(); } }',
      'const x: 1 = a as 1;',
    ])
      assert.deepEqual(mutated(source), [], source);
  });
});
