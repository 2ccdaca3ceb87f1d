import assert from 'node:assert/strict';
import { sensors } from '../../../src/extension/sensors/index.ts';
import { watchSignals } from '../lib/signals.ts';

describe('the sensors', () => {
  const watch = watchSignals();

  it('all start', () => {
    const health = watch.health();
    assert.deepEqual(
      health.map(({ id }) => id),
      sensors.map(({ id }) => id),
    );
    for (const { id, startedAt, error } of health) assert.ok(startedAt !== undefined && !error, `${id}: ${error}`);
  });
});
