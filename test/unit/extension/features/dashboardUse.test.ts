import assert from 'node:assert/strict';
import { DashboardUse } from '../../../../src/extension/features/dashboard/dashboardUse.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';

const day = 86_400_000;

function given(kept: Map<string, unknown> = new Map()) {
  const clock = new FakeClock();
  const counts = { written: 0 };
  const globalState = {
    get: (key: string) => kept.get(key),
    update: async (key: string, value: unknown) => void (kept.set(key, value), counts.written++),
  };
  const use = new DashboardUse({ clock, log: { debug: assert.fail }, context: { globalState } } as never);
  return { clock, use, counts, kept };
}

describe('the use of the dashboard', () => {
  it('is recent for two weeks after it was shown, and not before it ever was', () => {
    const { clock, use } = given();
    assert.equal(use.isRecent(), false);
    use.note();
    assert.equal(use.isRecent(), true);
    clock.advance(13 * day);
    assert.equal(use.isRecent(), true);
    clock.advance(2 * day);
    assert.equal(use.isRecent(), false);
  });

  it('is noted once a day', () => {
    const { clock, use, counts } = given();
    for (let hour = 0; hour < 48; hour++) {
      use.note();
      clock.advance(day / 24);
    }
    assert.equal(counts.written, 2);
  });

  it('bears whatever is kept', () => {
    for (const value of ['x', null, {}, Number.NaN])
      assert.equal(given(new Map([['dashboard.shownAt', value]])).use.isRecent(), false);
  });
});
