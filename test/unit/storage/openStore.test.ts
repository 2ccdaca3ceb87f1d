import assert from 'node:assert/strict';
import { activity, diagnostic, plan, planTask, run, span, state } from './facts.ts';
import { StorageFolder } from './storageFolder.ts';

const always = { from: 0, to: Date.UTC(2100, 0) };

describe('the store', () => {
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());

  it('gives back every type of fact as it was written, from the journal and from the file', async () => {
    const journal = folder.journal();
    const facts = [
      span(),
      run({ end: span().end, exitCode: 1 }),
      diagnostic({ fixed: span().end }),
      state(),
      activity(),
      plan(),
      planTask(),
    ];
    for (const fact of facts) journal.append(fact);
    await journal.flush();
    const store = await folder.store();
    const read = (): unknown[] => [
      ...store.spans(always),
      ...store.runs(always),
      ...store.diagnostics(always),
      ...store.states(always),
      ...store.activities(always),
      store.plan('2026-03-03'),
      ...store.planTasks('2026-03-03', '2026-03-03'),
    ];
    assert.deepEqual(read(), facts);
    assert.equal(store.checkpoint().outcome, 'done');
    assert.deepEqual(read(), facts);
    const other = await folder.store();
    assert.deepEqual(other.spans(always), [span()]);
    assert.equal(other.checkpoint().outcome, 'nothing');
    assert.deepEqual(other.health().mode, 'ready');
  });
});
