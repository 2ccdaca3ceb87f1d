import assert from 'node:assert/strict';
import type { OperationDescription } from '../../../src/catalog/describe.ts';
import { listText, neededBy, operationHelp } from '../../../src/cli/help.ts';

const day = { type: 'string', pattern: String.raw`^\d{4}-\d{2}-\d{2}$` };
const operation = (change: Partial<OperationDescription> = {}): OperationDescription => ({
  name: 'plan.move',
  kind: 'action',
  title: 'Move a task',
  description: 'Moves a task of the plan.',
  access: 'write',
  transports: ['cli'],
  params: { type: 'object', properties: {} },
  result: { type: 'object' },
  ...change,
});
/** Returns the help on one parameter. */
const said = (schema: object): string => {
  const text = operationHelp(operation({ params: { properties: { it: schema } } }));
  return /^ {2}--it {2}(.*)$/m.exec(text)?.[1] ?? assert.fail(text);
};

describe('the help of the command line', () => {
  it('lists operations with their titles below each other', () => {
    const operations = [operation(), operation({ name: 'plan.moveAll', title: 'Move all' })];
    assert.equal(listText(operations), 'plan.move     Move a task\nplan.moveAll  Move all');
  });

  it('explains an operation, its parameters, and which are required', () => {
    const params = {
      type: 'object',
      properties: {
        id: { type: 'string', description: 'Of a task.' },
        minutes: { type: 'integer', default: 30 },
        done: { type: 'boolean' },
      },
      required: ['id', 'minutes'],
    };
    assert.equal(
      operationHelp(operation({ params })),
      [
        'daymark plan.move',
        '',
        'Moves a task of the plan.',
        '',
        '  --id       string; required; Of a task.',
        '  --minutes  integer',
        '  --done     boolean',
      ].join('\n'),
    );
    assert.deepEqual(neededBy({ params }), ['id']);
    assert.deepEqual(neededBy({ params: {} }), []);
    assert.deepEqual(neededBy({ params: { required: ['id'] } }), ['id'], 'a parameter without a schema');
  });

  it('says that an operation deletes, and lists no options where there are none', () => {
    assert.equal(operationHelp(operation()), 'daymark plan.move\n\nMoves a task of the plan.');
    assert.equal(
      operationHelp(operation({ access: 'destructive', params: {} })),
      'daymark plan.move\n\nMoves a task of the plan.\nAsks before it deletes; --yes answers.',
    );
  });

  it('names what a parameter takes', () => {
    assert.equal(said({ type: 'string' }), 'string');
    assert.equal(said({ type: ['string', 'null'] }), 'string|null');
    assert.equal(said({ enum: ['high', 'low'] }), 'high|low');
    assert.equal(said({ const: 'today' }), '"today"');
    assert.equal(said(day), 'YYYY-MM-DD');
    assert.equal(said({ anyOf: [{ const: 'today' }, day, { type: 'null' }] }), '"today"|YYYY-MM-DD|null');
    assert.equal(
      said({ oneOf: [{ type: 'number' }, { anyOf: [{ type: 'string' }, { enum: [1, 2] }] }] }),
      'number|string|1|2',
    );
    assert.equal(said({}), 'any');
  });
});
