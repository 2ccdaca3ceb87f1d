import assert from 'node:assert/strict';
import type { Quiet } from '../../../../../src/extension/quiet.ts';
import { withFakeVscode } from '../../../../fakes/viewHost/withFakeVscode.ts';

describe('the notice that the session with GitHub has ended', () => {
  it('is shown once while it lasts, and again when it comes back after a sync', async () => {
    const { Notices } = await withFakeVscode(() => import('../../../../../src/extension/notices.ts'));
    const { isSignedOut, notifyReport } = await withFakeVscode(
      () => import('../../../../../src/extension/features/github/notices.ts'),
    );
    const shown: string[] = [];
    const quiet: Pick<Quiet, 'show'> = { show: (id) => void shown.push(id) };
    const services = { notices: new Notices({ get: () => undefined, update: async () => undefined }, quiet) } as never;
    const report = (outcome: string) => notifyReport(services, { outcome } as never);
    report('signed-out');
    report('signed-out');
    assert.deepEqual([shown.length, isSignedOut(services)], [1, true]);
    report('done');
    assert.equal(isSignedOut(services), false);
    report('signed-out');
    assert.equal(shown.length, 2);
  });
});
