import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Fact } from '../../../../src/core/facts/facts.ts';
import { layoutOf } from '../../../../src/storage/disk/layout.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { allFacts, asStored } from '../allFacts.ts';
import { activity, document, plan, planTask, span } from '../facts.ts';
import { faultyFiles } from '../faultyFiles.ts';
import { StorageFolder } from '../storageFolder.ts';

const edits = (count: number): object => ({ edits: { typed: { edits: count, added: count, removed: 0 } } });
const grown = (step: number): Fact =>
  span({ end: span().start + step * 60_000, signals: step * 9, saves: step, ...edits(step) });
const editable = (rev: number): Fact[] => {
  const change = { rev, at: span().start + rev };
  return [
    activity({ ...change, title: `title ${rev}`, notes: `notes ${rev}` }),
    plan({ ...change, capacityMinutes: rev }),
    planTask({ ...change, title: `task ${rev}`, project: `/p/${rev}` }),
    document({ ...change, body: `{"rev":${rev}}` }),
  ];
};
const version = (step: number): Fact[] => [grown(step), ...editable(step)];

describe('undoing an import', function () {
  this.timeout(60_000);
  let folder: StorageFolder;
  let store: Store;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => {
    store.close();
    folder.remove();
  });

  async function recorded(facts: readonly Fact[]): Promise<void> {
    const journal = folder.journal();
    for (const fact of facts) journal.append(fact);
    await journal.flush();
    store = await folder.store();
  }

  function imported(facts: readonly Fact[]): string {
    const { name } = store.importFacts(facts);
    assert.ok(name);
    return name;
  }

  const undo = (name: string): void => assert.equal(store.undoImport(name).outcome, 'done');

  it('puts back every figure of spans that grew, and the versions that it replaced', async () => {
    await recorded(version(1));
    const before = allFacts(store);
    const name = imported([...version(2), ...version(3)]);
    assert.deepEqual(allFacts(store), asStored(version(3)));
    undo(name);
    assert.deepEqual(allFacts(store), before);
    store.checkpoint();
    assert.deepEqual(allFacts(await folder.store()), before);
  });

  it('leaves no list where another process took the lock in the middle, and none where nothing was brought', async () => {
    await recorded([]);
    assert.equal(store.importFacts([]).name, undefined);
    const robbed = await folder.store({
      files: faultyFiles((_, file) => {
        if (path.basename(path.dirname(file)) !== 'imports') return;
        const thief = { token: 'thief', pid: process.pid, machine: 'elsewhere' };
        fs.writeFileSync(layoutOf(folder.folder).lock, JSON.stringify(thief));
      }),
    });
    const { outcome, added, name } = robbed.importFacts([grown(1)]);
    assert.deepEqual([outcome, added, name, folder.list('imports')], ['lost', {}, undefined, []]);
    fs.rmSync(layoutOf(folder.folder).lock);
    assert.deepEqual(store.importFacts([grown(1)]).added, { span: 1 });
    assert.equal(folder.list('imports').length, 1);
  });

  it('gives the same whichever of several imports is undone first', async () => {
    await recorded(version(1));
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    for (const order of orders) {
      const names = [2, 3, 4].map((step) => imported(version(step)));
      // A later import's data stays until that one is undone.
      let left = 4;
      for (const [i, which] of order.entries()) {
        undo(names[which] ?? '');
        const rest = [0, 1, 2].filter((each) => !order.slice(0, i + 1).includes(each));
        left = Math.max(1, ...rest.map((each) => each + 2));
        assert.deepEqual(allFacts(store), asStored(version(left)), `${order.join()} after ${i + 1}`);
      }
    }
  });

  it('leaves what was changed since', async () => {
    await recorded(version(1));
    const name = imported(version(2));
    const journal = folder.journal();
    for (const fact of version(3)) journal.append(fact);
    await journal.flush();
    store.refresh();
    undo(name);
    assert.deepEqual(allFacts(store), asStored(version(3)));
  });

  it('leaves what it added and the person has edited since, and takes out the rest', async () => {
    await recorded([]);
    const name = imported([...version(1), activity({ id: 'n:1' })]);
    const journal = folder.journal();
    for (const fact of editable(2)) journal.append(fact);
    await journal.flush();
    store.refresh();
    undo(name);
    assert.deepEqual(allFacts(store), asStored(editable(2)));
  });

  it('brings back what it marked as deleted', async () => {
    await recorded(version(1));
    const gone = editable(2).map((fact) => ({ ...fact, deleted: true }) as Fact);
    const name = imported(gone);
    assert.deepEqual(allFacts(store), [grown(1)]);
    undo(name);
    assert.deepEqual(allFacts(store), asStored(version(1)));
  });

  it('keeps no name in clear in its list, and no earlier version of what is erased', async () => {
    await recorded(version(1));
    const name = imported(version(2));
    store.erase({ project: '/p/2' });
    const list = fs.readFileSync(folder.path('imports', name), 'utf8');
    assert.ok(!Buffer.from(list, 'base64').includes('/p/1') && !/"row"/.test(list));
    undo(name);
    assert.deepEqual(
      allFacts(store),
      asStored(
        version(2)
          .filter(({ type }) => type !== 'planTask')
          // The list has changes of records one by one, and no earlier version of them.
          .map((fact, i) => (fact.type === 'document' ? fact : (version(1)[i] ?? fact))),
      ),
    );
  });
});
