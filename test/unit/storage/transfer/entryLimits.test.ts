import assert from 'node:assert/strict';
import { AppError } from '../../../../src/core/base/appError.ts';
import { entriesOf, mayBeDeep, streamedEntries } from '../../../../src/storage/transfer/jsonEntries.ts';

/** No text of an export is longer, in characters. */
const longest = 4 * 1024 * 1024;
const deepest = 1000;
const x = (length: number): string => 'x'.repeat(length);

/** `whole`, `cut off`, or `too much`, for a file in these pieces. */
function endOf(...pieces: string[]): string {
  try {
    for (const _ of streamedEntries(pieces));
    return 'whole';
  } catch (error) {
    assert.ok(error instanceof AppError, String(error));
    return /cut off/.test(error.message) ? 'cut off' : 'too much';
  }
}

describe('the parts of a JSON file that are read', () => {
  it('are days, heartbeats, answers, events, and types, each with its place', () => {
    const file = {
      type: 'a',
      events: ['b'],
      days: ['c', null],
      heartbeats: { first: 'd' },
      data: [['e']],
      bucket: { type: 'f', events: ['g'], others: ['-'] },
      buckets: { web: { type: 'h', events: ['i'], id: '-' } },
      other: ['-'],
    };
    const places = [
      ['a', 'type'],
      ['b', 'events', 0],
      ['c', 'days', 0],
      [null, 'days', 1],
      ['d', 'heartbeats', 'first'],
      [['e'], 'data', 0],
      ['f', 'bucket', 'type'],
      ['g', 'bucket', 'events', 0],
      ['h', 'buckets', 'web', 'type'],
      ['i', 'buckets', 'web', 'events', 0],
    ];
    const sorted = (all: Iterable<{ value: unknown; path: readonly unknown[] }>): string[] =>
      Array.from(all, ({ value, path }) => JSON.stringify([value, ...path])).sort();
    const expected = places.map((place) => JSON.stringify(place)).sort();
    assert.deepEqual(sorted(entriesOf(file)), expected);
    assert.deepEqual(sorted(streamedEntries([JSON.stringify(file)])), expected);
    assert.deepEqual([...entriesOf(['a', ['b']])], [...streamedEntries(['["a",["b"]]'])]);
  });

  it('are nowhere but in lists and objects', () => {
    for (const value of [
      { days: 'ab' },
      { days: null },
      { days: 7 },
      'ab',
      7,
      null,
      true,
      { a: 'type', b: [['type']] },
    ]) {
      assert.deepEqual([...entriesOf(value)], [], JSON.stringify(value));
      assert.deepEqual([...streamedEntries([JSON.stringify(value)])], [], JSON.stringify(value));
    }
  });
});

describe('a JSON file that would fill the memory', () => {
  it('has a text of more than 4 million characters', () => {
    assert.equal(endOf('["', x(longest), '"]'), 'whole');
    assert.equal(endOf('["', x(longest), ' ', '"]'), 'whole');
    assert.equal(endOf('["', x(longest), 'x', '"]'), 'too much');
    assert.equal(endOf(`"${x(longest - 1)}`, '"'), 'whole');
    assert.equal(endOf(`"${x(longest)}`), 'too much', 'in its first piece');
  });

  it('has not several shorter ones, nor much white space', () => {
    const half = x(longest / 2 + 1);
    assert.equal(endOf('["', half, '"', ',', '"', half, '"]'), 'whole');
    assert.equal(endOf('[', ' '.repeat(longest + 1), '1]'), 'whole');
  });

  it('is nested more than a thousand times', () => {
    for (const open of ['[', '{"a":']) {
      assert.equal(endOf(open.repeat(deepest)), 'cut off');
      assert.equal(endOf(open.repeat(deepest + 1)), 'too much');
      assert.equal(mayBeDeep(open.repeat(deepest)), false);
      assert.equal(mayBeDeep(open.repeat(deepest + 1)), true);
    }
    for (const pair of ['[]', '{}']) {
      const flat = `[${`${pair},`.repeat(deepest + 1)}1]`;
      assert.equal(endOf(flat), 'whole');
      assert.equal(mayBeDeep(flat), false);
    }
  });
});
