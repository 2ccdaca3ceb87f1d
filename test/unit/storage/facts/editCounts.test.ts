import assert from 'node:assert/strict';
import {
  addCounts,
  decodeNumbers,
  encodeNumbers,
  mergeCounts,
  toEdits,
} from '../../../../src/storage/facts/editCounts.ts';

describe('numbers in bytes', () => {
  it('take seven bits to a byte, low ones first', () => {
    for (const [numbers, bytes] of [
      [[0], [0]],
      [[127], [127]],
      [[128], [128, 1]],
      [
        [16_383, 1],
        [255, 127, 1],
      ],
      [[16_384], [128, 128, 1]],
      [[2 ** 40], [128, 128, 128, 128, 128, 32]],
    ] as const) {
      assert.deepEqual([...(encodeNumbers(numbers) ?? [])], bytes);
      assert.deepEqual(decodeNumbers(Uint8Array.from(bytes)), numbers);
    }
    assert.deepEqual([encodeNumbers([]), decodeNumbers(null)], [null, []]);
    // Values that are no counts.
    assert.deepEqual(decodeNumbers(encodeNumbers([-5, 1.4, 1.5])), [0, 1, 2]);
  });

  it('are counts of edits by provenance, of which the larger or the sum counts', () => {
    const [one, other] = [
      [1, 5, 6, 7, 3, 1, 1, 1],
      [0, 9, 9, 9, 1, 6, 5, 7],
    ];
    assert.deepEqual(mergeCounts(one, other), [0, 9, 9, 9, 1, 6, 6, 7, 3, 1, 1, 1]);
    assert.deepEqual(addCounts(one, other), [0, 9, 9, 9, 1, 11, 11, 14, 3, 1, 1, 1]);
    assert.deepEqual([mergeCounts([], one), addCounts(one, [])], [one, one]);
    assert.deepEqual(Object.values(toEdits(one)), [
      { edits: 5, added: 6, removed: 7 },
      { edits: 1, added: 1, removed: 1 },
    ]);
    assert.deepEqual(toEdits([]), {});
  });
});
