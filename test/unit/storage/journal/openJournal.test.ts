import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { AppError } from '../../../../src/core/base/appError.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { allFacts, always, asStored } from '../allFacts.ts';
import { activity, run, span, state } from '../facts.ts';
import { diskFailure, faultyFiles } from '../faultyFiles.ts';
import { StorageFolder, TestClock } from '../storageFolder.ts';

/** A clock on which work takes time. */
class BusyClock extends TestClock {
  #busyMs = 0;
  #turnMs = 0;
  longestMs = 0;
  turns = 0;

  override monotonic(): number {
    return super.monotonic() + this.#busyMs;
  }

  spend(ms: number): void {
    this.#busyMs += ms;
    this.#turnMs += ms;
    this.longestMs = Math.max(this.longestMs, this.#turnMs);
  }

  endTurn(): void {
    this.#turnMs = 0;
    this.turns++;
  }
}

describe('a journal', () => {
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());
  const written = async (): Promise<unknown[]> => allFacts(await folder.store());

  it('touches no file before there is a fact', async () => {
    const journal = folder.journal();
    await journal.flush();
    await journal.close();
    assert.deepEqual(folder.list(), []);
  });

  it('gives ids that are never the same twice', () => {
    const journals = [folder.journal(), folder.journal()];
    const ids = journals.flatMap((journal) => Array.from({ length: 100 }, () => journal.nextId()));
    assert.equal(new Set(ids).size, 200);
  });

  it('flushes by itself within a second while there is something new', async () => {
    const journal = folder.journal();
    const flushed = new Promise((resolve) => journal.onDidFlush(resolve));
    journal.append(span());
    assert.equal(journal.state().pending, 1);
    folder.clock.pass(1000);
    assert.equal(await flushed, 1);
    assert.equal(journal.state().pending, 0);
    assert.deepEqual(await written(), [span()]);
  });

  it('keeps a scheme, and reads lines from before there were any', async () => {
    const journal = folder.journal({ writer: 'w' });
    const facts = [span(), span({ id: 'w:2', start: span().start + 1, scheme: 'untitled' })];
    for (const fact of facts) journal.append(fact);
    await journal.flush();
    const lines = fs.readFileSync(folder.path('journal', 'w-1.ndjson'), 'utf8').split('\n');
    const cells = lines.filter((line) => line.startsWith('["s"')).map((line) => (JSON.parse(line) as unknown[]).length);
    // The checksum is the last one. A plain file's line is as it always was.
    assert.deepEqual(cells, [15, 16]);
    assert.deepEqual(await written(), facts);
    const grown = { ...span({ id: 'w:2', start: span().start + 1, scheme: 'untitled' }), signals: 20 };
    journal.append(grown);
    await journal.flush();
    assert.deepEqual(await written(), [span(), grown]);
  });

  it('writes a span that grows as a short line', async () => {
    const journal = folder.journal();
    let last = span();
    for (let second = 1; second <= 100; second++) {
      last = span({ end: span().end + second * 1000, signals: 12 + second });
      journal.append(last);
      await journal.flush();
    }
    const lines = fs
      .readFileSync(folder.path('journal', `${journal.writer}-1.ndjson`), 'utf8')
      .trim()
      .split('\n');
    assert.ok(lines.filter((line) => line.startsWith('["x"') && line.length < 60).length > 90);
    assert.deepEqual(await written(), [last]);
  });

  it('writes synchronously at the end, also while a write is under way', async () => {
    const journal = folder.journal();
    journal.append(span());
    const flushing = journal.flush();
    journal.append(run());
    journal.flushSync();
    assert.deepEqual(await written(), [span(), run()]);
    journal.append(state());
    await flushing;
    journal.dispose();
    assert.deepEqual(await written(), [span(), run(), state()]);
    assert.throws(() => journal.append(span()));
  });

  it('begins a new file when one is large, and says the old one is closed', async () => {
    const journal = folder.journal({ writer: 'w', rotateBytes: 1000 });
    const facts = Array.from({ length: 30 }, (_, i) => span({ id: `w:${i + 10}`, start: span().start + i }));
    for (const fact of facts) {
      journal.append(fact);
      await journal.flush();
    }
    await journal.close();
    assert.ok(folder.list('journal').length > 2);
    assert.deepEqual(await written(), facts);
    const journals = folder.list('journal').length;
    assert.equal((await folder.store()).checkpoint().journalsDeleted, journals);
  });

  for (const [code, expected] of [
    ['ENOSPC', 'storage-full'],
    ['EROFS', 'storage-readonly'],
    ['EIO', 'storage-readonly'],
  ] as const) {
    it(`keeps facts in memory while the disk says ${code}, tells it once, and writes them when it can`, async () => {
      let isFailing = false;
      const files = faultyFiles((step) => {
        if (isFailing && (step === 'append' || step === 'openAppend')) throw diskFailure(code);
      });
      const journal = folder.journal({ files });
      const told: AppError[] = [];
      journal.onDidFail((error) => told.push(error));
      journal.append(span());
      await journal.flush();
      isFailing = true;
      journal.append(run());
      await assert.rejects(journal.flush(), { code: expected });
      journal.append(activity());
      await assert.rejects(journal.flush(), { code: expected });
      assert.throws(() => journal.flushSync(), { code: expected });
      assert.deepEqual(
        told.map((error) => error.code),
        [expected],
      );
      assert.equal(journal.state().pending, 2);
      assert.equal(journal.state().failure?.code, expected);
      assert.deepEqual(await written(), [span()]);
      isFailing = false;
      const flushed = new Promise((resolve) => journal.onDidFlush(resolve));
      folder.clock.pass(5000);
      await flushed;
      assert.equal(journal.state().failure, undefined);
      assert.deepEqual(await written(), asStored([span(), run(), activity()]));
    });
  }

  it('finishes nothing twice when a write broke off in the middle of a line', async () => {
    let isFailing = false;
    const files = faultyFiles((step, path) => {
      if (!isFailing || step !== 'append') return;
      fs.appendFileSync(path, '["r",2,0,nul');
      throw diskFailure('ENOSPC');
    });
    const journal = folder.journal({ files });
    journal.append(span());
    await journal.flush();
    isFailing = true;
    journal.append(run());
    await assert.rejects(journal.flush());
    isFailing = false;
    await journal.flush();
    const store = await folder.store();
    assert.deepEqual(allFacts(store), [span(), run()]);
    assert.equal(store.health().skippedLines, 1);
  });

  it('writes thousands of facts in portions, between which others have a turn, in their order', async () => {
    let appends = 0;
    const journal = folder.journal({ files: faultyFiles((step) => void (appends += Number(step === 'append'))) });
    const facts = Array.from({ length: 1_000 }, (_, i) => run({ id: `w:${i + 1}`, start: run().start + i }));
    for (const fact of facts) journal.append(fact);
    await journal.flush();
    assert.equal(appends, 28);
    assert.equal(journal.state().pending, 0);
    assert.deepEqual(await written(), facts);
  });

  for (const sealMs of [0.02, 0.2, 1])
    it(`holds the thread for a few milliseconds where sealing a name takes ${sealMs} ms`, async () => {
      const clock = new BusyClock();
      const journal = folder.journal({
        clock,
        sealer: { ...plainSealer, seal: (content) => (clock.spend(sealMs), plainSealer.seal(content)) },
        files: faultyFiles((step) => step === 'append' && clock.endTurn()),
      });
      for (let i = 1; i <= 1_000; i++) journal.append(span({ id: `w:${i}`, file: `src/${i}.ts` }));
      await journal.flush();
      assert.ok(clock.longestMs <= 8, `${clock.longestMs} ms`);
      assert.ok(clock.longestMs > 4 * sealMs, 'something was spent');
      assert.ok(clock.turns <= 220, `${clock.turns} turns`);
    });

  it('continues in a new file when its folder is deleted', async () => {
    const journal = folder.journal();
    journal.append(span());
    await journal.flush();
    fs.rmSync(folder.path('journal'), { recursive: true });
    journal.append(span({ end: span().end + 9 }));
    await journal.flush();
    assert.deepEqual((await folder.store()).spans(always), [span({ end: span().end + 9 })]);
    fs.rmSync(folder.folder, { recursive: true });
    journal.append(run());
    journal.flushSync();
    assert.deepEqual(await written(), [run()]);
  });

  it('writes an unknown word as it is, so that the rest is not held up', async () => {
    const journal = folder.journal();
    journal.append(span({ kind: 'dreaming' as 'coding' }));
    journal.append(run());
    await journal.flush();
    const store = await folder.store();
    assert.deepEqual(allFacts(store), [run()]);
    assert.equal(store.health().skippedLines, 1);
  });
});
