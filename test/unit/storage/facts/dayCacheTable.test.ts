import assert from 'node:assert/strict';
import fs from 'node:fs';
import fc from 'fast-check';
import { basisOf } from '../../../../src/analytics/rollups/rememberedDays.ts';
import { DailyRollups } from '../../../../src/analytics/rollups/dailyRollups.ts';
import type { Context } from '../../../../src/analytics/context.ts';
import { addDays, dayMs, daysBetween, hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import type { Fact } from '../../../../src/core/facts/facts.ts';
import type { ActivityReader } from '../../../../src/core/facts/reader.ts';
import { defaultGoals, defaultTimeRules } from '../../../../src/core/rules/rules.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { Vault } from '../../../../src/storage/vault/vault.ts';
import { listedPlanId } from '../../../../src/core/facts/plans.ts';
import { activity, diagnostic, document, planTask, run, span, state } from '../facts.ts';
import { StorageFolder } from '../storageFolder.ts';
import { fuzzRuns } from '../../fuzz/runs.ts';

const first = '2026-02-10';
const origin = Date.parse(first);
const days = daysBetween(addDays(first, -2), addDays(first, 12));

const context = (dayStartsAt: number): Context => ({
  now: origin + 60 * dayMs,
  offset: 60,
  rules: { ...defaultTimeRules, dayStartsAt },
  goals: { ...defaultGoals, workdays: [0, 1, 2, 3, 4, 5, 6], hoursPerDay: 1 },
  t: (text) => text,
});

/** Often near midnight, where a fact affects two days. */
const instant = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.oneof(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 0, max: 1439 })))
  .map(([day, minute]) => origin + day * dayMs + minute * minuteMs);
const length = fc.oneof(fc.integer({ min: 0, max: 40 * minuteMs }), fc.constantFrom(3 * hourMs, 30 * hourMs));
const offset = fc.constantFrom(60, 60, 60, -480, 840);
const n = fc.integer({ min: 1, max: 5 });
const timed = fc.record({ at: instant, length, offset, n, rev: fc.integer({ min: 1, max: 4 }) });

const fact: fc.Arbitrary<Fact> = fc.oneof(
  timed.map(({ at, length: ms, offset: o, n: id }) => span({ id: `s${at}:${id}`, start: at, end: at + ms, offset: o })),
  timed.map(({ at, length: ms, offset: o, n: id, rev }) =>
    run({
      id: `r${at}:${id}`,
      start: at,
      offset: o,
      group: 'test',
      ...(rev > 1 && { end: at + ms, exitCode: rev % 2 }),
    }),
  ),
  timed.map(({ at, length: ms, offset: o, n: id, rev }) =>
    diagnostic({ id: `d${at}:${id}`, introduced: at, offset: o, ...(rev > 1 && { fixed: at + ms * rev }) }),
  ),
  timed.map(({ at, offset: o, n: id }) => state({ id: `t${at}:${id}`, at, offset: o, state: 'paused' })),
  timed.map(({ at, length: ms, offset: o, n: id, rev }) =>
    activity({ id: `a:${id}`, rev, at, start: at, end: at + ms, offset: o, deleted: rev === 4 }),
  ),
  timed.map(({ at, n: id, rev }) =>
    planTask({
      id: id % 2 ? `p:${id}` : listedPlanId(`l:${id}`, new Date(at).toISOString().slice(0, 10)),
      rev,
      at,
      day: new Date(at).toISOString().slice(0, 10),
      ...(rev > 1 && { doneAt: at }),
      deleted: rev === 4,
    }),
  ),
  timed.map(({ at, length: ms, offset: o, n: id, rev }) =>
    document({
      id: `c:${id}`,
      rev,
      at,
      collection: 'corrections',
      start: at,
      end: at + ms,
      offset: o,
      body: JSON.stringify({ what: 'exclude' }),
      deleted: rev === 4,
    }),
  ),
  // Ticks of the tasks that some of these stand for.
  timed.map(({ at, n: id, rev }): Fact => {
    const clock = { time: at, count: rev, writer: 'w' };
    const doneOn = new Date(at).toISOString().slice(0, 10);
    const fields = [
      { status: 'done', doneAt: at, doneOn },
      { doneAt: null, doneOn: null },
      { title: 'Ship' },
      { deleted: true },
    ];
    return { type: 'record', collection: 'tasks', id: `l:${id}`, clock, fields: fields[rev - 1] ?? {} };
  }),
  // Changes of the same activities and corrections, of some fields only.
  timed.map(({ at, length: ms, offset: utcOffset, n: id, rev }): Fact => {
    const clock = { time: at, count: rev, writer: 'w' };
    const time = [{ start: at }, { end: at + ms }, { start: at, end: at + ms, utcOffset }, { deleted: true }][rev - 1];
    const body = id % 2 ? { kind: 'learning', title: 'Talk' } : { what: 'exclude', at };
    const of = id % 2 ? { collection: 'activities', id: `a:${id}` } : { collection: 'corrections', id: `c:${id}` };
    return { type: 'record', ...of, clock, fields: { ...time, ...body } };
  }),
);

describe('what is kept of finished days', function () {
  this.timeout(120_000);
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());

  /** Asked by one who remembers, by one who has only the file, and by one for whom nothing is kept. */
  function check(store: Store, dayStartsAt: number, memory: DailyRollups): void {
    const { dayCache: omitted, ...bare } = store;
    assert.ok(omitted);
    const ask = (reader: ActivityReader, rollups: DailyRollups): unknown => [
      rollups.scores(days, reader, context(dayStartsAt)),
      rollups.sums(days, reader, context(dayStartsAt)),
    ];
    const fresh = ask(bare, new DailyRollups());
    assert.deepEqual(ask(store, memory), fresh);
    assert.deepEqual(ask(store, new DailyRollups()), fresh);
  }
  const memory = (): DailyRollups => new DailyRollups();

  it('is what would be worked out again, whatever is recorded, in whatever order', async () => {
    const batches = fc.array(fc.array(fact, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(batches, fc.constantFrom(0, 240), async (all, dayStartsAt) => {
        const own = new StorageFolder();
        const journal = own.journal();
        const store = await own.store();
        const remembered = memory();
        for (const batch of all) {
          for (const each of batch) journal.append(each);
          await journal.flush();
          store.refresh();
          check(store, dayStartsAt, remembered);
        }
        own.remove();
      }),
      { numRuns: fuzzRuns(60) },
    );
  });

  it('knows a correction that began days before, when a part of the days is worked out again', async () => {
    const noon = origin + 12 * hourMs;
    const away = { at: noon, start: noon, end: noon + 60 * hourMs, body: JSON.stringify({ what: 'exclude' }) };
    const journal = folder.journal();
    journal.append(document({ id: 'c:1', collection: 'corrections', offset: 60, ...away }));
    journal.append(activity({ id: 'a:1', rev: 1, at: noon, start: noon, end: noon + 70 * hourMs, offset: 60 }));
    await journal.flush();
    const store = await folder.store();
    const mine = memory();
    check(store, 0, mine);
    // The first of the recomputed days is one that the correction reaches into.
    journal.append(run({ id: 'r:1', start: noon + 51 * hourMs, offset: 60, group: 'test' }));
    await journal.flush();
    store.refresh();
    check(store, 0, mine);
    const [third] = mine.sums([addDays(first, 2)], store, context(0));
    assert.equal(third?.totalMs, 0);
  });

  it('goes by the offset that a fact began with, whatever its later lines say', async () => {
    const [night, morning] = [origin, origin + dayMs];
    const problem = { id: 'd:1', introduced: morning, file: 'src/mill.ts' };
    const journal = folder.journal();
    journal.append(span({ id: 's:1', start: night, end: night + 15 * minuteMs, offset: 60 }));
    journal.append(diagnostic({ ...problem, offset: -480 }));
    await journal.flush();
    const store = await folder.store();
    const mine = memory();
    check(store, 0, mine);
    journal.append(diagnostic({ ...problem, offset: 60, fixed: morning }));
    await journal.flush();
    store.refresh();
    check(store, 0, mine);
  });

  it('is forgotten where a correction of another offset was and is no more', async () => {
    const noon = origin + 12 * hourMs;
    const correction = { id: 'c:1', collection: 'corrections', body: JSON.stringify({ what: 'exclude' }) } as const;
    const journal = folder.journal();
    journal.append(activity({ id: 'a:1', rev: 1, at: noon, start: noon, end: noon + hourMs, offset: -480 }));
    journal.append(document({ ...correction, start: noon, end: noon + minuteMs, offset: 840 }));
    await journal.flush();
    const store = await folder.store();
    const mine = memory();
    check(store, 0, mine);
    const elsewhere = origin - dayMs;
    journal.append(document({ ...correction, rev: 9, start: elsewhere, end: elsewhere, offset: -480 }));
    await journal.flush();
    store.refresh();
    check(store, 0, mine);
  });

  it('is not changed by what another window sees of its problems on a later day', async () => {
    const problem = { file: 'src/mill.ts', offset: 60 };
    const journal = folder.journal();
    journal.append(span({ id: 's:1', start: origin, end: origin + hourMs, offset: 60 }));
    journal.append(diagnostic({ ...problem, id: 'd:1', introduced: origin }));
    await journal.flush();
    const store = await folder.store();
    const mine = memory();
    check(store, 0, mine);
    journal.append(diagnostic({ ...problem, id: 'e:1', introduced: origin + dayMs }));
    await journal.flush();
    store.refresh();
    check(store, 0, mine);
  });

  it('is in the file, and forgotten with what is erased, imported and taken out', async () => {
    const at = origin + 12 * hourMs;
    const work = span({ id: 's:1', start: at, end: at + hourMs });
    const journal = folder.journal();
    journal.append(work);
    await journal.close();
    const store = await folder.store();
    const mine = memory();
    check(store, 0, mine);
    store.checkpoint();
    const kept = (of: Store): number => of.dayCache(basisOf('sums', of, context(0))).read(first, first).size;
    const other = await folder.store();
    assert.equal(kept(other), 1);
    const yours = memory();
    check(other, 0, yours);
    const { name } = other.importFacts([span({ id: 's:2', start: at + 2 * hourMs, end: at + 3 * hourMs })]);
    assert.equal(kept(other), 0);
    check(other, 0, yours);
    // The other window notices with its next look.
    store.refresh();
    check(store, 0, mine);
    other.undoImport(name ?? '');
    check(other, 0, yours);
    other.erase({ range: { from: at, to: at + 1 } });
    assert.equal(kept(other), 0);
    store.refresh();
    check(store, 0, mine);
  });

  const basis = { of: 'score', settings: 'a', dayStartsAt: 0, isByName: false } as const;

  it('is for one basis, and one version of the code', async () => {
    const store = await folder.store();
    const kept = (settings: string, of: Store = store): number =>
      of.dayCache({ ...basis, settings }).read(first, first).size;
    store.dayCache(basis).keep(new Map([[first, '[1]']]));
    store.checkpoint();
    assert.deepEqual([kept('a'), kept('b')], [1, 0]);
    store.dayCache({ ...basis, settings: 'b' }).keep(new Map([['2026-02-11', '[2]']]));
    assert.equal(kept('a'), 0);
    store.dayCache(basis).keep(new Map([[first, '[1]']]));
    folder.journal().append(span());
    assert.equal(kept('a'), 1);
    store.dayCache({ ...basis, of: 'sums', dayStartsAt: 60 }).keep(new Map([[first, '[1]']]));
    assert.equal(kept('a'), 0, 'by another start of the day');
    const newer = await folder.store({ codeVersion: '2' });
    assert.equal(kept('a', newer), 0);
  });

  it('has no name in it that can be read', async () => {
    const sealer = new Vault({ folder: folder.folder, clock: folder.clock, secret: Buffer.alloc(32, 7) });
    const journal = folder.journal({ sealer });
    journal.append(
      span({ id: 's:1', start: origin, end: origin + hourMs, project: '/home/ada/planted', file: 'planted.ts' }),
    );
    await journal.close();
    const store = await folder.store({ sealer });
    check(store, 0, memory());
    assert.ok(store.checkpoint().fileBytes > 0);
    for (const file of ['daymark.sqlite']) assert.doesNotMatch(fs.readFileSync(folder.path(file), 'latin1'), /planted/);
    const again = await folder.store({ sealer });
    check(again, 0, memory());
  });
});
