import assert from 'node:assert/strict';
import { withFakeVscode } from '../../../fakes/viewHost/withFakeVscode.ts';

const { weeksSince } = await withFakeVscode(() => import('../../../../src/extension/features/summary/summaryDesk.ts'));

describe('the weeks of a summary to choose from', () => {
  const today = '2026-12-01';

  it('are those with days since the first one that was recorded', () => {
    assert.deepEqual(weeksSince('2026-11-22', today), ['2026-11-30', '2026-11-23', '2026-11-16']);
    assert.deepEqual(weeksSince('2026-11-23', today), ['2026-11-30', '2026-11-23']);
  });

  it('are twelve at most, and this week where nothing was recorded', () => {
    assert.equal(weeksSince('2020-01-01', today).length, 12);
    assert.deepEqual(weeksSince(undefined, today), ['2026-11-30']);
  });
});
