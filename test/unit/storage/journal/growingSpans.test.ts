import assert from 'node:assert/strict';
import fs from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../../../src/core/base/clock.ts';
import { openJournal } from '../../../../src/storage/journal/openJournal.ts';
import type { AppendFile, Files } from '../../../../src/storage/disk/files.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { Tracker } from '../../../../src/tracking/tracker.ts';
import { edit } from '../../tracking/recorded.ts';
import { allFacts } from '../allFacts.ts';
import { run, span } from '../facts.ts';
import { diskFailure, faultyFiles } from '../faultyFiles.ts';
import { StorageFolder, TestClock } from '../storageFolder.ts';

const [keyEveryMs, stepMs, minuteMs] = [250, 10, 60_000];

describe('a minute of typing', () => {
  it('is written about once a second, mostly with a key, and no key waits for a second', async () => {
    const clock = new TestClock();
    const counts = { timers: 0, wakeUps: 0, writes: 0, longestWaitMs: 0 };
    let waitingSince = Infinity;
    const counted = {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      utcOffset: () => clock.utcOffset(),
      after: (ms, act) => (counts.timers++, clock.after(ms, () => (counts.wakeUps++, act()))),
    } satisfies Clock;
    const count = () => {
      counts.writes++;
      counts.longestWaitMs = Math.max(counts.longestWaitMs, clock.monotonic() - waitingSince);
      waitingSince = Infinity;
    };
    const file: Partial<AppendFile> = {
      append: async () => count(),
      appendSync: count,
      isInPlace: async () => true,
      isInPlaceSync: () => true,
    };
    const files: Partial<Files> = { openAppend: async () => file as AppendFile };
    const options = { folder: '/nowhere', clock: counted, sealer: plainSealer, flushEveryMs: 90 };
    const journal = openJournal({ ...options, files: files as Files });
    const tracker = new Tracker({ clock: counted, writer: journal });
    for (let at = 0; at <= minuteMs; at += stepMs) {
      if (at % keyEveryMs === 0) {
        waitingSince = Math.min(waitingSince, clock.monotonic());
        if (!tracker.acceptAgain(clock.now())) tracker.accept(edit());
      }
      clock.pass(stepMs);
      await nextTurn();
    }
    assert.ok(counts.writes >= 45 && counts.writes <= 62, `${counts.writes} writes`);
    assert.ok(counts.timers <= counts.writes + 4, `${counts.timers} timers for ${counts.writes} writes`);
    // A timer that goes off for the writing alone costs as much again.
    assert.ok(counts.wakeUps <= counts.writes / 2, `${counts.wakeUps} timers went off for ${counts.writes} writes`);
    assert.ok(counts.longestWaitMs < 1_000, `${counts.longestWaitMs} ms`);
  });
});

/** The span of the tests after some seconds more. */
const grownBy = (seconds: number) => span({ end: span().end + seconds * 1000, signals: span().signals + seconds });

describe('a growing span', () => {
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());
  const written = async (): Promise<unknown[]> => allFacts(await folder.store());

  /** A journal whose file is open, with the calls that wait for the disk in this thread. */
  async function opened(onAppend: () => void = () => undefined) {
    const calls: string[] = [];
    const files = faultyFiles((step) => step === 'append' && onAppend());
    const journal = folder.journal({
      writer: 'w',
      files: {
        ...files,
        openAppend: async (path) => {
          const file = await files.openAppend(path);
          return {
            ...file,
            append: async (bytes) => (calls.push('later'), file.append(bytes)),
            appendSync: (bytes) => (calls.push('now'), file.appendSync(bytes)),
          };
        },
      },
    });
    journal.append(span());
    await journal.write();
    calls.length = 0;
    return { journal, calls };
  }

  it('is in the file when the call returns', async () => {
    const { journal, calls } = await opened();
    journal.append(grownBy(1), 'now');
    assert.deepEqual([calls, journal.state().pending], [['now'], 0]);
    assert.deepEqual(await written(), [grownBy(1)]);
    assert.equal(journal.state().bytes, fs.statSync(folder.path('journal', 'w-1.ndjson')).size);
  });

  it('is written at once for a reader, and nothing where nothing is new', async () => {
    const { journal, calls } = await opened();
    journal.append(grownBy(1));
    const writing = journal.write();
    assert.deepEqual([calls, journal.state().pending], [['now'], 0]);
    await writing;
    await journal.write();
    assert.deepEqual(calls, ['now']);
    assert.deepEqual(await written(), [grownBy(1)]);
  });

  it('waits for a write that is under way', async () => {
    const { journal, calls } = await opened();
    journal.append(run());
    const writing = journal.flush();
    journal.append(grownBy(1), 'now');
    assert.ok(!calls.includes('now'), calls.join());
    await writing;
    await journal.write();
    assert.deepEqual(await written(), [grownBy(1), run()]);
    journal.append(grownBy(2), 'now');
    assert.equal(calls.at(-1), 'now');
  });

  it('is left to another thread for a while after the disk was slow, longer each time', async () => {
    let tookMs = 30;
    const { journal, calls } = await opened(() => folder.clock.pass(tookMs));
    let seconds = 0;
    const grow = async () => {
      journal.append(grownBy(++seconds), 'now');
      await journal.write();
      return calls.splice(0).join();
    };
    const seen = [await grow()];
    for (const passes of [0, 5_000, 5_000, 5_000, 5_000]) {
      if (seen.length > 4) tookMs = 0;
      folder.clock.pass(passes);
      seen.push(await grow());
    }
    seen.push(await grow());
    assert.deepEqual(seen, ['now', 'later', 'now', 'later', 'now', 'later', 'later']);
    folder.clock.pass(20_000);
    assert.deepEqual([await grow(), await grow()], ['now', 'now']);
    assert.deepEqual(await written(), [grownBy(seconds)]);
  });

  it('is kept while the disk refuses, and written when it can', async () => {
    let isFailing = false;
    const { journal } = await opened(() => {
      if (isFailing) throw diskFailure('ENOSPC');
    });
    const failures: string[] = [];
    journal.onDidFail(({ code }) => failures.push(code));
    isFailing = true;
    journal.append(grownBy(1), 'now');
    journal.append(grownBy(2), 'now');
    assert.deepEqual([failures, journal.state().pending], [['storage-full'], 2]);
    isFailing = false;
    folder.clock.pass(5000);
    await journal.write();
    assert.deepEqual(await written(), [grownBy(2)]);
  });

  it('goes into a new file where the old one is gone', async () => {
    const { journal } = await opened();
    fs.rmSync(folder.path('journal', 'w-1.ndjson'));
    journal.append(grownBy(1), 'now');
    await journal.write();
    assert.deepEqual(folder.list('journal'), ['w-2.ndjson']);
    assert.deepEqual(await written(), [grownBy(1)]);
  });
});
