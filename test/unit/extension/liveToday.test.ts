import assert from 'node:assert/strict';
import fs from 'node:fs';
import fc from 'fast-check';
import { measureDay } from '../../../src/analytics/measure.ts';
import { readRows } from '../../../src/analytics/rows.ts';
import { hourMs, minuteMs } from '../../../src/core/time/days.ts';
import type { Fact } from '../../../src/core/facts/facts.ts';
import { LiveToday, openLiveToday } from '../../../src/extension/liveToday.ts';
import { readToday } from '../../../src/extension/worker/readToday.ts';
import type { Reading } from '../../../src/core/operations/reading.ts';
import { readingsOf } from '../../../src/headless/answering.ts';
import type { Store } from '../../../src/storage/store.ts';
import { plainSealer } from '../../../src/storage/vault/plainSealer.ts';
import { at, context, day } from '../analytics/given.ts';
import { activity, diagnostic, document, record, run, span, state } from '../storage/facts.ts';
import { StorageFolder } from '../storage/storageFolder.ts';

const version = '1';
const now = at(8 * 60);
const options = { ...context(), planFor: 'today' } as const;

/** Returns the total of a window that continues from the copy, or asks the store where the journals don't suffice. */
async function shownBy({ folder }: StorageFolder, live?: LiveToday): Promise<unknown> {
  const opened = live ?? (await openLiveToday({ version, day }, { folder, sealer: plainSealer }));
  assert.ok(opened);
  return { today: opened.facts.today(context()), score: opened.facts.score(context()), demo: opened.demo };
}

function shownByStore(store: Store): unknown {
  store.refresh();
  const { today, score } = measureDay(readRows(store, day, day), day, context());
  return { today, score, demo: store.isDemo() };
}

function readingOf(store: Store): Reading {
  return readingsOf(store, (text) => text)(options);
}

/** Returns what a window knows of today after another window wrote a fact. */
async function caughtUpWith(fact: Fact) {
  let result: { told: string; idle: LiveToday['idle'] } | undefined;
  await inFolder(async (folder) => {
    const store = await folder.store();
    const stored = readToday(store, readingOf(store), version);
    const live = new LiveToday(day, stored, { folder: folder.folder, sealer: plainSealer });
    const journal = folder.journal({ writer: 'other' });
    journal.append(fact);
    await journal.flush();
    result = { told: await live.catchUp(), idle: live.idle };
  });
  assert.ok(result);
  return result;
}

async function inFolder(act: (folder: StorageFolder) => Promise<void>): Promise<void> {
  const folder = new StorageFolder();
  folder.clock.jump(now - folder.clock.now());
  fs.mkdirSync(folder.path('journal'));
  try {
    await act(folder);
  } finally {
    folder.remove();
  }
}

/** Facts of one window, on the day and the days around it, in the order of their writing: most are written again as they grow. */
const workOf = (writer: string): fc.Arbitrary<Fact[]> =>
  fc
    .array(
      fc.record({
        type: fc.constantFrom('span', 'run', 'diagnostic', 'state'),
        start: fc.integer({ min: -40, max: 40 }),
        steps: fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 4 }),
        file: fc.constantFrom('a.ts', 'b.ts'),
        edits: fc.integer({ min: 0, max: 9 }),
      }),
      { maxLength: 6 },
    )
    .map((all) =>
      all.flatMap(({ type, start, steps, file, edits }, n): Fact[] => {
        const id = `${writer}:${n + 1}`;
        const begun = at(0) + start * hourMs;
        const end = begun + (steps[0] ?? 0) * minuteMs;
        if (type === 'state') return [state({ id, at: begun })];
        const found = diagnostic({ id, introduced: begun });
        if (type === 'diagnostic') return [found, { ...found, fixed: end }].slice(0, steps.length);
        const ran = run({ id, start: begun });
        if (type === 'run') return [ran, { ...ran, end, exitCode: edits }].slice(0, steps.length);
        return steps.map((_, i) => {
          const length = steps.slice(0, i + 1).reduce((sum, step) => sum + step, 0) * minuteMs;
          const typed = { edits: edits + i, added: edits * i, removed: i };
          const figures = { signals: i + 1, saves: i, edits: { typed } };
          return span({ id, start: begun, end: begun + length, file, ...figures });
        });
      }),
    );

describe('today without the store', () => {
  it('equals what the store says, from the copy and the journals of any windows', async () => {
    const writers = ['j0', 'j1', 'j2'];
    const works = fc.tuple(...writers.map(workOf));
    const halves = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(works, halves, fc.boolean(), async (all, shares, isWritten) => {
        await inFolder(async (folder) => {
          const journals = writers.map((writer) => folder.journal({ writer }));
          const write = async (part: (facts: Fact[], cut: number) => Fact[]): Promise<void> => {
            for (const [n, facts] of all.entries()) {
              for (const fact of part(facts, Math.round(facts.length * (shares[n] ?? 0)))) journals[n]?.append(fact);
              await journals[n]?.flush();
            }
          };
          await write((facts, cut) => facts.slice(0, cut));
          const store = await folder.store();
          if (isWritten) store.checkpoint();
          readToday(store, readingOf(store), version);
          await write((facts, cut) => facts.slice(cut));
          assert.deepEqual(await shownBy(folder), shownByStore(store));
        });
      }),
      { numRuns: 25 },
    );
  }).timeout(60_000);

  it('takes in an hour of typing, and thousands of files, in short turns', async () => {
    await inFolder(async (folder) => {
      const store = await folder.store();
      const live = new LiveToday(day, readToday(store, readingOf(store), version), {
        folder: folder.folder,
        sealer: plainSealer,
      });
      const journal = folder.journal({ writer: 'w' });
      for (let second = 1; second <= 1_000; second++) {
        journal.append(span({ id: 'w:1', start: now, end: now + second * 1_000, signals: second }));
        await journal.write();
      }
      for (let n = 2; n <= 2_001; n++) journal.append(span({ id: `w:${n}`, start: now, file: `${n}.ts` }));
      await journal.flush();
      let [taken, inTurn, most, isOver] = [0, 0, 0, false];
      const apply = live.facts.apply.bind(live.facts);
      live.facts.apply = (fact) => {
        taken++;
        most = Math.max(most, ++inTurn);
        apply(fact);
      };
      const turn = (): void => {
        inTurn = 0;
        if (!isOver) setImmediate(turn);
      };
      turn();
      assert.equal(await live.catchUp(), 'observed');
      isOver = true;
      assert.deepEqual(await shownBy(folder, live), shownByStore(store));
      // A span is written whole after 30 growths.
      assert.ok(taken < 2_001 + 100, `${taken} facts`);
      assert.ok(most <= 100, `${most} facts in a turn`);
    });
  }).timeout(30_000);

  it('says whether there may be a timer, a focus session, or a goal', async () => {
    await inFolder(async (folder) => {
      const store = await folder.store();
      const idle = () => readToday(store, readingOf(store), version).idle;
      assert.deepEqual(idle(), { timer: true, focus: true, goals: true });
      const journal = folder.journal({ writer: 'other' });
      const clock = { time: now, count: 0, writer: 'other' };
      const goal = { measure: 'time', direction: 'atLeast', target: 60, period: 'day', weekdays: [1, 2, 3, 4, 5] };
      const fields = { ...goal, firstDay: day, status: 'active' };
      journal.append({ type: 'record', id: 'other:1', collection: 'goals', clock, fields });
      await journal.flush();
      store.refresh();
      assert.deepEqual(idle(), { timer: true, focus: true, goals: false });
      journal.append({
        type: 'record',
        id: 'other:1',
        collection: 'goals',
        clock: { ...clock, count: 1 },
        fields: { status: 'archived' },
      });
      await journal.flush();
      store.refresh();
      assert.equal(idle().goals, true);
    });
  });

  it('is kept up while other windows write', async () => {
    await inFolder(async (folder) => {
      const store = await folder.store();
      const stored = readToday(store, readingOf(store), version);
      const live = new LiveToday(day, stored, { folder: folder.folder, sealer: plainSealer });
      const journal = folder.journal({ writer: 'other' });
      for (const minutes of [1, 2, 30]) {
        journal.append(span({ id: 'other:1', start: at(0), end: at(minutes), signals: minutes }));
        await journal.flush();
        assert.equal(await live.catchUp(), 'observed');
        assert.deepEqual(await shownBy(folder, live), shownByStore(store));
      }
    });
  });

  it('leaves to the store what only the store can take in', async () => {
    const told = async (fact: Fact): Promise<string> => (await caughtUpWith(fact)).told;
    assert.equal(await told(state({ id: 'other:1', at: now })), 'observed');
    assert.equal(await told(record({ collection: 'timeEntries' })), 'records');
    assert.equal(await told(document({ id: 'other:1', collection: 'github' })), 'unknown');
    assert.equal(await told(activity({ id: 'other:1' })), 'unknown');
  });

  it('stays sure that there is no timer, focus session, or goal until a record of it comes', async () => {
    const all = { timer: true, focus: true, goals: true };
    for (const collection of ['insights', 'receipts', 'commits', 'testRuns', 'problemCauses'] as const)
      assert.deepEqual(await caughtUpWith(document({ id: 'other:1', collection })), { told: 'observed', idle: all });
    const after = async (collection: string) => (await caughtUpWith(record({ collection }))).idle;
    assert.deepEqual(await after('decisions'), all);
    assert.deepEqual(await after('timeEntries'), { ...all, timer: false });
    assert.deepEqual(await after('timerStops'), { ...all, timer: false });
    assert.deepEqual(await after('focusSessions'), { ...all, focus: false });
    assert.deepEqual(await after('focusStops'), { ...all, focus: false });
    assert.deepEqual(await after('goals'), { ...all, goals: false });
  });

  it('is not shown from a copy that may lack something', async () => {
    await inFolder(async (folder) => {
      const journal = folder.journal({ writer: 'other' });
      journal.append(span({ id: 'other:1', start: at(0), end: at(9) }));
      await journal.flush();
      const store = await folder.store();
      const open = (of = { version, day }) => openLiveToday(of, { folder: folder.folder, sealer: plainSealer });
      assert.equal(await open(), undefined, 'no copy');
      readToday(store, readingOf(store), version);
      assert.ok(await open());
      assert.equal(await open({ version: '2', day }), undefined, 'another version');
      assert.equal(await open({ version, day: '2026-11-21' }), undefined, 'another day');
      const [name = ''] = folder.list('journal');
      const file = folder.path('journal', name);
      const bytes = fs.readFileSync(file);
      fs.writeFileSync(file, bytes.subarray(0, 40));
      assert.equal(await open(), undefined, 'a shorter journal');
      fs.rmSync(file);
      assert.equal(await open(), undefined, 'a missing journal');
      fs.writeFileSync(file, bytes);
      assert.ok(await open());
      store.checkpoint();
      assert.equal(await open(), undefined, 'a new file');
      readToday(store, readingOf(store), version);
      const copy = fs.readFileSync(folder.path('today.sealed'));
      fs.writeFileSync(folder.path('today.sealed'), copy.subarray(0, -5));
      assert.equal(await open(), undefined, 'a damaged copy');
      fs.writeFileSync(folder.path('today.sealed'), plainSealer.seal(JSON.stringify({ version, day })));
      assert.equal(await open(), undefined, 'a copy of something else');
    });
  });

  it('leaves no copy of what is erased', async () => {
    await inFolder(async (folder) => {
      const store = await folder.store();
      readToday(store, readingOf(store), version);
      assert.ok(fs.existsSync(folder.path('today.sealed')));
      store.erase({});
      assert.ok(!fs.existsSync(folder.path('today.sealed')));
    });
  });
});
