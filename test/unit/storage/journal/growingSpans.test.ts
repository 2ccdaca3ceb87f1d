import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../../../src/core/base/clock.ts';
import { openJournal } from '../../../../src/storage/journal/openJournal.ts';
import type { AppendFile, Files } from '../../../../src/storage/disk/files.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { Tracker } from '../../../../src/tracking/tracker.ts';
import { edit } from '../../tracking/recorded.ts';
import { TestClock } from '../storageFolder.ts';

const [keyEveryMs, stepMs, minuteMs] = [250, 10, 60_000];

describe('a minute of typing', () => {
  it('is written about once a second, with one timer each time, and no key waits for a second', async () => {
    const clock = new TestClock();
    const counts = { timers: 0, writes: 0, longestWaitMs: 0 };
    let waitingSince = Infinity;
    const counted = {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      utcOffset: () => clock.utcOffset(),
      after: (ms, act) => (counts.timers++, clock.after(ms, act)),
    } satisfies Clock;
    const file: Partial<AppendFile> = {
      append: async () => {
        counts.writes++;
        counts.longestWaitMs = Math.max(counts.longestWaitMs, clock.monotonic() - waitingSince);
        waitingSince = Infinity;
      },
      isInPlace: async () => true,
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
    assert.ok(counts.longestWaitMs < 1_000, `${counts.longestWaitMs} ms`);
  });
});
