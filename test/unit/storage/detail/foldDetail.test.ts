import assert from 'node:assert/strict';
import fc from 'fast-check';
import { timelineOf } from '../../../../src/analytics/timeline.ts';
import type { UserRule } from '../../../../src/core/rules/userRules.ts';
import { activityKinds, sources } from '../../../../src/core/facts/activity.ts';
import { dayMs, dayOf, hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import type { SpanFact } from '../../../../src/core/facts/facts.ts';
import type { Database } from '../../../../src/storage/sqlite/database.ts';
import { loadSqlite } from '../../../../src/storage/sqlite/database.ts';
import { FactReader } from '../../../../src/storage/facts/factReader.ts';
import { foldDetail } from '../../../../src/storage/detail/foldDetail.ts';
import { migrate } from '../../../../src/storage/sqlite/migrations.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { FactTables } from '../../../../src/storage/facts/factTables.ts';
import { JournalEncoder } from '../../../../src/storage/journal/journalEncoder.ts';
import { JournalFile } from '../../../../src/storage/journal/journalFile.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { always } from '../allFacts.ts';
import { span } from '../facts.ts';
import { StorageFolder, wasmPath } from '../storageFolder.ts';
import { fuzzRuns } from '../../fuzz/runs.ts';

const start = Date.UTC(2025, 0, 6, 8);
/** By what hours keep, so that the laws apply to them as to spans. */
const userRules: UserRule[] = [
  { scheme: 'untitled', kind: 'planning' },
  { scheme: 'file', project: 'p1', from: 'coding' },
];
const limits = [0, 15_000, 2 * minuteMs, 30 * minuteMs].flatMap((idleLimitMs) =>
  [0, 4 * minuteMs].map((thinkingLimitMs) => ({ idleLimitMs, thinkingLimitMs })),
);

/**
 * For late facts: a folded hour doesn't contain the start of each of its spans, so where a late one overlaps them, the other may own the
 * instant, and thinking pauses are assigned differently. The time itself and all counts stay.
 */
const idleOnly = limits.filter(({ thinkingLimitMs }) => thinkingLimitMs === 0);

/** Spans in three days, overlapping as those of several windows do, some without length or signals, some on another clock. */
const spans = fc
  .array(
    fc.record({
      at: fc.nat({ max: 3 * 24 * 3600 }),
      // Ends differ, for where two end at the same instant the gap after them could belong to either.
      length: fc.oneof(fc.constant(0), fc.nat({ max: 400 }), fc.nat({ max: 9000 })),
      signals: fc.nat({ max: 5 }),
      what: fc.tuple(
        fc.nat({ max: 2 }),
        fc.nat({ max: 4 }),
        fc.nat({ max: 1 }),
        fc.nat({ max: 3 }),
        fc.constantFrom(60, 330, -480),
        fc.constantFrom(undefined, 'untitled', 'diff'),
      ),
      edits: fc.nat({ max: 300 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((list) =>
    list.map(({ at, length, signals, what: [kind, source, project, file, offset, scheme], edits }, i): SpanFact => {
      const from = start + at * 1000 + i;
      return span({
        id: `w:${i}`,
        start: from,
        end: from + length * 1000,
        offset,
        kind: activityKinds[kind] ?? 'coding',
        source: sources[source] ?? 'editor',
        project: `p${project}`,
        file: `f${file}`,
        ...(scheme !== undefined && { scheme }),
        signals,
        saves: signals % 3,
        edits:
          edits > 150 ? { typed: { edits, added: 1, removed: 2 }, pasted: { edits: 1, added: edits, removed: 0 } } : {},
      });
    }),
  );

/** The gaps between heartbeats have a separate limit, with the same ties as thinking pauses. */
const spansOfEditors = spans.map((list) =>
  list.map((fact): SpanFact => ({ ...fact, source: fact.source === 'hub' ? 'editor' : fact.source })),
);

async function emptyDatabase(): Promise<Database> {
  const database = (await loadSqlite(wasmPath))();
  migrate(database);
  return database;
}

function write(database: Database, facts: readonly SpanFact[], writer = 'w'): void {
  const encoder = new JournalEncoder({ writer, base: start, pid: 1, machine: 'm', demo: false }, plainSealer);
  const file = new JournalFile({ position: 0, skipped: 0, unknownFrom: null });
  const tables = new FactTables(database);
  file.read(Buffer.from(encoder.header() + encoder.encode(facts)), (line) => tables.write(line as never, file.nameOf));
  tables.finish();
}

/** Every total that anything shows, as `name: number`. */
function totalsOf(facts: readonly SpanFact[], under = limits): Record<string, number> {
  const totals: Record<string, number> = {};
  const add = (key: string, value: number): void => void (totals[key] = (totals[key] ?? 0) + value);
  for (const limit of under) {
    const rules = { ...limit, dayStartsAt: 0, userRules };
    const name = JSON.stringify(limit);
    for (const segment of timelineOf({ spans: facts, activities: [], runs: [], states: [] }, rules)) {
      // By half hours, since every local clock's days begin at one.
      for (let at = segment.start; at < segment.end;) {
        const half = Math.floor(at / (30 * minuteMs));
        const end = Math.min(segment.end, (half + 1) * 30 * minuteMs);
        for (const key of ['kind', 'source', 'project', 'language', 'branch', 'scheme', 'ruledBy'] as const) {
          add(`${name} ${half} ${key} ${segment[key]}`, end - at);
        }
        at = end;
      }
    }
  }
  for (const fact of facts) {
    const day = `${dayOf(fact.start, fact.offset)} ${fact.project} ${fact.scheme} ${fact.kind} ${fact.source}`;
    add(`signals ${day}`, fact.signals);
    add(`saves ${day}`, fact.saves);
    for (const [provenance, { edits, added, removed }] of Object.entries(fact.edits)) {
      add(`${provenance} edits ${day}`, edits);
      add(`${provenance} added ${day}`, added);
      add(`${provenance} removed ${day}`, removed);
    }
  }
  // A span that lasts into the next hour lends it a thousandth of a signal.
  return Object.fromEntries(
    Object.entries(totals)
      .map(([key, value]) => [key, key.startsWith('signals') ? Math.round(value) : value] as const)
      .filter(([, value]) => value !== 0),
  );
}

/** The totals that are no time: signals, saves, and edits. */
function counted(totals: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(totals).filter(([key]) => !key.startsWith('{')));
}

/** Time by limit and half hour, whatever it counts as. */
function timeByHalfHour(totals: Record<string, number>): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [key, value] of Object.entries(totals)) {
    const [, half] = /^(\{.*\} \d+) kind /.exec(key) ?? [];
    if (half !== undefined) sums[half] = (sums[half] ?? 0) + value;
  }
  return sums;
}

describe('folding', function () {
  this.timeout(120_000);
  it('leaves every total unchanged, at any horizon, in one go or several', async () => {
    const database = await emptyDatabase();
    await fc.assert(
      fc.asyncProperty(
        spans,
        fc.array(fc.nat({ max: 80 }), { minLength: 1, maxLength: 3 }),
        async (facts, horizons) => {
          const fresh = await emptyDatabase();
          write(fresh, facts);
          const before = totalsOf(new FactReader(fresh, plainSealer).spans(always));
          assert.deepEqual(before, totalsOf(facts));
          for (const hours of horizons) foldDetail(fresh, start + hours * hourMs);
          assert.deepEqual(totalsOf(new FactReader(fresh, plainSealer).spans(always)), before);
          const signals = (of: readonly SpanFact[]): number => of.reduce((sum, fact) => sum + fact.signals, 0);
          assert.equal(signals(new FactReader(fresh, plainSealer).spans(always)), signals(facts));
          // Read again, or imported, they are known.
          write(fresh, facts);
          assert.deepEqual(totalsOf(new FactReader(fresh, plainSealer).spans(always)), before);
          fresh.close();
        },
      ),
      { numRuns: fuzzRuns(60) },
    );
    database.close();
  });

  it('keeps an hour for what lasts up to its end, and the time of a single signal, but none without any', async () => {
    const database = await emptyDatabase();
    const nine = start + hourMs;
    write(database, [
      span({ id: 'w:1', start: nine, end: nine + hourMs, offset: 0, signals: 1, saves: 0, edits: {} }),
      span({ id: 'w:2', start: nine + 2 * hourMs, end: nine + 3 * hourMs, offset: 0, signals: 0, saves: 2, edits: {} }),
    ]);
    foldDetail(database, start + dayMs);
    const found = new FactReader(database, plainSealer).spans(always);
    assert.deepEqual(
      found.map((one) => [(one.start - nine) / hourMs, (one.end - one.start) / hourMs, one.signals, one.saves]),
      [
        [0, 1, 1, 0],
        [2, 0, 0, 2],
      ],
    );
    database.close();
  });

  it('keeps what lasts into a day that an hour by another clock reaches into, folded twice', async () => {
    const midnight = Date.UTC(2025, 0, 8);
    const facts = [
      span({ id: 'w:0', start: midnight + 1000, end: midnight + 2000, offset: 330 }),
      span({ id: 'w:1', start: midnight - 2 * hourMs, end: midnight + 1, offset: 60 }),
      span({ id: 'w:2', start: midnight + hourMs + 2, end: midnight + hourMs + 2, offset: 60, signals: 0 }),
    ];
    const database = await emptyDatabase();
    write(database, facts);
    for (const hours of [1, 2]) foldDetail(database, midnight + hours * hourMs);
    assert.deepEqual(totalsOf(new FactReader(database, plainSealer).spans(always)), totalsOf(facts));
    database.close();
  });

  it('keeps the time of each half hour and all counts when facts come late, from a machine that was off', async () => {
    await fc.assert(
      fc.asyncProperty(spansOfEditors, spansOfEditors, fc.nat({ max: 80 }), async (facts, late, hours) => {
        const database = await emptyDatabase();
        const lateFacts = late.map((fact) => ({
          ...fact,
          id: fact.id.replace('w', 'late'),
          end: fact.end + (fact.end > fact.start ? 500 : 0),
        }));
        write(database, facts);
        foldDetail(database, start + hours * hourMs);
        write(database, lateFacts, 'late');
        foldDetail(database, start + hours * hourMs);
        const found = totalsOf(new FactReader(database, plainSealer).spans(always), idleOnly);
        const expected = totalsOf([...facts, ...lateFacts], idleOnly);
        assert.deepEqual(counted(found), counted(expected));
        assert.deepEqual(timeByHalfHour(found), timeByHalfHour(expected));
        database.close();
      }),
      { numRuns: fuzzRuns(40) },
    );
  });

  it('happens at a checkpoint, to what is older than the setting says, and gives the space back', async () => {
    const folder = new StorageFolder();
    const journal = folder.journal({ writer: 'w' });
    const now = folder.clock.now();
    for (let i = 0; i < 4000; i++) {
      const from = now - 500 * dayMs + i * 2 * hourMs;
      journal.append(span({ id: `w:${i}`, start: from, end: from + 60_000, file: `file${i}.ts` }));
    }
    await journal.close();
    const all: Store = await folder.store();
    const before = totalsOf(all.spans(always));
    const full = all.checkpoint().fileBytes;
    journal.dispose();
    const extra = folder.journal();
    extra.append(span({ id: 'x:1', start: now, end: now + 1 }));
    await extra.close();
    const store = await folder.store({ detailMonths: 13 });
    const { fileBytes } = store.checkpoint();
    assert.ok(fileBytes < full, `${fileBytes} of ${full} bytes`);
    const spansNow = store.spans(always);
    assert.ok(
      spansNow.some((fact) => fact.id.startsWith('hour-')) && spansNow.some((fact) => fact.id.startsWith('w:')),
    );
    assert.ok(spansNow.every((fact) => fact.id.startsWith('hour-') === fact.start < Date.UTC(2025, 1)));
    assert.deepEqual(totalsOf(spansNow.filter((fact) => fact.id !== 'x:1')), before);
    assert.equal(store.firstInstant(), now - 500 * dayMs);
    const starts = spansNow.map(({ start }) => start).sort((a, b) => a - b);
    for (const from of [now - 499 * dayMs, now - 420.3 * dayMs, now - 400 * dayMs, now - 1])
      assert.equal(
        store.firstInstant(from),
        starts.find((start) => start >= from),
        `from ${from}`,
      );
    assert.equal(store.firstInstant(now + 1), undefined);
    assert.equal(store.checkpoint().outcome, 'nothing');
    const later = folder.journal();
    later.append(span({ id: 'y:1', start: now + 5, end: now + 9 }));
    await later.flush();
    assert.equal(store.checkpoint().outcome, 'done');
    assert.equal(store.spans(always).find((fact) => fact.id === 'y:1')?.file, 'src/mill.ts');
    folder.remove();
  });
});
