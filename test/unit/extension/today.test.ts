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
  const failures = { mayBe: false, next: undefined as Error | undefined, logged: [] as string[] };
  const totals = new TodayTotals({
    clock,
    recorder,
    settings: { onDidChange: quiet.event },
    watch: { isFocused: isThere, onDidFocus: returned.event, onDidChangeFocused: elsewhere.event },
    store: () => {
      const { next } = failures;
      failures.next = undefined;
      if (next) return Promise.reject(next);
      return Promise.resolve({ rows: noRows, demo: false, idle: { timer: true, focus: true, goals: true } });
    },
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
    log: { warn: (text: string) => (failures.mayBe ? void failures.logged.push(text) : assert.fail(text)) },
    t: translator(),
  } as unknown as ConstructorParameters<typeof TodayTotals>[0]);
  return { clock, recorder, returned, elsewhere, totals, reads, failures, settingsChanged: quiet };
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

  it('is worked out in several turns of the event loop where there are many facts', async () => {
    const { clock, recorder, totals, updates } = await given();
    const files = 600;
    for (let n = 0; n < files; n++) {
      const span = spanFrom(clock, `w:${n}`);
      clock.advance(10);
      recorder.append(span());
    }
    const before = updates.count;
    clock.advance(3 * second);
    let turns = 0;
    while (updates.count === before && turns < 20) {
      turns++;
      await new Promise(setImmediate);
    }
    assert.ok(turns >= 3 && turns < 20, `${turns} turns`);
    assert.equal(totals.current?.today.totalMs, files * 10);
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

  const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

  it('is read 4 s after the start, and not before', () => {
    const { clock, reads } = make(true);
    clock.advance(4 * second - 1);
    assert.equal(reads.count, 0);
    clock.advance(1);
    assert.equal(reads.count, 1);
  });

  it('knows what is surely not there, until a record says otherwise', async () => {
    const { totals, recorder, clock } = make(true);
    assert.deepEqual([totals.isIdle('timer'), totals.current], [false, undefined], 'before it was read');
    await totals.read();
    assert.deepEqual([totals.isIdle('timer'), totals.isIdle('focus'), totals.isIdle('goals')], [true, true, true]);
    recorder.append({
      type: 'record',
      collection: 'goals',
      id: 'g',
      clock: { time: clock.now(), count: 0, writer: 'w' },
      fields: {},
    });
    assert.deepEqual([totals.isIdle('timer'), totals.isIdle('focus'), totals.isIdle('goals')], [true, true, false]);
  });

  it('takes in what is recorded while it is read', async () => {
    const { totals, recorder } = make(true);
    const reading = totals.read();
    recorder.append(activity(-60, -30));
    await reading;
    assert.equal(totals.current?.today.totalMs, 30 * 60_000);
  });

  it('is read again 3 s after the last of what a sync with GitHub recorded', async () => {
    const { clock, recorder, reads } = await given();
    const state = { type: 'document', collection: 'github', id: 'github:state', start: 0, rev: 1, body: '{}' } as never;
    recorder.append(state);
    clock.advance(2 * second);
    recorder.append(state);
    clock.advance(3 * second - 1);
    assert.equal(reads.count, 1);
    clock.advance(1);
    assert.equal(reads.count, 2);
    const other = make(true);
    other.recorder.append(state);
    other.clock.advance(3 * second);
    assert.equal(other.reads.count, 0, 'what was never read waits for its time');
  });

  it('tells that records may have changed with each reading but the first', async () => {
    const { totals } = make(true);
    let changes = 0;
    totals.onDidChangeRecords(() => changes++);
    await totals.read();
    assert.equal(changes, 0);
    await totals.read();
    assert.equal(changes, 1);
  });

  it('is read once more where that is wanted while it is read', async () => {
    const { totals, reads } = make(true);
    await Promise.all([totals.read(), totals.read(), totals.read()]);
    assert.equal(reads.count, 2);
  });

  it('is read again a second after the day has ended', async () => {
    const { clock, reads } = await given();
    const untilMidnight = Date.UTC(2026, 10, 21) - clock.now();
    clock.advance(untilMidnight + second - 1);
    assert.equal(reads.count, 1);
    clock.advance(1);
    await settled();
    assert.equal(reads.count, 2);
    assert.equal(clock.pending, 1);
  });

  it('is computed again 3 s after a setting has changed', async () => {
    const { clock, updates, settingsChanged } = await given();
    settingsChanged.fire();
    clock.advance(3 * second - 1);
    assert.equal(updates.count, 0);
    clock.advance(1);
    assert.equal(updates.count, 1);
  });

  it('says in the log that it could not be read, and goes on', async () => {
    const { totals, failures } = make(true);
    Object.assign(failures, { mayBe: true, next: new Error('broken') });
    await totals.read();
    assert.match(failures.logged.join(), /^today's total could not be read: /);
    assert.equal(totals.current, undefined);
    await totals.read();
    assert.ok(totals.current);
  });

  it('leaves no timer when the window closes', async () => {
    const { clock, recorder, totals, elsewhere } = await given();
    recorder.append(spanFrom(clock, 'w:1')());
    elsewhere.fire();
    elsewhere.fire();
    totals.dispose();
    assert.equal(clock.pending, 0);
    const waiting = make(false);
    waiting.clock.advance(5 * second);
    waiting.totals.dispose();
    waiting.returned.fire();
    assert.deepEqual([waiting.reads.count, waiting.clock.pending], [0, 0]);
  });
});
