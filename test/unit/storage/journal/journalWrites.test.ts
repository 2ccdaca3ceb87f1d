import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { Disposable } from '../../../../src/core/base/event.ts';
import type { JournalOptions } from '../../../../src/storage/journal/journal.ts';
import { run, state } from '../facts.ts';
import { faultyFiles, type FileStep } from '../faultyFiles.ts';
import { openFiles, StorageFolder, TestClock } from '../storageFolder.ts';

/** A clock that knows how many of its timers wait. */
class CountingClock extends TestClock {
  waiting = 0;

  override after(ms: number, callback: () => void): Disposable {
    let isOver = false;
    const end = (): void => {
      if (!isOver) this.waiting--;
      isOver = true;
    };
    this.waiting++;
    const timer = super.after(ms, () => {
      end();
      callback();
    });
    return {
      dispose: () => {
        end();
        timer.dispose();
      },
    };
  }
}

describe('the journal of a window', () => {
  let folder: StorageFolder;
  let steps: FileStep[];
  beforeEach(() => {
    folder = new StorageFolder();
    steps = [];
  });
  afterEach(() => folder.remove());
  const fact = (n: number) => state({ id: `w:${n}` });
  const counting = () => faultyFiles((step) => void steps.push(step));
  const count = (step: FileStep) => steps.splice(0).filter((one) => one === step).length;
  const open = (options: Partial<JournalOptions> = {}) =>
    folder.journal({ writer: 'w', files: counting(), ...options });
  const names = () => folder.list('journal');
  const read = (name = 'w-1.ndjson') => fs.readFileSync(folder.path('journal', name), 'utf8');
  const lines = (name?: string) => read(name).split('\n').slice(0, -1);
  const states = (name?: string) => lines(name).filter((line) => line.startsWith('["t"')).length;
  const isClosed = (name: string) => lines(name).at(-1)?.startsWith('["c"') === true;

  it('counts its facts, and says what it has written', async () => {
    const journal = open();
    assert.deepEqual([journal.nextId(), journal.nextId()], ['w:1', 'w:2']);
    assert.match(folder.journal().writer, /^[0-9a-f]{12}$/);
    assert.deepEqual(journal.state(), { writer: 'w', facts: 0, bytes: 0, pending: 0 });
    journal.append(fact(1));
    assert.deepEqual(journal.state(), { writer: 'w', facts: 1, bytes: 0, pending: 1 });
    await journal.flush();
    const lastFlush = folder.clock.now();
    assert.deepEqual(journal.state(), { writer: 'w', facts: 1, bytes: read().length, pending: 0, lastFlush });
    const [header, empty, again, ...rest] = lines();
    assert.deepEqual([names(), empty, again, rest.length], [['w-1.ndjson'], '', header, 1]);
    assert.match(header ?? '', /^\["h",2,"w",\d+,\d+,"[^"]*",0,/);
    folder.clock.jump(0.7);
    const demo = folder.journal({ writer: 'd', demo: true });
    demo.append(fact(1));
    await demo.flush();
    const base = Math.floor(folder.clock.now());
    assert.match(lines('d-1.ndjson')[0] ?? '', new RegExp(`^\\["h",2,"d",${base},\\d+,"[^"]*",1,`));
  });

  it('is written a second after a fact, or as often as it is set', async () => {
    for (const [flushEveryMs, ms] of [
      [undefined, 1000],
      [300, 300],
    ] as const) {
      const journal = folder.journal(flushEveryMs === undefined ? {} : { flushEveryMs });
      const flushed: number[] = [];
      journal.onDidFlush((facts) => flushed.push(facts));
      journal.append(fact(1));
      folder.clock.pass(ms - 1);
      await new Promise(setImmediate);
      assert.deepEqual(flushed, [], `${ms - 1} ms`);
      folder.clock.pass(1);
      await journal.flush();
      assert.deepEqual(flushed, [1], `${ms} ms`);
    }
  });

  it('is on the disk only where that is asked for', async () => {
    const journal = open();
    journal.append(fact(1));
    await journal.write();
    assert.deepEqual([states(), count('fsync')], [1, 0]);
    await journal.write();
    assert.deepEqual(steps, [], 'there was nothing to write');
    await journal.flush();
    assert.equal(count('fsync'), 1);
    journal.append(fact(2));
    folder.clock.pass(1000);
    await journal.write();
    assert.deepEqual([states(), count('fsync')], [2, 0]);
    await journal.close();
    assert.equal(count('fsync'), 1);
  });

  it('has a fact at once where it is small and the disk is quick, and says so once', async () => {
    const clock = new CountingClock();
    const journal = open({ clock });
    const flushed: number[] = [];
    journal.onDidFlush((facts) => flushed.push(facts));
    journal.append(fact(1), 'now');
    assert.deepEqual(names(), [], 'a new file is left to another thread');
    await journal.write();
    journal.append(fact(2), 'now');
    assert.deepEqual([states(), journal.state().pending], [2, 0]);
    journal.append(fact(3));
    void journal.write();
    assert.equal(states(), 3);
    await journal.write();
    for (let n = 4; n < 8; n++) journal.append(fact(n));
    journal.append(fact(8), 'now');
    assert.deepEqual([states(), clock.waiting], [8, 0]);
    for (let n = 9; n < 19; n++) journal.append(fact(n));
    journal.append(fact(19), 'now');
    assert.equal(states(), 8, 'they are too many');
    await journal.write();
    assert.equal(states(), 19);
    assert.deepEqual(flushed, [1, 1, 1, 5, 10, 1]);
    assert.deepEqual([read().startsWith('["h"'), lines().filter((line) => line === '').length], [true, 1]);
  });

  it('waits with a fact for the write that is under way', async () => {
    const journal = open();
    journal.append(fact(1));
    const first = journal.write();
    journal.append(fact(2), 'now');
    assert.deepEqual(names(), []);
    const all = journal.write();
    await first;
    await all;
    assert.equal(states(), 2);
    journal.append(fact(3));
    void journal.flush();
    await journal.write();
    assert.equal(states(), 3);
  });

  it('tells nobody of what was written before it was let go, and leaves no timer and no file open', async () => {
    const clock = new CountingClock();
    const ends = [
      async (journal: ReturnType<typeof open>) => journal.close(),
      (journal: ReturnType<typeof open>) => Promise.resolve(journal.dispose()),
    ];
    for (const [i, end] of ends.entries()) {
      const journal = open({ clock, writer: `w${i}` });
      journal.append(fact(1));
      await journal.flush();
      journal.append(fact(2));
      await end(journal);
      await end(journal);
      assert.equal(clock.waiting, 0);
      assert.deepEqual([states(`w${i}-1.ndjson`), isClosed(`w${i}-1.ndjson`)], [2, true]);
      assert.equal(lines(`w${i}-1.ndjson`).filter((line) => line.startsWith('["c"')).length, 1);
      assert.throws(() => journal.append(fact(3)), { code: 'internal' });
    }
    assert.deepEqual(openFiles(folder.folder), []);
  });

  it('has one timer at most', async () => {
    const clock = new CountingClock();
    const journal = open({ clock });
    for (const write of [
      () => journal.flush(),
      () => Promise.resolve(journal.flushSync()),
      () => journal.write(),
      () => Promise.resolve(journal.append(fact(9), 'now')),
    ]) {
      journal.append(fact(1));
      journal.append(fact(2));
      assert.equal(clock.waiting, 1);
      await write();
    }
    clock.pass(2000);
    await journal.flush();
    assert.equal(clock.waiting, 0);
  });

  it('begins a new file at its largest size, and says that the old one is closed', async () => {
    const sizing = open();
    sizing.append(fact(1));
    await sizing.flush();
    const { bytes } = sizing.state();
    for (const [rotateBytes, isFull] of [
      [bytes, true],
      [bytes + 1, false],
    ] as const) {
      fs.rmSync(folder.path('journal'), { recursive: true });
      const journal = open({ rotateBytes });
      journal.append(fact(1));
      await journal.flush();
      assert.equal(isClosed('w-1.ndjson'), isFull);
      journal.append(fact(2), 'now');
      await journal.write();
      assert.equal(names().includes('w-2.ndjson'), isFull);
    }
    const rest = `\n${lines().at(-1)}`.length;
    fs.rmSync(folder.path('journal'), { recursive: true });
    const journal = open({ rotateBytes: bytes + rest });
    for (const n of [1, 2]) {
      journal.append(fact(n), 'now');
      await journal.write();
    }
    count('fsync');
    journal.append(fact(3), 'now');
    assert.equal(states(), 2, 'a full file is left to another thread');
    await journal.write();
    assert.deepEqual([states(), isClosed('w-1.ndjson'), count('fsync')], [3, true, 1]);
  });

  it('has a mebibyte in a file', async () => {
    const mebibyte = 1024 * 1024;
    const journal = folder.journal({ writer: 'w' });
    journal.append(run({ id: 'w:1', name: 'x'.repeat(785_900) }));
    await journal.write();
    assert.ok(journal.state().bytes < mebibyte && !isClosed('w-1.ndjson'));
    for (let n = 2; journal.state().bytes < mebibyte; n++) {
      assert.equal(isClosed('w-1.ndjson'), false);
      journal.append(fact(n));
      await journal.write();
    }
    journal.append(fact(0));
    await journal.write();
    assert.ok(journal.state().bytes < mebibyte + 1024);
    assert.equal(isClosed('w-1.ndjson'), true);
  });

  it('has nothing to write at the end where nothing came', () => {
    const journal = open();
    const flushed: number[] = [];
    journal.onDidFlush((facts) => flushed.push(facts));
    journal.flushSync();
    journal.dispose();
    assert.deepEqual([steps, flushed], [[], []]);
  });
});
