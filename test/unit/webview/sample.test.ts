import assert from 'node:assert/strict';
import { dashboardSchema } from '../../../src/core/views/views.ts';
import { emptyDashboard, sampleDashboard } from '../../fakes/viewHost/sampleDashboard.ts';

describe('the snapshots of the stand-alone page', () => {
  it('fit the contract, and hold nothing that it does not', () => {
    for (const dashboard of [sampleDashboard(), emptyDashboard()])
      assert.deepEqual(dashboardSchema.parse(dashboard), dashboard);
  });
});
