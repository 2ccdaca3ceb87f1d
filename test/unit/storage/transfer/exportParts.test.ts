import assert from 'node:assert/strict';
import type { Sealer } from '../../../../src/core/facts/sealer.ts';
import { exportHead, exportRange, exportRanges } from '../../../../src/storage/transfer/exportData.ts';
import { exportSqlite } from '../../../../src/storage/transfer/exportSqlite.ts';
import type { FileStore } from '../../../../src/storage/fileStore.ts';
import { loadSqlite } from '../../../../src/storage/sqlite/database.ts';
import { fromBase32, toBase32 } from '../../../../src/storage/vault/base32.ts';
import { openOnly } from '../../../../src/storage/vault/openOnly.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { resealNames } from '../../../../src/storage/vault/resealNames.ts';
import { activity, document, record, run, span, state } from '../facts.ts';
import { openMemoryTables, type MemoryTables } from '../facts/memoryTables.ts';
import { wasmPath } from '../storageFolder.ts';

const { start } = span();
const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

describe('an export in pieces', () => {
  let tables: MemoryTables;
  beforeEach(async () => void (tables = await openMemoryTables()));
  afterEach(() => tables.database.close());
  const months = (now: number, range?: { from: number; to: number }) =>
    exportRanges(tables.reader, now, range).map(({ from, to }) =>
      [from, to].map((at) => new Date(at).toISOString().slice(0, 16)).join(' '),
    );

  it('has a piece for each month from the first fact on, and those in which something lies beyond a year from now', () => {
    tables.write(span({ start: day('2026-01-20') + 5 * 60_000, end: day('2026-01-21') }));
    const found = months(day('2026-02-10'));
    assert.deepEqual(found.slice(0, 2), ['2026-01-20T00:05 2026-02-01T00:00', '2026-02-01T00:00 2026-03-01T00:00']);
    assert.deepEqual([found.length, found.at(-1)], [14, '2027-02-01T00:00 2027-02-11T00:00']);
    // A document belongs to no first instant.
    tables.write(document({ id: 'w:a', at: start, start: day('2025-03-05'), end: day('2025-03-06') }));
    tables.write(document({ id: 'w:b', at: start, start: day('2040-03-05'), end: day('2040-03-06') }));
    tables.write(document({ id: 'w:c', at: start, start: day('2040-03-07'), end: day('2040-03-08') }));
    const all = months(day('2026-02-10'));
    assert.deepEqual(
      [all[0], all.at(-1), all.length],
      ['2025-03-01T00:00 2025-04-01T00:00', '2040-03-01T00:00 2040-04-01T00:00', 16],
    );
  });

  it('has the months of a range, from what was recorded on', () => {
    tables.write(span({ start: day('2026-01-20'), end: day('2026-01-21') }));
    const range = { from: day('2025-06-01'), to: day('2026-02-02') };
    assert.deepEqual(months(start, range), ['2026-01-20T00:00 2026-02-01T00:00', '2026-02-01T00:00 2026-02-02T00:00']);
    assert.deepEqual(months(start, { from: day('2026-01-25'), to: day('2026-01-26') }), [
      '2026-01-25T00:00 2026-01-26T00:00',
    ]);
    assert.deepEqual(months(start, { from: day('2024-01-01'), to: day('2024-02-01') }), []);
  });

  it('has rows with these columns', () => {
    const edits = {
      typed: { edits: 9, added: 3, removed: 1 },
      pasted: { edits: 1, added: 20, removed: 0 },
    };
    tables.write(span({ edits, scheme: 'git' }), activity(), run(), state(), document(), record());
    const range = { from: 0, to: start + 1 };
    const rows = (format: 'spans.csv' | 'activities.csv') =>
      [exportHead(format, 5), exportRange(format, { reader: tables.reader, range })].map((row) => row.trimEnd());
    assert.deepEqual(rows('spans.csv'), [
      'start,end,offset,kind,source,project,file,language,branch,signals,saves,edits,linesAdded,linesRemoved,scheme',
      '2026-03-02T09:00:00.000Z,2026-03-02T09:01:00.000Z,60,coding,editor,/home/ada/engine,src/mill.ts,typescript,main,12,1,10,23,1,git',
    ]);
    assert.deepEqual(rows('activities.csv'), [
      'start,end,offset,kind,title,project,errors,notes',
      '2026-03-02T09:00:00.000Z,2026-03-02T09:30:00.000Z,60,reviewing,Design review,,0,With Charles',
    ]);
    const types = exportRange('jsonl', { reader: tables.reader, range })
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type);
    assert.deepEqual(types, ['span', 'run', 'state', 'document', 'record', 'record']);
    assert.equal(exportRange('jsonl', { reader: tables.reader, range: { from: 0, to: start } }), '');
  });
});

/** Seals with a mark in front that stands for a key; opens what has this one. */
const sealerOf = (key: number): Sealer => ({
  seal: (content) => Buffer.concat([Uint8Array.of(key), Buffer.from(content)]),
  open: (sealed) => (sealed[0] === key || sealed[0] === 1 ? Buffer.from(sealed.subarray(1)).toString() : undefined),
  openBytes: (sealed) => sealed.subarray(1),
  tag: (text) => Buffer.from(`${key} ${Buffer.from(text).toString('hex')}`),
  isCurrent: (sealed) => sealed[0] === key,
});

describe('names in a database', () => {
  let tables: MemoryTables;
  beforeEach(async () => {
    tables = await openMemoryTables();
    tables.write(span(), document({ collection: 'commits' }), record());
  });
  afterEach(() => tables.database.close());
  const names = (database = tables.database) =>
    database.all('SELECT sealed FROM string ORDER BY id').map(([sealed]) => Buffer.from(sealed as Uint8Array));

  it('are sealed anew where they are under another key and can be opened', () => {
    const { database } = tables;
    const count = names().length;
    database.run("UPDATE string SET sealed = CAST(x'01' || substr(sealed, 2) AS BLOB)");
    database.run("UPDATE string SET sealed = x'0978' WHERE id = 1");
    database.run("INSERT INTO past_day VALUES ('2026-03-02', 'score', 'b', 1, NULL)");
    const sealer = sealerOf(2);
    assert.equal(resealNames(database, sealer), count - 1);
    assert.deepEqual(
      names().map(([key]) => key),
      [9, ...Array.from({ length: count - 1 }, () => 2)],
    );
    assert.equal(database.number('SELECT count(*) FROM past_day'), 0);
    assert.equal(resealNames(database, sealer), 0);
    // One that is there under the new key already stays beside it.
    const [tag] = database.first('SELECT tag FROM string WHERE id = 2') ?? [];
    database.run(
      "INSERT INTO string (tag, sealed) SELECT x'00', CAST(x'01' || substr(sealed, 2) AS BLOB) FROM string WHERE id = 2",
    );
    assert.equal(resealNames(database, sealer), 1);
    const tags = database.all('SELECT tag FROM string ORDER BY id').map(([each]) => Buffer.from(each as Uint8Array));
    assert.equal(tags.at(-1)?.toString(), `${Buffer.from(tag as Uint8Array).toString()}${tags.length}`);
  });

  it('are in clear in an export for other programs, or stay sealed with no id that leads to a page', async () => {
    const open = await loadSqlite(wasmPath);
    const store = { copy: () => tables.database.export() } as unknown as FileStore;
    const exported = (what: Parameters<typeof exportSqlite>[1], sealer: Sealer = plainSealer) =>
      open(exportSqlite({ open, store, sealer }, what));
    tables.database.run("INSERT INTO past_day VALUES ('2026-03-02', 'score', 'b', 1, NULL)");
    const clear = exported({ names: 'clear' });
    const texts = clear.all('SELECT text FROM name ORDER BY id').map(([text]) => text);
    assert.ok(texts.includes('/home/ada/engine') && texts.includes('src/mill.ts'));
    assert.equal(clear.number('SELECT count(*) FROM past_day'), 0);
    assert.equal(clear.first('SELECT id FROM document')?.[0], 'w:8');
    const sealed = exported({ names: 'sealed' });
    assert.deepEqual(names(sealed), names());
    assert.equal(sealed.first('SELECT id FROM document')?.[0], 'document-1');
    assert.match(String(sealed.first('SELECT id FROM record')?.[0]), /^record-\d+$/);
    assert.throws(() => sealed.all('SELECT * FROM name'));
    // A name that can't be opened stays as it is, and has no text.
    const locked = exported({ names: 'clear' }, { ...plainSealer, open: () => undefined });
    assert.deepEqual(names(locked), names());
    for (const database of [clear, sealed, locked]) database.close();
  });

  it('are those of a range only, with the facts that lie within it', async () => {
    const open = await loadSqlite(wasmPath);
    const store = { copy: () => tables.database.export() } as unknown as FileStore;
    const spans = (from: number, to: number) => {
      const copy = open(exportSqlite({ open, store, sealer: plainSealer }, { names: 'clear', range: { from, to } }));
      const counts = [
        copy.number('SELECT count(*) FROM span'),
        copy.number("SELECT count(*) FROM name WHERE text = 'src/mill.ts'"),
      ];
      copy.close();
      return counts;
    };
    const { end } = span();
    assert.deepEqual(
      [spans(start, end), spans(start + 1, end), spans(start, end - 1)],
      [
        [1, 1],
        [0, 0],
        [0, 0],
      ],
    );
  });

  it('are opened and not sealed by those who must not touch a file', () => {
    const sealer = openOnly(plainSealer);
    const sealed = plainSealer.seal('x');
    assert.deepEqual([sealer.canSeal?.(), sealer.open(sealed)], [false, 'x']);
    assert.equal(Buffer.from(sealer.openBytes(sealed) ?? []).toString(), 'x');
    assert.throws(() => sealer.seal('x'), { code: 'storage-readonly' });
    assert.throws(() => sealer.tag('x'), { code: 'storage-readonly' });
    assert.deepEqual(
      [plainSealer.open(Uint8Array.of(1, 2)), plainSealer.openBytes(Uint8Array.of(1, 2))],
      [undefined, undefined],
    );
    assert.equal(plainSealer.tag('x').length, 16);
  });
});

describe('bytes that a person types', () => {
  it('are groups of four letters and digits, read with slips that look alike', () => {
    for (const [bytes, text] of [
      [[0], '00'],
      [[255], 'ZW'],
      [[1, 2, 3], '0410-6'],
      [[255, 255, 255, 255, 255], 'ZZZZ-ZZZZ'],
    ] as const) {
      assert.equal(toBase32(Uint8Array.from(bytes)), text);
      assert.deepEqual([...(fromBase32(text) ?? [])], bytes);
      for (const short of ['', '-', 'A']) assert.equal(fromBase32(short)?.length, 0, 'less than a byte');
      assert.deepEqual([...(fromBase32(text.toLowerCase().replaceAll('-', ' ')) ?? [])], bytes);
    }
    assert.deepEqual(fromBase32('oO-iI-lL'), fromBase32('00-11-11'));
    assert.equal(fromBase32('0U'), undefined);
  });
});
