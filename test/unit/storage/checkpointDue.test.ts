import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { wasmPath } from '../../../demo/wasmPath.ts';
import type { SpanFact } from '../../../src/core/facts/facts.ts';
import { dayMs, hourMs } from '../../../src/core/time/days.ts';
import { isCheckpointDue, mayCheckpointBeDue } from '../../../src/storage/checkpointDue.ts';
import { layoutOf } from '../../../src/storage/disk/layout.ts';
import { nodeFiles } from '../../../src/storage/disk/nodeFiles.ts';
import { openJournal } from '../../../src/storage/journal/openJournal.ts';
import { openStore } from '../../../src/storage/openStore.ts';
import { plainSealer } from '../../../src/storage/vault/plainSealer.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';

const mebibyte = 1024 * 1024;
const noon = Date.UTC(2026, 10, 20, 12);

describe('whether a checkpoint is due', () => {
  const is = (journalBytes: number, hoursAgo = 1): boolean =>
    isCheckpointDue({ file: { modifiedAt: noon - hoursAgo * hourMs }, journalBytes, now: noon });

  it('depends on what the journals hold', () => {
    assert.deepEqual([is(mebibyte - 1), is(mebibyte)], [false, true]);
  });

  it('is so once on each day on which something was recorded', () => {
    assert.equal(is(10, 13), true);
    assert.equal(is(0, 13), false);
    // A clock that was set back.
    assert.equal(is(10, -24), true);
  });

  it('is so while there is no file', () => {
    assert.equal(isCheckpointDue({ file: undefined, journalBytes: 1, now: noon }), true);
  });
});

describe('checkpoints of a store that are made when they are due', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'daymark-due-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const clock = new FakeClock(Date.now(), 0);
  const span = (number: number): SpanFact => ({
    type: 'span',
    id: `w:${number}`,
    start: clock.now() + number * 1000,
    end: clock.now() + number * 1000 + 500,
    offset: 0,
    kind: 'coding',
    source: 'editor',
    signals: 1,
    saves: 0,
    edits: {},
    project: '/p/orchard',
    file: `file-${number}.ts`,
  });
  const record = async (from: number, count: number): Promise<void> => {
    const journal = openJournal({ folder, clock, sealer: plainSealer });
    for (let i = 0; i < count; i++) journal.append(span(from + i));
    await journal.close();
  };
  const file = () => layoutOf(folder).file;

  it('write the first facts of a day, then wait until the journals are worth it, and lose nothing', async () => {
    await record(0, 10);
    const store = await openStore({ folder, wasmPath, clock, sealer: plainSealer });
    assert.equal(store.checkpoint('due').outcome, 'done');
    const { mtimeMs } = statSync(file());

    await record(100, 10);
    assert.ok(store.refresh());
    assert.equal(store.checkpoint('due').outcome, 'nothing');
    assert.equal(statSync(file()).mtimeMs, mtimeMs);
    assert.equal(mayCheckpointBeDue(nodeFiles, layoutOf(folder), clock.now()), false);

    // Another process reads everything from the file and the journals together.
    const other = await openStore({ folder, wasmPath, clock, sealer: plainSealer });
    assert.equal(other.spans({ from: 0, to: Infinity }).length, 20);
    other.close();

    await record(1000, 25_000);
    assert.ok(mayCheckpointBeDue(nodeFiles, layoutOf(folder), clock.now()));
    store.refresh();
    assert.equal(store.checkpoint('due').outcome, 'done');
    assert.equal(store.checkpoint('due').outcome, 'nothing');
    store.close();
  });

  it('write at the next day what little there is', async () => {
    await record(0, 10);
    const store = await openStore({ folder, wasmPath, clock, sealer: plainSealer });
    store.checkpoint('due');
    await record(100, 1);
    store.refresh();
    assert.equal(store.checkpoint('due').outcome, 'nothing');
    const yesterday = (Date.now() - dayMs) / 1000;
    utimesSync(file(), yesterday, yesterday);
    store.refresh();
    assert.equal(store.checkpoint('due').outcome, 'done');
    store.close();
  });

  it('are not looked for where no journal is', () => {
    assert.equal(mayCheckpointBeDue(nodeFiles, layoutOf(folder), noon), false);
    mkdirSync(layoutOf(folder).journals, { recursive: true });
    writeFileSync(path.join(layoutOf(folder).journals, 'notes.txt'), 'x');
    assert.equal(mayCheckpointBeDue(nodeFiles, layoutOf(folder), noon), false);
  });
});
