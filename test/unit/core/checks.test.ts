import assert from 'node:assert/strict';
import {
  isBoolean,
  listOf,
  matching,
  number,
  oneOf,
  recordOf,
  shape,
  text,
  whole,
} from '../../../src/core/base/checks.ts';
import type { Check } from '../../../src/core/base/checks.ts';

const point = shape({ x: number(0), y: number(0) }, { label: text(1, 3) });
const cases: [name: string, check: Check<unknown>, passes: unknown[], fails: unknown[]][] = [
  ['a boolean', isBoolean, [true, false], [0, 'true', null, undefined]],
  ['a number in its bounds', number(0.5, 2), [0.5, 1, 2], [0.4, 2.1, NaN, Infinity, '1', null, [1]]],
  ['a number without an upper bound', number(0), [0, 1e300], [-1, Infinity, NaN]],
  ['a whole number', whole(1, 3), [1, 3], [0, 4, 1.5, '2']],
  ['a text of a length', text(1, 3), ['a', 'abc'], ['', 'abcd', 1, ['a']]],
  ['a text of a pattern', matching(/^a+$/), ['a', 'aa'], ['', 'b', 1]],
  ['one of some words', oneOf(['on', 'off']), ['on', 'off'], ['', 'ON', 'toString', undefined]],
  ['a list', listOf(number(0), 2), [[], [1, 2]], [[1, 2, 3], [-1], { length: 0 }, 'ab']],
  ['a record', recordOf(isBoolean), [{}, { a: true }], [{ a: 1 }, [], null, 'a']],
  [
    'an object with its properties',
    point,
    [
      { x: 1, y: 2 },
      { x: 1, y: 2, label: 'a', more: 1 },
      { x: 1, y: 2, label: undefined },
    ],
    [{ x: 1 }, { x: 1, y: '2' }, { x: 1, y: 2, label: '' }, [], null, 'x'],
  ],
];

describe('checks', () => {
  for (const [name, check, passes, fails] of cases)
    it(`tell ${name}`, () => {
      for (const value of passes) assert.equal(check(value), true, JSON.stringify(value));
      for (const value of fails) assert.equal(check(value), false, JSON.stringify(value));
    });
});
