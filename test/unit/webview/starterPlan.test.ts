import assert from 'node:assert/strict';
import type { Plan } from '../../../src/core/views/views.ts';
import { isStarterPlan } from '../../../src/webview/panels/plan/starterPlan.ts';

type Task = Plan['tasks'][number];
const task = (source: Task['source'], ...ids: string[]) =>
  ({ source, evidence: ids.map((id) => ({ id, text: id })) }) as unknown as Task;

describe('a starter plan', () => {
  it('is one whose made tasks all rest on nothing measured', () => {
    assert.equal(isStarterPlan({ tasks: [task('rules', 'none:work', 'capacity'), task('user')] }), true);
    assert.equal(isStarterPlan({ tasks: [task('rules', 'none:work'), task('rules', 'branch:1')] }), false);
    assert.equal(isStarterPlan({ tasks: [task('rules', 'branch:1')] }), false);
    assert.equal(isStarterPlan({ tasks: [task('rules', 'none:work')] }), true);
    assert.equal(isStarterPlan({ tasks: [task('user')] }), false);
    assert.equal(isStarterPlan({ tasks: [] }), false);
  });
});
