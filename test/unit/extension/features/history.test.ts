import assert from 'node:assert/strict';
import { history } from '../../../../src/extension/features/history/history.ts';
import type { Services } from '../../../../src/extension/services.ts';

/** Answers of the worker to `prepareDays`, one after the other; the last one for ever. */
function asking(left: readonly number[]) {
  const asked: string[] = [];
  let steps = 0;
  const read = async (method: string, params: object) => {
    asked.push(method);
    if (method === 'prepareDays') return left[Math.min(steps++, left.length - 1)];
    return { method, params };
  };
  const handlers = history.handlers?.({ read, readOptions: () => ({ now: 1 }) } as unknown as Services) ?? {};
  return { asked, handlers };
}

describe('what the dashboard asks of past days', () => {
  it('is answered once its days are summed up, step by step', async () => {
    const { asked, handlers } = asking([300, 20, 0]);
    const answered: unknown = await handlers['activity.range']?.({ days: 365, by: 'kind' });
    assert.deepEqual(asked, ['prepareDays', 'prepareDays', 'prepareDays', 'activityRange']);
    assert.deepEqual(answered, { method: 'activityRange', params: { now: 1, days: 365, by: 'kind' } });
  });

  it('does not wait for ever where days are forgotten as fast as they are summed up', async () => {
    const { asked, handlers } = asking([28, 28]);
    await handlers['history.get']?.({});
    assert.deepEqual(asked, ['prepareDays', 'prepareDays', 'history']);
  });
});
