import assert from 'node:assert/strict';
import fs from 'node:fs';
import initSqlJs from 'sql.js';
import type { RecordFact } from '../../../../src/core/facts/facts.ts';
import { fieldValues, makePatch } from '../../../../src/core/records/recordState.ts';
import { StoredRecords } from '../../../../src/storage/records/storedRecords.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { Vault } from '../../../../src/storage/vault/vault.ts';
import { record } from '../facts.ts';
import { StorageFolder, wasmPath } from '../storageFolder.ts';

const { clock: first } = record();
const year = 365 * 86_400_000;

describe('stored records', () => {
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());

  async function storeWith(...facts: RecordFact[]): Promise<Store> {
    const journal = folder.journal();
    for (const fact of facts) journal.append(fact);
    await journal.close();
    return folder.store();
  }

  it('keep what two writers changed in different fields, and an edit made after a clock that was a year ahead', async () => {
    const ahead = { time: first.time + year, count: 0, writer: 'ahead' };
    const store = await storeWith(
      record(),
      record({ clock: { ...first, time: first.time + 5, writer: 'a' }, fields: { title: 'A' } }),
      record({ clock: { ...first, time: first.time + 4, writer: 'b' }, fields: { due: 7 } }),
      record({ clock: ahead, fields: { status: 'done' } }),
    );
    const state = store.record('tasks', 'w:11') ?? assert.fail();
    assert.deepEqual(fieldValues(state), { ...record().fields, title: 'A', due: 7, status: 'done' });
    const journal = folder.journal();
    const edit = makePatch(state, { status: 'open' }, { now: first.time + 9, writer: 'a' });
    journal.append({ type: 'record', ...edit });
    await journal.flush();
    store.refresh();
    assert.equal(store.records('tasks', { status: 'open' }).states.length, 1);
    assert.equal(store.records('tasks', { status: 'done' }).states.length, 0);
  });

  it('drop what was overwritten, but not while an import can be undone', async () => {
    const edits = Array.from({ length: 40 }, (_, i) =>
      record({ clock: { ...first, time: first.time + i }, fields: { title: `title ${i}`, sort: i } }),
    );
    const store = await storeWith(record(), ...edits);
    const count = async (table: string): Promise<unknown> => {
      const database = new (await initSqlJs()).Database(fs.readFileSync(folder.path('daymark.sqlite')));
      return database.exec(`SELECT count(*) FROM ${table}`)[0]?.values[0]?.[0];
    };
    const before = store.record('tasks', 'w:11');
    const { name = '' } = store.importFacts([record({ id: 'n:1' })]);
    assert.equal(await count('record_patch'), 42);
    store.undoImport(name);
    const journal = folder.journal();
    journal.append(record({ collection: 'goals' }));
    await journal.flush();
    store.refresh();
    assert.equal(store.checkpoint().outcome, 'done');
    assert.equal(await count('record_patch'), 3);
    assert.equal(await count('string'), 3);
    assert.deepEqual(store.record('tasks', 'w:11'), before);
    assert.deepEqual(store.importFacts(edits).added, {}, 'what was dropped is known');
  });

  it('are listed in pages, by time, status, and id', async () => {
    const at = (id: string, fields: RecordFact['fields']): RecordFact =>
      record({ id, fields: { title: id, ...fields } });
    const store = await storeWith(
      at('none:b', { status: 'open' }),
      at('none:a', { status: 'open' }),
      at('early', { start: 10, end: 25, status: 'done', due: 90 }),
      at('same:2', { start: 20, status: 'open', due: 80 }),
      at('same:1', { start: 20, status: 'open' }),
      at('late', { start: 30, end: 40, status: 'late' }),
      at('gone', { start: 20, deleted: true }),
      record({ collection: 'goals', id: 'other' }),
    );
    const list = (query: Parameters<Store['records']>[1]): string[] =>
      store.records('tasks', query).states.map(({ id }) => id);
    const all = ['none:a', 'none:b', 'early', 'same:1', 'same:2', 'late'];
    assert.deepEqual(list({}), all);
    for (const descending of [false, true]) {
      for (const limit of [1, 2, 4, 6]) {
        const pages: string[] = [];
        for (let after: string | undefined, next = ''; next !== undefined; after = next) {
          const page = store.records('tasks', { limit, descending, ...(after !== undefined && { after }) });
          pages.push(...page.states.map(({ id }) => id));
          next = page.next as string;
        }
        assert.deepEqual(pages, descending ? all.toReversed() : all, `pages of ${limit}`);
      }
    }
    assert.deepEqual(list({ from: 24, to: 30 }), ['early']);
    assert.deepEqual(list({ from: 25, to: 31 }), ['late']);
    assert.deepEqual(list({ by: 'due', from: 80, to: 91 }), ['same:2', 'early']);
    assert.deepEqual(list({ status: ['done', 'late'] }), ['early', 'late']);
    assert.deepEqual(list({ ids: ['late', 'none:a', 'gone', 'other'] }), ['none:a', 'late']);
    assert.deepEqual(list({ after: 'no cursor' }), all);
  });

  it('are found however long they last, in order and in pages', async () => {
    const day = 86_400_000;
    const lengths = [0, 1, 30 * day, 31 * day, 32 * day, 90 * day, 80 * year];
    const facts = Array.from({ length: 120 }, (_, i): RecordFact => {
      const start = first.time - (i % 40) * 9 * day;
      const length = lengths[i % 7] ?? 0;
      return record({
        id: `r:${i}`,
        fields: { start, ...(i % 11 > 0 && { end: start + length }), status: i % 2 ? 'a' : 'b' },
      });
    });
    const store = await storeWith(...facts);
    const spans = facts.map(({ id, fields }) => ({
      id,
      ...(fields as { start: number; end?: number; status: string }),
    }));
    for (const back of [0, 1, 30, 31, 100, 200])
      for (const descending of [false, true]) {
        const [from, to] = [first.time - back * day, first.time - (back - 20) * day];
        const expected = spans
          .filter(({ start, end = start, status }) => status === 'a' && start < to && (start >= from || end > from))
          .sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
          .map(({ id }) => id);
        const found: string[] = [];
        for (let after: string | undefined, next = ''; next !== undefined; after = next) {
          const query = { from, to, status: 'a', limit: 7, descending, ...(after !== undefined && { after }) };
          const page = store.records('tasks', query);
          found.push(...page.states.map(({ id }) => id));
          next = page.next as string;
        }
        assert.deepEqual(found, descending ? expected.toReversed() : expected, `${back} days back`);
      }
  });

  it('of which one lasts a century make no query look further back', () => {
    const asked: unknown[][] = [];
    const answers = { number: () => 100 * year, all: (_: string, ...params: unknown[]) => (asked.push(params), []) };
    const names = {} as ConstructorParameters<typeof StoredRecords>[1];
    new StoredRecords(answers as never, names).records('tasks', { from: 100 * year, limit: 5 });
    assert.ok(asked.length > 0);
    const [bound] = (asked[0] ?? []).filter((each) => typeof each === 'number');
    assert.ok(Number(bound) > 99 * year, `began after ${String(bound)}`);
  });

  it('are encrypted but for their columns, also under a new key, and come back with it', async () => {
    const secret = Buffer.alloc(32, 3);
    const sealer = new Vault({ folder: folder.folder, clock: folder.clock, secret });
    const journal = folder.journal({ sealer });
    journal.append(record({ fields: { title: 'zork', gnusto: ['rezrov'], status: 'open' } }));
    await journal.flush();
    const store = await folder.store({ sealer });
    store.checkpoint();
    const read = (...names: string[]): string => fs.readFileSync(folder.path(...names)).toString('latin1');
    const [name = ''] = folder.list('journal');
    for (const text of [read('daymark.sqlite'), read('journal', name)]) {
      assert.doesNotMatch(text, /zork|gnusto|rezrov/);
      assert.match(text, /open/);
    }
    const before = store.record('tasks', 'w:11');
    assert.equal(before?.fields.get('title')?.value, 'zork');
    sealer.rotate();
    assert.equal(store.reseal().outcome, 'done');
    assert.deepEqual((await folder.store({ sealer })).record('tasks', 'w:11'), before);
    // Without the key the record has only its columns, and writing the file loses nothing.
    const locked = await folder.store({
      sealer: new Vault({ folder: folder.folder, clock: folder.clock, secret: Buffer.alloc(32, 4) }),
    });
    assert.deepEqual([...(locked.record('tasks', 'w:11')?.fields.keys() ?? [])], ['status']);
    assert.ok(Number(locked.health().lockedNames) > 0);
    locked.checkpoint();
    assert.deepEqual((await folder.store({ sealer })).record('tasks', 'w:11'), before);
  });

  it('go with the project they name, and forget one they named before', async () => {
    const [engine, other] = ['/home/ada/engine', '/home/ada/notes'];
    const moved = { ...first, time: first.time + 1 };
    const store = await storeWith(
      record(),
      record({ id: 'moved', fields: { title: 'Moved', project: engine } }),
      record({ id: 'moved', clock: moved, fields: { project: other } }),
      record({ id: 'mentions', fields: { title: `See ${engine}`, project: other } }),
      record({ id: 'free', fields: { title: `See ${engine}` } }),
      record({ id: 'none', fields: { title: 'Rest' } }),
    );
    assert.deepEqual(store.erase({ project: engine }).erased, { record: 2 });
    const left = store.records('tasks', {}).states.map((state) => [state.id, fieldValues(state)['project']]);
    assert.deepEqual(left, [
      ['mentions', other],
      ['moved', other],
      ['none', undefined],
    ]);
    const sql = await initSqlJs();
    const database = new sql.Database(store.exportSqlite());
    const texts = database.exec('SELECT text FROM name')[0]?.values.flat().map(String) ?? [];
    assert.deepEqual(
      texts.filter((text) => text.includes(`"${engine}"`)),
      [],
    );
    assert.ok(texts.some((text) => text.includes('Moved')));
  });

  it('go with the range they overlap, or were made in when they have no time', async () => {
    const start = first.time;
    const store = await storeWith(
      record({ id: 'over', fields: { start: start - 10, end: start + 10 } }),
      record({ id: 'before', fields: { start: start - 10, end: start } }),
      record({ id: 'timeless', fields: { title: 'Goal' } }),
      record({ id: 'later', clock: { ...first, time: start + 100 }, fields: { title: 'Goal' } }),
    );
    assert.deepEqual(store.erase({ range: { from: start, to: start + 50 } }).erased, { record: 2 });
    assert.deepEqual(
      store.records('tasks', {}).states.map(({ id }) => id),
      ['later', 'before'],
    );
    store.erase({});
    assert.deepEqual(store.records('tasks', {}).states, []);
  });

  it('are taken out again with the import that brought them, but not what was changed since', async () => {
    const edit = record({
      id: 'there',
      clock: { ...first, time: first.time + 5 },
      fields: { title: 'Imported', sort: 1 },
    });
    const store = await storeWith(record({ id: 'there' }));
    const there = store.record('tasks', 'there');
    const {
      name = '',
      added,
      changed,
    } = store.importFacts([
      edit,
      record({ id: 'new' }),
      record({ id: 'new', clock: edit.clock, fields: { sort: 2 } }),
      record({ id: 'touched' }),
    ]);
    assert.deepEqual([added, changed], [{ record: 2 }, 1]);
    const journal = folder.journal();
    const touched = makePatch(
      store.record('tasks', 'touched') ?? assert.fail(),
      { status: 'done' },
      { now: 0, writer: 'w' },
    );
    const resorted = makePatch(store.record('tasks', 'there') ?? assert.fail(), { sort: 9 }, { now: 0, writer: 'w' });
    for (const patch of [touched, resorted]) journal.append({ type: 'record', ...patch });
    await journal.flush();
    assert.equal(store.undoImport(name).outcome, 'done');
    assert.equal(store.record('tasks', 'new'), undefined);
    assert.deepEqual(fieldValues(store.record('tasks', 'touched') ?? assert.fail()), {
      ...record().fields,
      status: 'done',
    });
    assert.deepEqual(fieldValues(store.record('tasks', 'there') ?? assert.fail()), {
      ...fieldValues(there ?? assert.fail()),
      sort: 9,
    });
    assert.equal(store.records('tasks', { by: 'sort', from: 9, to: 10 }).states.length, 1);
  });

  it('from an older version are read again once this version understands them', async () => {
    const journal = folder.journal({ writer: 'w' });
    journal.append(record());
    await journal.flush();
    (await folder.store({ backups: { daily: 0, weekly: 0 } })).checkpoint();
    const sql = await initSqlJs({ wasmBinary: fs.readFileSync(wasmPath).buffer as ArrayBuffer });
    const database = new sql.Database(fs.readFileSync(folder.path('daymark.sqlite')));
    // As left by version 6: it knew no records, and stored where the first line began that it did not understand.
    const line = fs.readFileSync(folder.path('journal', 'w-1.ndjson')).indexOf('["e"');
    database.exec(`DROP TABLE record; DROP TABLE record_patch; DELETE FROM string; PRAGMA user_version = 6;
      UPDATE journal SET unknown_from = ${line}, skipped = 1, version = 1`);
    fs.writeFileSync(folder.path('daymark.sqlite'), database.export());
    const store = await folder.store();
    assert.deepEqual(fieldValues(store.record('tasks', 'w:11') ?? assert.fail()), record().fields);
    assert.equal(store.health().skippedLines, 0);
  });
});
