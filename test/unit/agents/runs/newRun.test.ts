import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { newRun, newRunId, runTitle } from '../../../../src/agents/runs/newRun.ts';

describe('a new run', () => {
  const place = { id: '0123456789ab', folder: path.join('data', 'agentRuns', '0123456789ab'), now: 7 };

  it('waits, with a worktree, a branch, and a key of its own, and keeps what it is about', () => {
    const run = newRun({ title: 'Fix the cart', task: 'Fix it' }, place);
    const { owner, outputKey, ...others } = run;
    assert.deepEqual(others, {
      title: 'Fix the cart',
      task: 'Fix it',
      status: 'pending',
      start: 7,
      worktree: path.join(place.folder, 'tree'),
      branch: 'daymark/fix-the-cart-012345',
      attempts: 0,
    });
    assert.equal(owner.pid, process.pid);
    assert.match(outputKey, /^[\da-f]{64}$/);
    assert.notEqual(newRun({ title: '' }, place).outputKey, outputKey);
    assert.match(newRunId(), /^[\da-f]{12}$/);
    assert.notEqual(newRunId(), newRunId());
  });

  it('has a branch that git accepts, whatever its title is', () => {
    const titles = ['Fix: ../the cart.lock', '--force', '日本語', 'Über Maß', `${'long '.repeat(8)}title`, '', '@{-1}'];
    const branches = titles.map((title) => newRun({ title }, place).branch);
    assert.deepEqual(branches.slice(0, 6), [
      'daymark/fix-the-cart-lock-012345',
      'daymark/force-012345',
      'daymark/run-012345',
      'daymark/u-ber-ma-012345',
      'daymark/long-long-long-long-long-long-long-long-012345',
      'daymark/run-012345',
    ]);
    for (const branch of branches) execFileSync('git', ['check-ref-format', '--branch', branch]);
  });

  it('is named by the first line of its task, up to 80 characters', () => {
    assert.equal(runTitle('\n  Fix the cart\nand more'), 'Fix the cart');
    assert.equal(runTitle('x'.repeat(80)), 'x'.repeat(80));
    assert.equal(runTitle('x'.repeat(81)), `${'x'.repeat(79)}…`);
    assert.equal(runTitle(''), '');
  });
});
