import assert from 'node:assert/strict';
import { describeOperations, type OperationDescription } from '../../../src/catalog/describe.ts';
import { appActions } from '../../../src/catalog/generated/appActions.ts';
import { queries } from '../../../src/catalog/queries.ts';
import { offsetsOf } from '../../../src/core/time/zone.ts';
import { callOptions, paramsOf, parseCall } from '../../../src/cli/parseCall.ts';

describe('a command', () => {
  let operations: readonly OperationDescription[];
  before(async () => (operations = await describeOperations(queries, appActions)));

  const read = (name: string, ...argv: string[]): Record<string, unknown> => {
    const operation = operations.find((one) => one.name === name) ?? assert.fail(name);
    return paramsOf(operation, parseCall(operation, argv), {
      today: () => '2026-03-02',
      offsetAt: offsetsOf('Asia/Kathmandu'),
    });
  };

  it('reads each option as its parameter wants it', () => {
    const typed = ['--title', 'Stand-up', '--minutes', '15', '--kind=meeting'];
    assert.deepEqual(read('activity.log', ...typed), { title: 'Stand-up', minutes: 15, kind: 'meeting' });
    assert.deepEqual(read('plan.tick', '--id', '12', '--no-done'), { id: '12', done: false });
    assert.deepEqual(read('plan.move', '--id', 'a', '--before', 'null'), { id: 'a', before: null });
    assert.deepEqual(
      read('feed.more', '--before', '2026-03-02T10:00Z', '--limit', '5', '--filter', '{"source":"editor"}'),
      {
        before: Date.UTC(2026, 2, 2, 10),
        limit: 5,
        filter: { source: 'editor' },
      },
    );
  });

  it('takes a time without a zone on the user’s clock, not on that of the process', () => {
    const before = (text: string): unknown => read('feed.more', '--before', text)['before'];
    assert.equal(before('2026-03-02T10:00'), Date.UTC(2026, 2, 2, 4, 15));
    assert.equal(before('2026-03-02 10:00:30'), Date.UTC(2026, 2, 2, 4, 15, 30));
    assert.equal(before('2026-03-02'), Date.UTC(2026, 2, 1, 18, 15));
    assert.equal(before('2026-03-02T10:00+01:00'), Date.UTC(2026, 2, 2, 9));
    assert.throws(() => before('2026-02-30T10:00'), /--before is a date and time/);
  });

  it('knows days by their names', () => {
    assert.deepEqual(read('day.get', '--day', 'yesterday'), { day: '2026-03-01' });
    assert.deepEqual(read('plan.get', '--day', 'tomorrow'), { day: 'tomorrow' });
  });

  it('takes a list as options, and as JSON', () => {
    const { weekdays } = read('goals.save', '--weekdays', '[1,2]');
    assert.deepEqual(weekdays, [1, 2]);
    assert.deepEqual(read('goals.save', '--weekdays', '1', '--weekdays', '2')['weekdays'], [1, 2]);
  });

  it('says what is wrong, and what to do', () => {
    assert.throws(() => read('day.get', '--date', 'x'), /Unknown option '--date'.*"daymark help day\.get"/);
    assert.throws(() => read('day.get', 'yesterday'), /Unexpected argument 'yesterday'/);
    assert.throws(() => read('feed.more', '--filter', '{'), /--filter is not valid JSON/);
    assert.throws(() => read('feed.more', '--before', 'soon'), /--before is a date and time/);
  });

  it('leaves its own options to itself: no parameter has their names', () => {
    for (const { name, params } of operations)
      for (const option of Object.keys(callOptions))
        assert.ok(!Object.hasOwn((params['properties'] ?? {}) as object, option), `${name} --${option}`);
  });
});
