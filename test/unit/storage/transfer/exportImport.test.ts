import assert from 'node:assert/strict';
import initSqlJs from 'sql.js';
import { dayMs } from '../../../../src/core/time/days.ts';
import type { Fact } from '../../../../src/core/facts/facts.ts';
import { ExportAliases } from '../../../../src/storage/transfer/aliases.ts';
import { csvRow } from '../../../../src/core/base/csv.ts';
import { exportHead, exportRange, exportRanges } from '../../../../src/storage/transfer/exportData.ts';
import { readForeign } from '../../../../src/storage/transfer/foreignEntries.ts';
import { entriesOf } from '../../../../src/storage/transfer/jsonEntries.ts';
import { parseFact } from '../../../../src/storage/transfer/parseFact.ts';
import { Vault } from '../../../../src/storage/vault/vault.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { allFacts, always } from '../allFacts.ts';
import { activity, diagnostic, document, plan, planTask, record, run, span, state } from '../facts.ts';
import { StorageFolder } from '../storageFolder.ts';

const some = [
  span(),
  span({ id: 'w:9', start: span().start + 2, file: 'Untitled-1', scheme: 'untitled' }),
  run({ end: span().end, exitCode: 1 }),
  diagnostic(),
  state(),
  activity(),
  plan(),
  planTask(),
  document(),
  record(),
];

describe('export and import', function () {
  this.timeout(120_000);
  let folder: StorageFolder;
  let other: StorageFolder;
  beforeEach(() => ([folder, other] = [new StorageFolder(), new StorageFolder()]));
  afterEach(() => (folder.remove(), other.remove()));

  async function storeWith(...facts: Fact[]): Promise<Store> {
    const journal = folder.journal();
    for (const fact of facts) journal.append(fact);
    await journal.close();
    return folder.store();
  }
  function linesOf(store: Store, rename?: ExportAliases['rename']): string {
    const now = folder.clock.now();
    const parts = exportRanges(store, now).map((range) => exportRange('jsonl', { reader: store, range }, rename));
    return exportHead('jsonl', now) + parts.join('');
  }
  const factsIn = (text: string): Fact[] =>
    text
      .trim()
      .split('\n')
      .slice(1)
      .flatMap((line) => parseFact(JSON.parse(line)) ?? []);

  it('gives every fact once, whichever months it touches, and takes it back in without doubling', async () => {
    const long = span({ id: 'w:50', start: Date.UTC(2026, 0, 31, 23), end: Date.UTC(2026, 1, 1, 1) });
    const store = await storeWith(...some, long, diagnostic({ id: 'w:51', introduced: Date.UTC(2026, 0, 31) }));
    const facts = factsIn(linesOf(store));
    assert.equal(facts.length, some.length + 2);
    const target = await other.store();
    assert.deepEqual(target.previewImport(facts).added, {
      span: 3,
      run: 1,
      diagnostic: 2,
      state: 1,
      document: 1,
      record: 4,
    });
    assert.deepEqual(allFacts(target), [], 'a preview changes nothing');
    const result = target.importFacts(facts);
    assert.equal(result.outcome, 'done');
    assert.deepEqual(allFacts(await other.store()), allFacts(store));
    const again = target.importFacts(facts);
    assert.deepEqual([again.added, again.known, again.name], [{}, facts.length, undefined]);
    assert.deepEqual(allFacts(target), allFacts(store));
    // Also into the store that it came from.
    assert.deepEqual(store.importFacts(facts).added, {});
    assert.equal(allFacts(store).length, facts.length);
  });

  it('takes an older export, which knows no scheme, beside what has one', async () => {
    const target = await storeWith(span({ scheme: 'untitled' }));
    const older = factsIn(`{"type":"daymark-export","version":1}\n${JSON.stringify(span({ id: 'old:1' }))}`);
    target.importFacts([...older, span()]);
    assert.deepEqual(
      target.spans(always).map(({ id, scheme }) => [id, scheme]),
      [
        ['old:1', undefined],
        ['w:1', 'untitled'],
      ],
    );
    assert.equal(parseFact({ ...span(), scheme: 5 }), undefined);
  });

  it('can be undone, leaving what was there', async () => {
    const target = await storeWith(span(), run());
    const { name } = target.importFacts([span(), span({ id: 'n:1', file: 'new.ts' }), activity({ id: 'n:2' })]);
    assert.deepEqual(target.imports(), [name]);
    assert.equal(allFacts(target).length, 4);
    assert.equal(target.undoImport(name ?? '').outcome, 'done');
    assert.deepEqual(allFacts(target), [span(), run()]);
    assert.deepEqual(target.imports(), []);
    assert.throws(() => target.undoImport(name ?? ''), { code: 'not-found' });
    assert.throws(() => target.undoImport('../daymark.sqlite'), { code: 'not-found' });
  });

  it('bears folded hours: into another store and the same, twice', async () => {
    const old = Array.from({ length: 30 }, (_, i) =>
      span({
        id: `o:${i}`,
        ...(i % 3 === 0 && { scheme: 'untitled' }),
        start: span().start - 600 * dayMs + i * 600_000,
        end: span().start - 600 * dayMs + i * 600_000 + 60_000,
      }),
    );
    await storeWith(...old, span());
    const store = await folder.store({ detailMonths: 13 });
    store.checkpoint();
    const total = (of: Store): number[] => {
      const spans = of.spans(always);
      return [
        spans.reduce((sum, { start, end }) => sum + end - start, 0),
        spans.reduce((sum, { signals }) => sum + signals, 0),
        spans.reduce((sum, { start, end, scheme }) => sum + (scheme === 'untitled' ? end - start : 0), 0),
      ];
    };
    const before = total(store);
    const facts = factsIn(linesOf(store));
    assert.ok(facts.some((fact) => fact.id.startsWith('hour-')));
    store.importFacts(facts);
    assert.deepEqual(total(store), before);
    const target = await other.store({ detailMonths: 13 });
    for (let times = 0; times < 3; times++) {
      target.importFacts(facts);
      target.checkpoint();
      assert.deepEqual(total(target), before, `time ${times + 1}`);
    }
  });

  it('leaves names out where that is wished', async () => {
    const text = linesOf(await storeWith(...some), new ExportAliases().rename);
    assert.doesNotMatch(text, /ada|mill|main|npm|Cannot|Design|Charles|Oil|held|Punched|Friday|Mill/);
    assert.match(text, /"project-1"/);
    assert.equal(factsIn(text).length, some.length);
  });

  it('writes CSV that no spreadsheet takes for a formula', async () => {
    assert.equal(csvRow(['=1+1', '+a', '-a', '@a', 'a,"b"\n', -5]), `'=1+1,'+a,'-a,'@a,"a,""b""\n",-5\r\n`);
    const store = await storeWith(span({ project: '=cmd()' }), activity({ title: '@home' }));
    const csv = (format: 'spans.csv' | 'activities.csv'): string[] =>
      (exportHead(format, 0) + exportRange(format, { reader: store, range: always })).trim().split('\r\n');
    assert.deepEqual(csv('spans.csv'), [
      'start,end,offset,kind,source,project,file,language,branch,signals,saves,edits,linesAdded,linesRemoved,scheme',
      "2026-03-02T09:00:00.000Z,2026-03-02T09:01:00.000Z,60,coding,editor,'=cmd(),src/mill.ts,typescript,main,12,1,9,3,1,",
    ]);
    assert.match(csv('activities.csv')[1] ?? '', /reviewing,'@home,,0,With Charles$/);
  });

  it('gives the SQLite file with names that any program can read', async () => {
    const store = await storeWith(span(), run());
    const sql = await initSqlJs();
    const database = new sql.Database(store.exportSqlite());
    const query = 'SELECT name.text FROM span JOIN place ON place.id = span.place JOIN name ON name.id = place.file';
    assert.equal(database.exec(query)[0]?.values[0]?.[0], 'src/mill.ts');
    assert.equal(database.exec('PRAGMA integrity_check')[0]?.values[0]?.[0], 'ok');
    store.refresh();
    assert.equal(store.spans(always).length, 1, 'the store goes on');
  });

  it('gives the SQLite file for a range, and with its names sealed', async () => {
    const sealer = new Vault({ folder: folder.folder, clock: folder.clock, secret: Buffer.alloc(32, 3) });
    const journal = folder.journal({ sealer });
    const late = { start: span().start + 9 * dayMs, end: span().start + 9 * dayMs + 60_000 };
    for (const fact of [span(), span({ id: 'n:1', project: '/p/later', ...late }), activity()]) journal.append(fact);
    await journal.close();
    const store = await folder.store({ sealer });
    const sql = await initSqlJs();
    const valuesOf = (bytes: Uint8Array, query: string): unknown[] =>
      (new sql.Database(bytes).exec(query)[0]?.values ?? []).map(([value]) => value);
    const range = { from: late.start - dayMs, to: late.start + dayMs };
    const part = store.exportSqlite({ names: 'clear', range });
    assert.deepEqual(valuesOf(part, 'SELECT count(*) FROM span UNION ALL SELECT count(*) FROM activity'), [1, 0]);
    const names = valuesOf(part, 'SELECT text FROM name').map(String);
    assert.ok(names.includes('/p/later') && !names.includes('/home/ada/engine'), names.join());
    const sealed = store.exportSqlite({ names: 'sealed' });
    assert.deepEqual(valuesOf(sealed, 'SELECT count(*) FROM span'), [2]);
    assert.doesNotMatch(Buffer.from(sealed).toString('latin1'), /later|engine/);
    assert.equal(store.spans(always).length, 2, 'the store is as it was');
  });

  it('without names has no id that leads to a public page', async () => {
    const sha = '0123456789abcdef0123456789abcdef01234567';
    const documents = [
      document({ id: `commit:${sha}`, collection: 'commits', body: JSON.stringify({ hash: sha }) }),
      document({ id: `github:commit:${sha}`, collection: 'github', body: '{}' }),
      document({ id: 'github:pull:4711', collection: 'github', body: '{}' }),
    ];
    const store = await storeWith(...documents);
    const { rename } = new ExportAliases();
    const lines = exportRange('jsonl', { reader: store, range: always }, rename);
    assert.equal(lines.trim().split('\n').length, 3);
    assert.doesNotMatch(lines, /0123456789abcdef|4711/);
    const sql = await initSqlJs();
    const database = new sql.Database(store.exportSqlite({ names: 'sealed' }));
    const ids = database.exec('SELECT id FROM document ORDER BY id')[0]?.values.map(([id]) => id);
    assert.deepEqual(ids, ['document-1', 'document-2', 'document-3']);
    assert.equal(store.document(`commit:${sha}`)?.collection, 'commits', 'the store is as it was');
  });

  it('refuses what is no fact', () => {
    const bad = [
      null,
      5,
      {},
      { type: 'daymark-export' },
      { ...span(), start: 'x' },
      { ...span(), end: 0 },
      { ...span(), kind: 'dreaming' },
    ];
    const worse = [
      { ...activity(), rev: -1 },
      { ...plan(), day: 'today' },
      { ...span(), edits: { typed: 5 } },
      { ...document(), collection: 'x' },
    ];
    for (const each of [...bad, ...worse]) assert.equal(parseFact(each), undefined, JSON.stringify(each));
    for (const each of some) assert.equal(parseFact(JSON.parse(JSON.stringify(each)))?.id, each.id);
  });

  it('takes the heartbeats of WakaTime as spans', async () => {
    const beat = (time: number, entity: string, more: object = {}): object => ({
      time,
      entity,
      type: 'file',
      category: 'coding',
      project: 'engine',
      language: 'TypeScript',
      branch: 'main',
      ...more,
    });
    const first = 1_000_000_000;
    const heartbeats = [
      beat(first, '/a.ts'),
      beat(first + 60.5, '/a.ts', { is_write: true }),
      beat(first + 100, '/b.ts', { category: 'debugging' }),
      beat(first + 8000, '/b.ts'),
      { time: 'x' },
      null,
    ];
    const dump = { user: {}, days: [{ date: '2001-09-09', heartbeats }, {}] };
    const read = readForeign(entriesOf(dump), { offsetAt: () => 60, now: Date.UTC(2100, 0) });
    assert.equal(read?.kind, 'wakatime');
    assert.equal(read.leftOut, 2);
    const spans = [...read.spans()];
    assert.deepEqual(
      spans.map(({ start, end, kind, file, signals, saves }) => [
        start - first * 1000,
        end - first * 1000,
        kind,
        file,
        signals,
        saves,
      ]),
      [
        [0, 100_000, 'coding', '/a.ts', 2, 1],
        [100_000, 100_000, 'debugging', '/b.ts', 1, 0],
        [8_000_000, 8_000_000, 'coding', '/b.ts', 1, 0],
      ],
    );
    const store = await other.store();
    assert.deepEqual(store.importFacts(spans).added, { span: 3 });
    assert.deepEqual(store.importFacts(spans).added, {});
    for (const nonsense of ['nonsense', undefined, null, 7, [], {}, [1], { days: 1 }])
      assert.equal(readForeign(entriesOf(nonsense), { offsetAt: () => 0, now: 0 }), undefined);
  });

  it('takes the editor buckets of ActivityWatch as spans', () => {
    const event = {
      timestamp: '2026-03-02T09:00:00.000000+00:00',
      duration: 90.5,
      data: { file: '/a.py', project: 'unknown', language: 'python' },
    };
    const buckets = {
      'aw-watcher-vscode_host': { type: 'app.editor.activity', events: [event, { timestamp: 'x' }] },
      'aw-watcher-afk_host': { type: 'afkstatus', events: [] },
    };
    const read = readForeign(entriesOf({ buckets }), { offsetAt: () => 60, now: Date.UTC(2100, 0) });
    assert.equal(read?.kind, 'activitywatch');
    const spans = [...read.spans()];
    assert.deepEqual(
      spans.map(({ start, end, file, project }) => [end - start, file, project]),
      [[90_500, '/a.py', undefined]],
    );
  });
});
