import assert from 'node:assert/strict';
import type { OperationDescription } from '../../../src/catalog/describe.ts';
import { loosened, outputSchemaOf } from '../../../src/mcp/schemas.ts';

describe('the schema of what a model may see', () => {
  it('requires nothing, has no patterns, and keeps parameters that are called like keywords', () => {
    const schema = {
      type: 'object',
      title: 'A day',
      required: ['day'],
      additionalProperties: false,
      properties: {
        day: { type: 'string', pattern: '^x$', description: 'A day.' },
        required: { type: 'boolean' },
        list: {
          type: 'array',
          maxItems: 3,
          items: { type: 'object', required: ['a'], properties: { a: { type: ['string', 'null'] } } },
        },
        either: { anyOf: [{ const: 1, type: 'number' }, { type: 'null' }] },
      },
    };
    assert.deepEqual(loosened(schema), {
      type: 'object',
      title: 'A day',
      properties: {
        day: { type: 'string', description: 'A day.' },
        required: { type: 'boolean' },
        list: { type: 'array', items: { type: 'object', properties: { a: { type: ['string', 'null'] } } } },
        either: { anyOf: [{ type: 'number' }, { type: 'null' }] },
      },
    });
  });

  it('is none where a result is no object, which clients of 2025 can’t take', () => {
    const of = (result: object) => outputSchemaOf({ result } as OperationDescription);
    assert.deepEqual(of({ type: 'object', required: [] }), { type: 'object' });
    assert.equal(of({ type: 'array', items: {} }), undefined);
    assert.equal(of({ anyOf: [{ type: 'object' }] }), undefined);
  });

  it('takes a null where a schema has one', () => {
    assert.deepEqual(loosened({ items: null, anyOf: [null] }), { items: null, anyOf: [null] });
  });
});
