import assert from 'node:assert/strict';
import * as z from 'zod';
import type { OperationDescription } from '../../../src/catalog/describe.ts';
import { paramsOf, parseCall } from '../../../src/cli/parseCall.ts';
import { renderText } from '../../../src/cli/render.ts';
import { duration, instant } from '../../../src/core/views/views.ts';

const day = { type: 'string', pattern: String.raw`^\d{4}-\d{2}-\d{2}$` };

describe('the options of a command', () => {
  const operation = (properties: object) =>
    ({ name: 'x.y', params: { properties } }) as unknown as OperationDescription;
  /** Returns the value of an option of a kind. */
  const read = (schema: object, ...texts: readonly string[]): unknown => {
    const described = operation({ it: schema });
    const call = parseCall(
      described,
      texts.map((text) => (text === '' ? '--it' : `--it=${text}`)),
    );
    return paramsOf(described, call, { today: () => '2026-03-02', offsetAt: () => 60 })['it'];
  };

  it('are what their schema says', () => {
    for (const [schema, text, value] of [
      [{ type: 'string' }, '5', '5'],
      [{ type: 'number' }, '5', 5],
      [{ type: 'integer' }, '-5', -5],
      [{ type: 'number' }, ' ', ' '],
      [{ type: 'number' }, 'Infinity', 'Infinity'],
      [{ type: 'number' }, 'five', 'five'],
      [{ enum: [1, 2] }, '2', 2],
      [{ enum: ['a', 1] }, 'a', 'a'],
      [{}, '5', '5'],
      [{ anyOf: [{ type: 'number' }, { type: 'null' }] }, 'null', null],
      [{ type: 'string' }, 'null', 'null'],
      [{ type: 'object' }, '{"a":1}', { a: 1 }],
      [{ type: 'string', format: 'date-time' }, '2026-03-02T14:30', '2026-03-02T13:30:00.000Z'],
      [{ type: 'string', format: 'date-time' }, '2026-03-02T14:30+02:00', '2026-03-02T12:30:00.000Z'],
      [day, 'today', '2026-03-02'],
      [day, 'yesterday', '2026-03-01'],
      [day, 'tomorrow', '2026-03-03'],
      [{ anyOf: [{ type: 'null' }, day] }, 'today', '2026-03-02'],
      [day, 'toString', 'toString'],
      [{ type: 'string' }, 'today', 'today'],
      [{ type: 'number', description: instant.description }, '2026-03-02T10:00', Date.UTC(2026, 2, 2, 9)],
      [{ type: 'number', description: instant.description }, '-12', -12],
      [{ type: 'boolean' }, '', true],
    ] as [object, string, unknown][]) {
      assert.deepEqual(read(schema, text), value, `${JSON.stringify(schema)} ${text}`);
    }
  });

  it('are lists of what their items say', () => {
    const numbers = { type: 'array', items: { type: 'number' } };
    assert.deepEqual(read(numbers, '1', '2'), [1, 2]);
    assert.deepEqual(read(numbers, '[1,2]'), [1, 2]);
    assert.deepEqual(read(numbers, '[1', '2'), ['[1', 2]);
    assert.deepEqual(read({ type: 'array', items: day }, 'today'), ['2026-03-02']);
    assert.deepEqual(read({ type: 'array' }, 'a'), ['a']);
  });

  it('are those of each call, beside their own', () => {
    const described = operation({ a: { type: 'string' } });
    assert.deepEqual(parseCall(described, ['--a', 'x']), { parameters: { a: 'x' }, json: false, yes: false });
    assert.deepEqual(parseCall(described, ['--data', '/d', '--json', '-y']), {
      parameters: {},
      data: '/d',
      json: true,
      yes: true,
    });
    assert.deepEqual(parseCall({ name: 'x.y', params: {} } as OperationDescription, ['--yes']).yes, true);
    assert.throws(() => parseCall(described, ['--b']), {
      code: 'invalid-input',
      message: /^Unknown option '--b'\. "daymark help x\.y" lists the options\.$/,
    });
  });
});

describe('the text of a result', () => {
  const text = (schema: z.ZodType, value: unknown, offset = 120): string =>
    renderText(value, z.toJSONSchema(schema, { io: 'output' }), () => offset);
  const of = (schema: z.ZodType, value: unknown): string =>
    text(z.object({ it: schema }), { it: value }).replace(/^it: /, '');

  it('has scalars in words', () => {
    assert.equal(of(instant, Date.UTC(2026, 10, 28, 12, 24, 59, 999)), '2026-11-28 14:24');
    assert.equal(of(duration, 5_700_000), '1h 35m');
    assert.equal(of(duration.nullable(), null), '-');
    assert.equal(of(z.union([z.string(), duration]), 60_000), '1m');
    assert.equal(of(z.number(), 1.23456), '1.235');
    assert.equal(of(z.boolean(), false), 'no');
    assert.equal(text(z.object({ a: z.number().optional() }), { a: undefined }), '');
    assert.equal(text(z.string(), 'a'), 'a');
  });

  it('has texts of several lines below their label', () => {
    assert.equal(of(z.string(), 'a\nb'), 'it:\n  a\n  b');
  });

  it('has lists, and lists of lists', () => {
    assert.equal(of(z.array(z.string()), ['a', 'b']), 'it:\n  - a\n  - b');
    assert.equal(of(z.array(z.string()), []), 'none');
    assert.equal(of(z.object({}), {}), 'none');
    assert.equal(of(z.array(z.array(z.string())), [['a', 'b'], ['c']]), 'it:\n  - - a\n    - b\n  - - c');
    assert.equal(of(z.array(z.any()), [{ a: 1 }, 'b']), 'it:\n  - a: 1\n  - b', 'not all are objects');
    assert.equal(text(z.array(z.number()), [1, 2]), '- 1\n- 2');
  });

  it('has tables with numbers to the right and texts to the left', () => {
    const row = z.object({ name: z.string(), n: z.number().nullable(), ms: duration });
    const rows = [
      { name: 'long name', n: 5, ms: 3_600_000 },
      { name: 'é', n: null, ms: 60_000 },
    ];
    assert.equal(of(z.array(row), rows), 'it:\n  name       n  ms\n  long name  5  1h\n  é          -  1m');
    assert.equal(
      of(z.array(z.record(z.string(), z.any())), [{ a: 10 }, { b: 'x\ny' }]),
      'it:\n  a   b\n  10  -\n  -   x y',
    );
    assert.equal(of(z.array(z.object({ n: z.number() })), [{ n: 5 }, { n: 10 }]), 'it:\n   n\n   5\n  10');
  });

  it('has records of values by any name, whose schema says what they are', () => {
    assert.equal(of(z.record(z.string(), duration), { a: 60_000 }), 'it:\n  a: 1m');
    assert.equal(of(z.object({ toString: duration }), { toString: 60_000 }), 'it:\n  toString: 1m');
  });
});
