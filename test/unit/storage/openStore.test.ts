import assert from 'node:assert/strict';
import fs from 'node:fs';
import { allFacts, always, asStored } from './allFacts.ts';
import { activity, diagnostic, document, plan, planTask, run, span, state } from './facts.ts';
import { StorageFolder } from './storageFolder.ts';

const oneOfEach = [
  span(),
  run({ end: span().end, exitCode: 1 }),
  diagnostic({ fixed: span().end }),
  state(),
  activity(),
  plan(),
  planTask(),
  document(),
];

describe('the store', () => {
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());

  it('gives back every type of fact as it was written, from the journal and from the file', async () => {
    const journal = folder.journal();
    for (const fact of oneOfEach) journal.append(fact);
    await journal.flush();
    const store = await folder.store();
    assert.deepEqual(allFacts(store), asStored(oneOfEach));
    assert.equal(store.checkpoint().outcome, 'done');
    assert.deepEqual(allFacts(store), asStored(oneOfEach));
    const other = await folder.store();
    assert.deepEqual(allFacts(other), asStored(oneOfEach));
    assert.equal(other.checkpoint().outcome, 'nothing');
    assert.equal(other.health().mode, 'ready');
    assert.equal(other.health().facts, oneOfEach.length);
  });

  it('is empty, and writes nothing, in an empty folder', async () => {
    const store = await folder.store();
    assert.deepEqual(allFacts(store), []);
    assert.equal(store.firstInstant(), undefined);
    assert.equal(store.isDemo(), false);
    assert.equal(store.checkpoint().outcome, 'nothing');
    assert.deepEqual(folder.list(), []);
  });

  it('finds with a refresh what was flushed since, and says whether there was something', async () => {
    const journal = folder.journal();
    const store = await folder.store();
    assert.equal(store.refresh(), false);
    journal.append(span());
    await journal.flush();
    assert.equal(store.refresh(), true);
    assert.equal(store.refresh(), false);
    journal.append(span({ end: span().end + 1000, signals: 20 }));
    await journal.flush();
    assert.equal(store.refresh(), true);
    assert.deepEqual(store.spans(always), [span({ end: span().end + 1000, signals: 20 })]);
  });

  it('reads on after a checkpoint by another window, also growths of spans that began before', async () => {
    const journal = folder.journal();
    const [one, two] = [await folder.store(), await folder.store()];
    journal.append(span());
    await journal.flush();
    assert.equal(one.checkpoint().outcome, 'done');
    journal.append(span({ end: span().end + 5000 }));
    journal.append(run());
    await journal.flush();
    for (const store of [one, two, await folder.store()]) {
      store.refresh();
      assert.deepEqual(allFacts(store), [span({ end: span().end + 5000 }), run()]);
    }
    assert.equal(two.checkpoint().outcome, 'done');
    assert.equal(one.refresh(), true);
    assert.deepEqual(allFacts(one), [span({ end: span().end + 5000 }), run()]);
  });

  it('deletes a journal that is closed once the file and a backup hold it, and never one that is open', async () => {
    const [closed, open] = [folder.journal({ writer: 'closed' }), folder.journal({ writer: 'open' })];
    closed.append(span({ id: 'closed:1' }));
    open.append(span({ id: 'open:1' }));
    await closed.close();
    await open.flush();
    const store = await folder.store();
    const result = store.checkpoint();
    assert.equal(result.journalsDeleted, 1);
    assert.equal(result.backup, 'daymark-2026-03-02.sqlite');
    assert.deepEqual(folder.list('journal'), ['open-1.ndjson']);
    assert.equal((await folder.store()).spans(always).length, 2);
  });

  it('keeps an applied journal until the next backup, so that file and backup can both be spared', async () => {
    const store = await folder.store();
    for (const day of [0, 1]) {
      folder.clock.pass(day * 86_400_000);
      const journal = folder.journal({ writer: `day${day}` });
      journal.append(span({ id: `day${day}:1` }));
      await journal.close();
      store.checkpoint();
      const later = folder.journal({ writer: `later${day}` });
      later.append(span({ id: `later${day}:1` }));
      await later.close();
      assert.equal(store.checkpoint().journalsDeleted, 0);
    }
    assert.deepEqual(folder.list('journal'), ['later1-1.ndjson']);
    fs.writeFileSync(folder.path('daymark.sqlite'), 'nonsense');
    const rebuilt = await folder.store();
    assert.equal(rebuilt.health().mode, 'rebuilt');
    assert.deepEqual(
      rebuilt
        .spans(always)
        .map((fact) => fact.id)
        .sort(),
      ['day0:1', 'day1:1', 'later0:1', 'later1:1'],
    );
  });

  it('tells demo data apart by what wrote it', async () => {
    const journal = folder.journal({ demo: true });
    journal.append(span());
    await journal.flush();
    const store = await folder.store();
    assert.equal(store.isDemo(), true);
    store.checkpoint();
    assert.equal((await folder.store()).isDemo(), true);
    assert.equal(store.health().demo, true);
  });

  it('answers busy while another process holds the lock, and takes it over from one that is dead', async () => {
    const journal = folder.journal();
    journal.append(span());
    await journal.flush();
    const store = await folder.store();
    fs.writeFileSync(folder.path('daymark.lock'), JSON.stringify({ token: 't', pid: process.pid, machine: 'another' }));
    assert.equal(store.checkpoint().outcome, 'busy');
    folder.clock.pass(59_000);
    assert.equal(store.checkpoint().outcome, 'busy');
    fs.utimesSync(folder.path('daymark.lock'), 1, 1);
    folder.clock.pass(2000);
    assert.equal(store.checkpoint().outcome, 'busy', 'a beat shows that the holder lives');
    folder.clock.pass(60_000);
    assert.equal(store.checkpoint().outcome, 'done');
    assert.deepEqual(
      folder.list().filter((name) => name.includes('lock')),
      [],
    );
  });
});
