import assert from 'node:assert/strict';
import { timeOf } from '../../../../src/core/facts/recordTime.ts';
import { isCount, isRecordFields, isRecordName, recordFieldsOf } from '../../../../src/core/records/recordChecks.ts';

const day = 86_400_000;

describe('the limits of a record', () => {
  it('are those of a count, and of a name', () => {
    for (const [value, limit, expected] of [
      [0, 5, true],
      [5, 5, true],
      [6, 5, false],
      [-1, 5, false],
      [1.5, 5, false],
      ['1', 5, false],
    ] as const)
      assert.equal(isCount(value, limit), expected, `${value}`);
    for (const [value, expected] of [
      ['x', true],
      ['x'.repeat(200), true],
      ['x'.repeat(201), false],
      ['', false],
      [5, false],
    ] as const)
      assert.equal(isRecordName(value), expected);
  });

  it('are a million characters of fields, as they are written', () => {
    /** Fields whose JSON text has so many characters. */
    const fields = (length: number) => ({ a: 'x'.repeat(length - '{"a":""}'.length) });
    for (const [length, expected] of [
      [1_000_000, true],
      [1_000_001, false],
    ] as const) {
      assert.equal(isRecordFields(fields(length)), expected, `${length}`);
      assert.equal(recordFieldsOf(JSON.stringify(fields(length))) !== undefined, expected, `${length}`);
      // Spaces between them don't count.
      assert.equal(recordFieldsOf(` ${JSON.stringify(fields(length))} `) !== undefined, expected, `${length}`);
    }
    assert.deepEqual(recordFieldsOf('{"a":[1,{"b":null}]}'), { a: [1, { b: null }] });
    for (const text of ['', '[]', 'null', '5', '"a"', '{"":1}', `{"${'x'.repeat(201)}":1}`])
      assert.equal(recordFieldsOf(text), undefined, text.slice(0, 20));
  });

  it('are fifty values inside each other, all of JSON', () => {
    const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);
    assert.deepEqual([isRecordFields({ a: nested(49) }), isRecordFields({ a: nested(50) })], [true, false]);
    for (const value of [Number.NaN, Infinity, undefined, () => 1, 1n]) assert.ok(!isRecordFields({ a: value }));
    for (const value of [true, false, null, 'x', -1.5, [], {}]) assert.ok(isRecordFields({ a: value }));
    for (const value of [null, [], 'x', 5, undefined]) assert.ok(!isRecordFields(value));
  });

  it('are those of its time: from 1970 on, a year or a century long, in an offset of a day', () => {
    const of = (start: unknown, end: unknown, utcOffset: unknown = 60) => ({ start, end, utcOffset }) as never;
    const last = 8.64e15 - day;
    assert.deepEqual(timeOf(of(5, 9), 'work'), { start: 5, end: 9, offset: 60 });
    for (const [start, length, work, any] of [
      [0, 0, true, true],
      [-1, 5, false, false],
      [5, -1, false, false],
      [0, 366 * day, true, true],
      [0, 366 * day + 1, false, true],
      [0, 36_600 * day, false, true],
      [0, 36_600 * day + 1, false, false],
      [last, 0, true, true],
      [last + 1, 0, false, false],
    ] as const)
      for (const [kind, expected] of [
        ['work', work],
        ['any', any],
      ] as const)
        assert.equal(timeOf(of(start, start + length), kind) !== undefined, expected, `${start} ${length} ${kind}`);
    for (const [offset, expected] of [
      [1440, true],
      [-1440, true],
      [1441, false],
      [-1441, false],
      [Number.NaN, false],
    ] as const)
      assert.equal(timeOf(of(0, 1, offset), 'any') !== undefined, expected, `${offset}`);
    for (const fields of [of('0', 1), of(0, '1'), of(0, 1, '60'), of(undefined, 1), of(0, undefined), of(0, 1, null)])
      assert.equal(timeOf(fields, 'any'), undefined, JSON.stringify(fields));
  });
});
