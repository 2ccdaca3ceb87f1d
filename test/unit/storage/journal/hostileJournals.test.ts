import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { crc32 } from 'node:zlib';
import * as fc from 'fast-check';
import { JournalEncoder } from '../../../../src/storage/journal/journalEncoder.ts';
import { JournalFile, type ReadFact } from '../../../../src/storage/journal/journalFile.ts';
import { encodeLine, type JournalCell } from '../../../../src/storage/journal/journalLine.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { nodeFiles } from '../../../../src/storage/disk/nodeFiles.ts';
import { parseFact } from '../../../../src/storage/transfer/parseFact.ts';
import { diskFailure, faultyFiles } from '../faultyFiles.ts';
import { isRecordName } from '../../../../src/core/records/recordChecks.ts';
import { isRecordClock } from '../../../../src/core/records/recordClock.ts';
import { activity, diagnostic, document, plan, planTask, record, run, span, state } from '../facts.ts';
import { StorageFolder } from '../storageFolder.ts';
import { fuzzRuns } from '../../fuzz/runs.ts';

const header = { writer: 'w', base: span().start, pid: 1, machine: 'm', demo: false };

/** A journal with each kind of line. */
function journalText(): string {
  const encoder = new JournalEncoder(header, plainSealer);
  const grown = { ...span(), end: span().end + 5000, signals: 13 };
  const facts = [span(), run(), diagnostic(), state(), activity(), plan(), planTask(), document(), record()];
  return encoder.header() + encoder.encode(facts) + encoder.encode([grown]) + encoder.closing();
}

function read(text: string | Uint8Array): { facts: ReadFact[]; skipped: number } {
  const facts: ReadFact[] = [];
  const file = new JournalFile({ position: 0, skipped: 0, unknownFrom: null });
  file.read(Buffer.from(text), (fact) => facts.push(fact));
  return { facts, skipped: file.progress.skipped };
}

/** Every number in it is one that a fact can have. */
function assertPossible(fact: ReadFact): void {
  const numbers = (value: unknown): number[] =>
    typeof value === 'number' ? [value] : Array.isArray(value) ? value.flatMap(numbers) : [];
  const { start, at, offset, length } = fact as Readonly<Record<string, unknown>>;
  const belongsToNone = fact.type === 'document' && start === 0;
  for (const time of [start, at])
    if (typeof time === 'number' && !belongsToNone)
      assert.ok(time >= Date.UTC(2000, 0) && time < Date.UTC(2101, 0), `${fact.type} at ${time}`);
  if (typeof offset === 'number') assert.ok(Math.abs(offset) <= 14 * 60, `${fact.type} ${offset}`);
  if (fact.type === 'span') assert.ok(Number(length) <= 7 * 86_400_000, `${Number(length)}`);
  if (fact.type === 'record') assert.ok([fact.id, fact.collection].every(isRecordName) && isRecordClock(fact.clock));
  for (const [key, value] of Object.entries(fact)) {
    for (const each of numbers(value)) {
      assert.ok(Number.isFinite(each) && Math.abs(each) <= 8.64e15 + 1e15, `${fact.type}.${key}: ${each}`);
      if (key !== 'offset' && key !== 'exitCode' && key !== 'cells')
        assert.ok(each >= 0, `${fact.type}.${key}: ${each}`);
    }
  }
}

describe('a journal that is not as it was written', () => {
  const whole = journalText();
  const lines = whole.split('\n').filter(Boolean);

  it('gives every line that is whole, and none that is not, wherever bits flip and text is cut', function () {
    this.timeout(60_000);
    const expected = new Set(read(whole).facts.map((fact) => JSON.stringify(fact)));
    const change = fc.record({ at: fc.nat(whole.length - 1), bit: fc.nat(7), cut: fc.nat(40), how: fc.nat(2) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        let bytes = Buffer.from(whole);
        for (const { at, bit, cut, how } of changes) {
          const from = at % bytes.length;
          if (how === 0) bytes[from] = (bytes[from] ?? 0) ^ (1 << bit);
          else if (how === 1) bytes = Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + cut)]);
          else bytes = Buffer.concat([bytes.subarray(0, from), bytes.subarray(Math.max(0, from - cut))]);
          if (bytes.length === 0) return;
        }
        // Without the header no id is complete, and without a span's first line its growth is meaningless.
        for (const fact of read(bytes).facts) assert.ok(expected.has(JSON.stringify(fact)), JSON.stringify(fact));
      }),
      { numRuns: fuzzRuns(2000) },
    );
  });

  it('gives no impossible fact, even with a correct checksum', function () {
    this.timeout(60_000);
    const odd = fc.oneof(
      fc.constantFrom<JournalCell>(
        -1,
        1e300,
        -1e300,
        1e16,
        0.5,
        '',
        '__proto__',
        'constructor',
        null,
        true,
        [],
        [[-1]],
        [1e300],
      ),
      fc.integer(),
      fc.string(),
      fc.array(fc.oneof(fc.integer(), fc.double({ noNaN: true })), { maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.nat(lines.length - 1), fc.nat(20), odd, (line, at, value) => {
        const cells = lines.map((text) => (JSON.parse(text) as JournalCell[]).slice(0, -1));
        const changed = cells[line] as JournalCell[];
        changed[at % changed.length] = value;
        const { facts } = read(cells.map(encodeLine).join(''));
        for (const fact of facts) assertPossible(fact);
      }),
      { numRuns: fuzzRuns(2000) },
    );
  });

  it('leaves out and counts what is decades away, beyond any place, or longer than a week, and takes the rest', () => {
    const cellsOf = (text: string): JournalCell[] => (JSON.parse(text) as JournalCell[]).slice(0, -1);
    const all = read(whole).facts.length;
    let left = 0;
    for (const [line, text] of lines.entries())
      for (const at of cellsOf(text).keys())
        for (const value of [-1e12, 3e12, 900, 8 * 86_400_000]) {
          const changed = cellsOf(text).with(at, value);
          const { facts, skipped } = read(lines.with(line, encodeLine(changed).trimEnd()).join('\n') + '\n');
          for (const fact of facts) assertPossible(fact);
          if (skipped === 1 && facts.length === all - 1) left++;
        }
    assert.ok(left > 40, `${left} lines`);
  });

  it('keeps an issue and a problem that were open for years, from the journal and from an import', () => {
    const years = 12 * 366 * 86_400_000;
    const issue = document({ id: 'github:issue:1', start: span().start, end: span().start + years });
    const problem = diagnostic({ fixed: diagnostic().introduced + years });
    const encoder = new JournalEncoder(header, plainSealer);
    const { facts, skipped } = read(encoder.header() + encoder.encode([issue, problem]));
    assert.deepEqual([facts.map(({ type }) => type).sort(), skipped], [['diagnostic', 'document'], 0]);
    assert.deepEqual([parseFact(issue), parseFact(problem)], [issue, problem]);
    assert.equal(parseFact(span({ end: span().start + years })), undefined, 'work is bounded by a year');
  });

  it('skips lines that are not JSON, and numbers beyond what can be counted', () => {
    const signed = (body: string): string => `${body},"${crc32(body).toString(36)}"]\n`;
    const lying = [signed('["s",,'), signed('[{"a":'), signed('["x",1,1e999,1e999,1e999,[0,1e999,1,1]')].join('');
    const { facts, skipped } = read(lines[0] + '\n' + lying + lines.slice(1).join('\n') + '\n');
    assert.equal(facts.length, read(whole).facts.length);
    assert.equal(skipped, 3);
  });
});

describe('a folder of journals in which there is something else', function () {
  this.timeout(60_000);
  let folder: StorageFolder;
  beforeEach(async () => {
    folder = new StorageFolder();
    const journal = folder.journal();
    journal.append(span());
    await journal.close();
  });
  afterEach(() => folder.remove());

  it('is read as far as it can be, and the rest is named', async () => {
    fs.mkdirSync(folder.path('journal', 'folder.ndjson'));
    if (process.platform !== 'win32') {
      execFileSync('mkfifo', [folder.path('journal', 'pipe.ndjson')]);
      fs.symlinkSync('/dev/zero', folder.path('journal', 'zero.ndjson'));
    }
    const store = await folder.store();
    assert.equal(store.spans({ from: 0, to: Infinity }).length, 1);
    const expected = process.platform === 'win32' ? ['folder.ndjson'] : ['folder.ndjson', 'pipe.ndjson', 'zero.ndjson'];
    assert.deepEqual(store.health().unreadableJournals, expected);
    assert.equal(store.checkpoint().outcome, 'done');
  });

  for (const code of ['EACCES', 'EISDIR', 'EIO']) {
    it(`continues when the system says ${code}, and reads the file when it can`, async () => {
      const other = folder.journal({ writer: 'other' });
      other.append(span({ id: 'other:1', start: span().start + 3_600_000, end: span().start + 3_700_000 }));
      await other.close();
      let refuses = true;
      const files = faultyFiles((step, path) => {
        if (refuses && step === 'read' && path.includes('other-')) throw diskFailure(code);
      });
      const store = await folder.store({ files });
      assert.equal(store.spans({ from: 0, to: Infinity }).length, 1);
      assert.deepEqual(store.health().unreadableJournals, ['other-1.ndjson']);
      assert.equal(store.checkpoint().outcome, 'done');
      assert.ok(fs.existsSync(folder.path('journal', 'other-1.ndjson')), 'it is not taken for read');
      refuses = false;
      store.refresh();
      assert.equal(store.spans({ from: 0, to: Infinity }).length, 2);
      assert.deepEqual(store.health().unreadableJournals, []);
    });
  }

  it('loses nothing when the system refuses in the middle of a journal', async () => {
    const file = folder.path('journal', 'large-1.ndjson');
    const encoder = new JournalEncoder({ ...header, writer: 'large' }, plainSealer);
    const at = (i: number) => ({
      id: `large:${i}`,
      start: span().start + i * 60_000,
      end: span().start + i * 60_000 + 1000,
    });
    fs.writeFileSync(file, encoder.header() + encoder.encode([span(at(1))]));
    for (let i = 0; i < 5; i++) fs.appendFileSync(file, `${'x'.repeat(1023)}\n`.repeat(1024));
    fs.appendFileSync(file, encoder.encode([span(at(2))]));
    let refuses = true;
    const files = {
      ...nodeFiles,
      read: (path: string, from = 0, length?: number) => {
        if (refuses && path === file && from > 0) throw diskFailure('EIO');
        return nodeFiles.read(path, from, length);
      },
    };
    const store = await folder.store({ files });
    const ids = () =>
      store
        .spans({ from: 0, to: Infinity })
        .map(({ id }) => id)
        .filter((id) => id.startsWith('large'));
    assert.deepEqual(ids(), ['large:1']);
    assert.deepEqual(store.health().unreadableJournals, ['large-1.ndjson']);
    assert.equal(store.checkpoint().outcome, 'done');
    refuses = false;
    store.refresh();
    assert.deepEqual(ids(), ['large:1', 'large:2']);
    store.checkpoint();
    assert.deepEqual((await folder.store()).spans({ from: 0, to: Infinity }).length, 3);
  });

  it('reads a large journal, and a line without an end, in pieces', async () => {
    const file = folder.path('journal', 'large-1.ndjson');
    const encoder = new JournalEncoder({ ...header, writer: 'large' }, plainSealer);
    fs.writeFileSync(file, encoder.header() + encoder.encode([span({ id: 'large:1' })]));
    const noise = `${'x'.repeat(1023)}\n`.repeat(1024);
    for (let i = 0; i < 20; i++) fs.appendFileSync(file, noise);
    for (let i = 0; i < 80; i++) fs.appendFileSync(file, 'y'.repeat(1024 * 1024));
    fs.appendFileSync(
      file,
      `\n${encoder.encode([span({ id: 'large:2', start: span().start + 60_000, end: span().start + 90_000 })])}`,
    );
    let largest = 0;
    const files = {
      ...nodeFiles,
      read: (path: string, from?: number, length?: number) => {
        const bytes = nodeFiles.read(path, from, length);
        if (path === file) largest = Math.max(largest, bytes?.length ?? 0);
        return bytes;
      },
    };
    const store = await folder.store({ files });
    const ids = store.spans({ from: 0, to: Infinity }).map(({ id }) => id);
    assert.ok(ids.includes('large:1') && ids.includes('large:2'), ids.join());
    assert.ok(largest <= 64 * 1024 * 1024, `${largest} bytes at once`);
    assert.ok(store.health().skippedLines > 20 * 1024);
  });
});
