import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WorkSignal } from '../../../../src/extension/worker/workSignal.ts';
import type { SpanFact } from '../../../../src/core/facts/facts.ts';
import { dataMethods } from '../../../../src/extension/worker/dataMethods.ts';
import { systemClock } from '../../../../src/headless/systemClock.ts';
import { openJournal } from '../../../../src/storage/journal/openJournal.ts';
import { openStore } from '../../../../src/storage/openStore.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import type { Store } from '../../../../src/storage/store.ts';

const rules = { idleLimitMs: 120_000, dayStartsAt: 0 };
const wasmPath = path.join(import.meta.dirname, '../../../../node_modules/sql.js/dist/sql-wasm.wasm');
const start = Date.parse('2026-03-02T09:00:00Z');

const spanOf = (id: string, index: number, project: string): SpanFact => ({
  type: 'span',
  id,
  start: start + index * 60_000,
  end: start + index * 60_000 + 30_000,
  offset: 60,
  kind: 'coding',
  source: 'editor',
  project,
  file: `file${index}.ts`,
  signals: 3,
  saves: 0,
  edits: { typed: { edits: 2, added: 1, removed: 0 } },
});

describe('the data as a whole', () => {
  let folder: string;
  const stores: Store[] = [];

  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'daymark-data-'))));
  afterEach(() => {
    for (const store of stores.splice(0)) store.close();
    rmSync(folder, { recursive: true });
  });

  async function storeWith(name: string, spans: number): Promise<Store> {
    const here = path.join(folder, name);
    const journal = openJournal({ folder: here, clock: systemClock, sealer: plainSealer });
    for (let index = 0; index < spans; index++) {
      journal.append(spanOf(journal.nextId(), index, index % 2 ? '/work/odd' : '/work/even'));
    }
    await journal.close();
    const store = await openStore({ folder: here, wasmPath, clock: systemClock, sealer: plainSealer });
    stores.push(store);
    return store;
  }

  function exported(store: Store): string {
    const methods = dataMethods(store);
    const { head, ranges } = methods.exportPlan({ format: 'jsonl', now: systemClock.now(), names: 'clear' });
    const pieces = ranges.map((range) => methods.exportPiece({ format: 'jsonl', range, rules }));
    return head + Buffer.concat(pieces).toString();
  }

  it('goes out without names where that is wished, the same number for the same name in every piece', async () => {
    const store = await storeWith('a', 40);
    const methods = dataMethods(store);
    const { ranges } = methods.exportPlan({ format: 'jsonl', now: systemClock.now(), names: 'numbered' });
    const pieces = ranges.map((range) => methods.exportPiece({ format: 'jsonl', range, rules }));
    const text = Buffer.concat(pieces).toString();
    assert.equal(text.trim().split('\n').length, 40);
    const projects = new Set(store.spans({ from: 0, to: Number.MAX_SAFE_INTEGER }).map(({ project }) => project ?? ''));
    for (const project of projects) assert.ok(!text.includes(project), project);
    assert.equal(new Set(text.match(/"project":"[^"]+"/g)).size, projects.size);
  });

  it('can be stopped while it comes in, and is as it was', async () => {
    const file = path.join(folder, 'export.jsonl');
    writeFileSync(file, exported(await storeWith('a', 900)));
    const empty = await storeWith('b', 0);
    const methods = dataMethods(empty);
    const signal = new WorkSignal();
    signal.stop();
    for (const call of ['previewImport', 'importFile'] as const)
      assert.throws(() => methods[call]({ path: file, signal: signal.memory }), { code: 'cancelled' });
    const all = { from: 0, to: Number.MAX_SAFE_INTEGER };
    assert.deepEqual([empty.spans(all).length, methods.imports({})], [0, []]);
    const other = new WorkSignal();
    assert.deepEqual(methods.importFile({ path: file, signal: other.memory }).added, { span: 900 });
    assert.equal(other.done, 1);
    assert.equal(empty.spans(all).length, 900);
  });

  it('goes out and comes back whole, once however often it is imported', async () => {
    const file = path.join(folder, 'export.jsonl');
    writeFileSync(file, exported(await storeWith('a', 40)));
    const empty = await storeWith('b', 0);
    const methods = dataMethods(empty);
    assert.deepEqual(methods.previewImport({ path: file }), {
      added: { span: 40 },
      known: 0,
      changed: 0,
      kind: 'daymark',
      skipped: 0,
      others: 0,
      dayTotals: 0,
    });
    assert.equal(empty.spans({ from: 0, to: Number.MAX_SAFE_INTEGER }).length, 0, 'a preview changes nothing');
    const first = methods.importFile({ path: file });
    assert.equal(first.outcome, 'done');
    assert.equal(methods.importFile({ path: file }).known, 40);
    assert.equal(
      exported(empty).split('\n').slice(1).join(),
      exported(stores[0] as Store)
        .split('\n')
        .slice(1)
        .join(),
    );
    methods.undoImport({ name: first.name ?? '' });
    assert.equal(empty.spans({ from: 0, to: Number.MAX_SAFE_INTEGER }).length, 0);
  });

  it('goes out as days, counted as the dashboard counts them', async () => {
    const methods = dataMethods(await storeWith('a', 40));
    const { head, ranges } = methods.exportPlan({ format: 'days.csv', names: 'clear', now: start });
    const pieces = ranges.map((range) => methods.exportPiece({ format: 'days.csv', range, rules }));
    const text = head + Buffer.concat(pieces).toString();
    const [columns, ...lines] = text.trim().split('\r\n');
    assert.match(columns ?? '', /^day,minutes,editorMinutes/);
    // 40 spans of half a minute, a minute apart: the gaps between them count.
    assert.deepEqual(
      lines.map((line) => line.split(',').slice(0, 3)),
      [['2026-03-02', '39.5', '39.5']],
    );
  });

  it('counts lines that are cut or no facts, and takes in the rest', async () => {
    const file = path.join(folder, 'cut.jsonl');
    const text = exported(await storeWith('a', 3));
    writeFileSync(file, `${text}{"type":"span","id":1}\n{"type":"span","id":"x:1","star`);
    const { added, skipped } = dataMethods(await storeWith('b', 0)).previewImport({ path: file });
    assert.deepEqual([added, skipped], [{ span: 3 }, 2]);
  });

  it('refuses a file that is none of the formats, and one that is not there', async () => {
    const methods = dataMethods(await storeWith('a', 0));
    const file = path.join(folder, 'notes.txt');
    writeFileSync(file, 'just text');
    assert.throws(() => methods.previewImport({ path: file }), { code: 'invalid-input' });
    assert.throws(() => methods.previewImport({ path: path.join(folder, 'gone') }), { code: 'not-found' });
  });

  it('names the projects, and erases one of them', async () => {
    const methods = dataMethods(await storeWith('a', 10));
    assert.deepEqual(methods.projects({}), ['/work/even', '/work/odd']);
    assert.equal(methods.erase({ project: '/work/odd' }).erased['span'], 5);
    assert.deepEqual(methods.projects({}), ['/work/even']);
  });
});
