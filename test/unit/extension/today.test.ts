import assert from 'node:assert/strict';
import { noRows } from '../../../src/analytics/noRows.ts';
import { Emitter } from '../../../src/core/base/event.ts';
import { translator } from '../../../src/core/base/translate.ts';
import type { FactWriter, SpanFact } from '../../../src/core/facts/facts.ts';
import { defaultGoals, defaultTimeRules } from '../../../src/core/rules/rules.ts';
import { Recorder } from '../../../src/extension/recorder.ts';
import { TodayTotals } from '../../../src/extension/today.ts';
import { plainSealer } from '../../../src/storage/vault/plainSealer.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';
import { activity } from '../analytics/given.ts';

const second = 1000;

/** The running total with a clock that the test moves, and the number of computations. */
async function given() {
  const made = make(true);
  await made.totals.read();
  const updates = { count: 0 };
  made.totals.onDidChange(() => updates.count++);
  return { ...made, updates };
}

/** @param isThere whether the window has the focus */
function make(isThere: boolean) {
  const clock = new FakeClock();
  const recorder = new Recorder({ append: () => undefined } as unknown as FactWriter);
  const quiet = new Emitter<void>();
  const returned = new Emitter<void>();
  const elsewhere = new Emitter<void>();
  const reads = { count: 0 };
  const totals = new TodayTotals({
    clock,
    recorder,
    settings: { onDidChange: quiet.event },
    watch: { isFocused: isThere, onDidFocus: returned.event, onDidChangeFocused: elsewhere.event },
    store: () => Promise.resolve({ rows: noRows, demo: false, idle: { timer: true, focus: true, goals: true } }),
    // Each reading begins with this.
    written: () => {
      reads.count++;
      return Promise.resolve();
    },
    folder: '/nowhere',
    version: '1',
    vault: Promise.resolve({ vault: plainSealer }),
    readOptions: () => ({
      now: clock.now(),
      offset: 0,
      rules: defaultTimeRules,
      goals: defaultGoals,
      planFor: 'today',
    }),
    log: { warn: (text: string) => assert.fail(text) },
    t: translator(),
  } as unknown as ConstructorParameters<typeof TodayTotals>[0]);
  return { clock, recorder, returned, elsewhere, totals, reads };
}

function spanFrom(clock: FakeClock, id: string) {
  const start = clock.now();
  return (): SpanFact => ({
    type: 'span',
    id,
    start,
    end: clock.now(),
    offset: 0,
    kind: 'coding',
    source: 'editor',
    signals: Math.floor((clock.now() - start) / 100) + 1,
    saves: 0,
    edits: {},
    project: '/p',
    file: 'a.ts',
  });
}

describe('the running total of today', () => {
  it('is read some seconds after the start where someone may look', () => {
    const { clock, reads } = make(true);
    clock.advance(5 * second);
    assert.equal(reads.count, 1);
  });

  it('is not read in a window that nobody looks at, until someone does', () => {
    const { clock, recorder, returned, reads } = make(false);
    recorder.append({ type: 'state', id: 'w:1', at: clock.now(), offset: 0, state: 'started' });
    clock.advance(600 * second);
    recorder.append({ type: 'state', id: 'w:2', at: clock.now(), offset: 0, state: 'paused' });
    assert.equal(reads.count, 0);
    returned.fire();
    returned.fire();
    clock.advance(600 * second);
    assert.equal(reads.count, 1);
  });

  it('is read in a window that nobody looks at once something is recorded there', () => {
    const { clock, recorder, reads } = make(false);
    clock.advance(60 * second);
    recorder.append(spanFrom(clock, 'w:1')());
    assert.equal(reads.count, 1);
  });

  it('is worked out about once for each minute of typing, and never shows a minute late', async () => {
    const { clock, recorder, totals, updates } = await given();
    const span = spanFrom(clock, 'w:1');
    for (let passed = 0; passed <= 30 * 60; passed++) {
      recorder.append(span());
      const shown = Math.floor((totals.current?.today.totalMs ?? 0) / 60_000);
      const real = Math.floor((span().end - span().start) / 60_000);
      assert.ok(real - shown <= 1, `${shown} min shown after ${passed} s`);
      const sinceMinute = (span().end - span().start) % 60_000;
      if (sinceMinute > 5 * second) assert.equal(shown, real, `after ${passed} s`);
      clock.advance(second);
    }
    assert.ok(updates.count <= 35, `${updates.count} times in half an hour`);
  });

  it('shows within 3 s what is new', async () => {
    const { clock, recorder, totals } = await given();
    recorder.append(spanFrom(clock, 'w:1')());
    clock.advance(3 * second);
    recorder.append(spanFrom(clock, 'w:1')());
    // Without this it would wait a minute.
    recorder.append(activity(-60, -30));
    clock.advance(3 * second);
    assert.equal(totals.current?.today.totalMs, 30 * 60_000);
  });

  it('reads what other windows record at once, and then at most every 5 s', async () => {
    const { clock, totals, reads, elsewhere } = make(true);
    await totals.read();
    clock.advance(60 * second);
    const before = reads.count;
    // Waits for the reading that an act begins, if it begins one.
    const settled = async (act: () => void): Promise<void> => {
      const already = reads.count;
      const told = new Promise<void>((resolve) => {
        const listener = totals.onDidChange(() => {
          listener.dispose();
          resolve();
        });
      });
      act();
      if (reads.count > already) await told;
    };
    for (let passed = 0; passed < 20; passed++) {
      await settled(() => elsewhere.fire());
      await settled(() => clock.advance(second));
    }
    // The first at once, and the last at the end of the 20 s.
    assert.equal(reads.count - before, 5);
  });

  it('waits for nothing while nothing is recorded, but for the end of the day', async () => {
    const { clock, recorder } = await given();
    recorder.append(spanFrom(clock, 'w:1')());
    clock.advance(2 * 60 * second);
    assert.equal(clock.pending, 1);
  });
});
