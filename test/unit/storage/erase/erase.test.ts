import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { dayMs } from '../../../../src/core/time/days.ts';
import { allFacts, always, asStored } from '../allFacts.ts';
import { activity, diagnostic, document, plan, planTask, run, span, state } from '../facts.ts';
import { loadSqlite } from '../../../../src/storage/sqlite/database.ts';
import { readMeta } from '../../../../src/storage/sqlite/metaTable.ts';
import { StorageFolder, wasmPath } from '../storageFolder.ts';

const secret = { project: '/home/ada/Xanadu', file: 'plover.ts', branch: 'gnusto' };

describe('erasing', () => {
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());

  /** Files in which one of the planted names can be read. */
  function found(): string[] {
    const all = fs.readdirSync(folder.folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
    return all.flatMap(({ parentPath, name }) => {
      const raw = fs.readFileSync(path.join(parentPath, name), 'latin1');
      const decoded = raw.replaceAll(/[A-Za-z0-9+/=]{8,}/g, (text) => Buffer.from(text, 'base64').toString('latin1'));
      return /Xanadu|plover|gnusto|zork/.test(raw + decoded) ? [name] : [];
    });
  }

  it('goes for the lists of imports too, which tell when there was something', async () => {
    const store = await folder.store();
    const late = { start: span().start + dayMs, end: span().start + dayMs + 1 };
    const { name } = store.importFacts([span({ id: 'i:1' }), span({ id: 'i:2', ...late })]);
    store.importFacts([span({ id: 'i:3' })]);
    const lists = (): string[] =>
      fs.readdirSync(folder.path('imports')).map((list) => fs.readFileSync(folder.path('imports', list), 'utf8'));
    store.erase({ range: { from: span().start, to: span().end } });
    assert.deepEqual(store.imports(), [name]);
    assert.ok(lists().every((list) => list.includes(String(late.start)) && !list.includes(String(span().start))));
    store.undoImport(name ?? '');
    assert.deepEqual(allFacts(store), []);
    store.importFacts([span({ id: 'i:1' })]);
    store.erase({});
    assert.deepEqual(lists(), []);
  });

  it('a project leaves no trace of it in any file, and everything else as it is', async () => {
    const kept = [span(), run(), diagnostic(), state(), activity(), planTask(), document()];
    const gone = [
      span({ id: 'x:1', ...secret, scheme: 'zork' }),
      span({
        id: 'x:9',
        start: span().start - 500 * dayMs,
        end: span().start - 500 * dayMs + 5,
        ...secret,
        scheme: 'zork',
      }),
      run({ id: 'x:2', name: 'zork', ...secret }),
      diagnostic({ id: 'x:3', message: 'zork', ...secret }),
      activity({ id: 'x:4', title: 'zork', project: secret.project }),
      planTask({ id: 'x:5', title: 'zork', project: secret.project }),
      plan({ capacityEvidence: [{ id: 'e', text: 'gnusto in Xanadu' }] }),
      document({ id: 'x:6', body: JSON.stringify({ repository: 'ada/Xanadu', zork: 1 }) }),
    ];
    const [closed, open] = [folder.journal(), folder.journal()];
    for (const fact of [...kept, ...gone]) closed.append(fact);
    await closed.flush();
    const store = await folder.store({ detailMonths: 13 });
    store.checkpoint();
    fs.copyFileSync(folder.path('daymark.sqlite'), folder.path('daymark.sqlite.damaged-2026-01-01'));
    open.append(span({ id: 'x:7', ...secret }));
    open.append(run({ id: 'k:1' }));
    await open.flush();
    assert.ok(found().length >= 4);
    const result = store.erase({ project: secret.project });
    assert.equal(result.outcome, 'done');
    assert.deepEqual(result.erased, {
      span: 2,
      run: 1,
      diagnostic: 1,
      hour: 1,
      record: 2,
      document: 1,
    });
    assert.deepEqual([result.trimmed, result.copiesChanged, result.filesDeleted, result.journalsLeft], [1, 1, 1, 0]);
    assert.deepEqual(found(), []);
    const inOrder = [span(), run({ id: 'k:1' }), ...kept.slice(1, 5), plan({ capacityEvidence: [] }), ...kept.slice(5)];
    assert.deepEqual(allFacts(await folder.store()), asStored(inOrder));
    assert.deepEqual(allFacts(store), asStored(inOrder));
    // The windows continue, in new journals.
    open.append(span({ id: 'k:2' }));
    await open.flush();
    store.refresh();
    assert.deepEqual(
      store.spans(always).map((fact) => fact.id),
      ['k:2', 'w:1'],
    );
  });

  it('a range takes what overlaps it', async () => {
    const journal = folder.journal();
    const at = (id: string, from: number, to: number): void =>
      journal.append(span({ id, start: span().start + from, end: span().start + to }));
    at('a:1', -100, -50);
    at('a:2', -100, 1);
    at('a:3', 5, 9);
    at('a:4', 100, 200);
    journal.append(plan());
    await journal.flush();
    const store = await folder.store();
    const result = store.erase({ range: { from: span().start, to: span().start + 100 } });
    assert.deepEqual(result.erased, { span: 2 });
    assert.deepEqual(
      store.spans(always).map((fact) => fact.id),
      ['a:1', 'a:4'],
    );
    assert.ok(store.plan('2026-03-03'));
  });

  it('everything leaves nothing, and takes facts again', async () => {
    const journal = folder.journal();
    for (const fact of [span(secret), run(), activity(), plan(), planTask(), document(), state(), diagnostic()])
      journal.append(fact);
    await journal.flush();
    const store = await folder.store();
    store.checkpoint();
    store.erase({});
    assert.deepEqual(allFacts(await folder.store()), []);
    assert.deepEqual(found(), []);
    journal.append(span({ id: 'n:1' }));
    await journal.flush();
    store.refresh();
    assert.equal(store.spans(always).length, 1);
  });

  it('keeps what is of another project and only mentions the erased one', async () => {
    const commit = (id: string, project: string): void =>
      journal.append(
        document({ id, collection: 'commits', body: JSON.stringify({ project, subject: 'Move app out of /p/app' }) }),
      );
    const journal = folder.journal();
    commit('c:1', '/p/app');
    commit('c:2', '/p/application');
    commit('c:3', '/q/app');
    await journal.flush();
    const store = await folder.store();
    assert.deepEqual(store.erase({ project: '/p/app' }).erased, { document: 1 });
    assert.deepEqual(
      store.documents('commits', always).map(({ id }) => id),
      ['c:2', 'c:3'],
    );
  });

  it('keeps texts that mention only projects with a similar name', async () => {
    const receipt = (id: string, text: string): void =>
      journal.append(document({ id, collection: 'receipts', body: JSON.stringify({ sent: text }) }));
    const journal = folder.journal();
    receipt('r:1', 'work on /p/app today');
    receipt('r:2', 'work on app, and more');
    receipt('r:3', 'files:\napp\ttoday');
    for (const [i, text] of ['/p/application', 'app-web', 'my-app', 'apps', '/p/app2/src'].entries())
      receipt(`s:${i}`, `work on ${text} today`);
    await journal.flush();
    const store = await folder.store();
    assert.deepEqual(store.erase({ project: '/p/app' }).erased, { document: 3 });
    assert.equal(store.documents('receipts', always).length, 5);
  });

  it('measures again how long the longest span is, as does taking an import out', async () => {
    const journal = folder.journal();
    journal.append(span({ id: 'l:1', ...secret, end: span().start + dayMs }));
    journal.append(span());
    await journal.flush();
    const store = await folder.store();
    store.erase({ project: secret.project });
    const sqlite = await loadSqlite(wasmPath);
    const database = sqlite(fs.readFileSync(folder.path('daymark.sqlite')));
    assert.equal(readMeta(database, 'longestSpan'), span().end - span().start);
    database.close();

    const { name } = store.importFacts([span({ id: 'i:1', end: span().start + dayMs })]);
    store.undoImport(name ?? '');
    const after = sqlite(fs.readFileSync(folder.path('daymark.sqlite')));
    assert.equal(readMeta(after, 'longestSpan'), span().end - span().start);
    after.close();
  });
});
