import assert from 'node:assert/strict';
import fc from 'fast-check';
import { activityOf } from '../../../../src/core/facts/activities.ts';
import { correctionOf, byCreation } from '../../../../src/core/facts/corrections.ts';
import type { Fact, RecordFact } from '../../../../src/core/facts/facts.ts';
import { inPlanOrder, plannedTaskOf } from '../../../../src/core/facts/plans.ts';
import { collectionOfOld, recordOfOld, type OldFact } from '../../../../src/core/facts/oldFacts.ts';
import { applyPatch, isDeleted, patchesOf, type RecordState } from '../../../../src/core/records/recordState.ts';
import type { ActivityReader } from '../../../../src/core/facts/reader.ts';
import { always } from '../allFacts.ts';
import { openMemoryTables } from '../facts/memoryTables.ts';
import { activity, document, plan, planTask } from '../facts.ts';
import { StorageFolder } from '../storageFolder.ts';
import { fuzzRuns } from '../../fuzz/runs.ts';

const { start: nine } = activity();
const minute = 60_000;

const ids = fc.constantFrom('w:1', 'w:2');
const prefixes = {
  activities: '',
  corrections: '',
  plans: 'plan:',
  planTasks: 't',
  starts: 's',
  judgements: 'judged:',
} as const;
const collections = Object.keys(prefixes) as (keyof typeof prefixes)[];
const small = fc.integer({ min: 0, max: 3 });
const kinds = fc.constantFrom('meeting' as const, 'learning' as const, 'break' as const);

/** Revisions of a fact differ in `rev` or in time, as those of one window do; a tie is decided by the content, see the fixtures. */
const old: fc.Arbitrary<OldFact> = fc
  .record({
    id: ids,
    rev: small,
    ahead: small,
    from: small,
    kind: kinds,
    deleted: fc.boolean(),
    of: fc.constantFrom(...collections),
  })
  .map(({ rev, ahead, from, kind, of, id, deleted }) => {
    const what = { id, rev, at: nine + ahead * minute, start: nine + from * minute, end: nine + 9 * minute, deleted };
    const content = `${ahead} ${from} ${kind} ${deleted}`;
    if (of === 'activities') return activity({ ...what, kind, title: content, notes: content });
    const day = `2026-03-0${from + 1}`;
    const edited = { id: `${prefixes[of]}${id}`, rev, at: what.at, deleted, day };
    if (of === 'plans') return plan({ ...edited, capacityMinutes: ahead * 60 });
    if (of === 'planTasks')
      return planTask({ ...edited, title: content, order: ahead, ...(from > 1 && { doneAt: what.at }) });
    if (of === 'starts') {
      const body = { task: content, running: from > 1 };
      return document({ ...what, id: `${prefixes[of]}${id}`, collection: of, body: JSON.stringify(body) });
    }
    const body = JSON.stringify({ what: 'mark', kind, verdict: content });
    if (of === 'judgements') return document({ ...what, id: `${prefixes[of]}${id}`, body });
    return document({ ...what, collection: 'corrections', body });
  });
const patch: fc.Arbitrary<RecordFact> = fc
  .record({
    id: ids,
    collection: fc.constantFrom(...collections),
    time: small,
    count: small,
    writer: fc.constantFrom('a', 'b'),
    fields: fc.record(
      {
        start: fc.integer({ min: nine - 5 * minute, max: nine + 5 * minute }),
        kind: kinds,
        title: fc.constantFrom('Talk', 'Review'),
        project: fc.constantFrom('/a', null),
        doneAt: fc.constantFrom(nine, null),
        sort: small,
        deleted: fc.constantFrom(true, null),
      },
      { requiredKeys: [], noNullPrototype: true },
    ),
  })
  .map(({ time, count, writer, id, ...given }) => ({
    type: 'record',
    ...given,
    id: `${prefixes[given.collection]}${id}`,
    clock: { time: nine + time * minute, count, writer },
  }));

const history = fc.array(fc.oneof(old, patch), { minLength: 1, maxLength: 20 }).map(withoutTies);
const arrival = history.chain((all) =>
  fc.record({
    all: fc.constant(all),
    arrived: fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }),
    journals: fc.array(fc.nat(1), { minLength: all.length * 2, maxLength: all.length * 2 }),
    stops: fc.uniqueArray(fc.nat({ max: Math.max(0, all.length * 2 - 1) }), { maxLength: 3 }),
  }),
);

/** Leaves out revisions with the number and the time of another one. */
function withoutTies(facts: readonly Fact[]): Fact[] {
  const seen = new Set<string>();
  return facts.filter((fact) => {
    if (!isOld(fact)) return true;
    const key = `${fact.type} ${fact.id} ${fact.rev} ${fact.at}`;
    return !seen.has(key) && seen.add(key);
  });
}

function isOld(fact: Fact): fact is OldFact {
  return collectionOfOld(fact) !== undefined;
}

/** The rule in words: of the revisions of an old fact the highest counts, as the first change of a record that others change. */
function expected(facts: readonly Fact[]): RecordState[] {
  const latest = new Map<string, OldFact>();
  for (const fact of facts.filter(isOld)) {
    const known = latest.get(`${fact.type} ${fact.id}`);
    const isLater = !known || fact.rev > known.rev || (fact.rev === known.rev && fact.at > known.at);
    if (isLater) latest.set(`${fact.type} ${fact.id}`, fact);
  }
  const states = new Map<string, RecordState>();
  const patches = [...latest.values()].map(recordOfOld).concat(facts.filter((fact) => fact.type === 'record'));
  for (const each of patches) {
    if (!each) continue;
    const { type: _, ...change } = each;
    const key = `${change.collection} ${change.id}`;
    states.set(key, applyPatch(states.get(key), change));
  }
  return [...states.values()];
}

function shown(reader: ActivityReader): unknown {
  const byId = <T extends { readonly id: string }>(all: readonly T[]) => all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const states = collections.flatMap((name) => reader.records(name, {}).states);
  const planned = reader.planTasks('2026-01-01', '2026-12-31');
  return [byId(reader.activities(always)), reader.corrections(always), planned, byPatches(states)];
}

function shownOf(states: readonly RecordState[]): unknown {
  const inCollection = (name: string) => states.filter(({ collection }) => collection === name);
  const activities = inCollection('activities').flatMap((state) => activityOf(state) ?? []);
  const corrections = inCollection('corrections').flatMap((state) => correctionOf(state) ?? []);
  const present = states.filter((state) => !isDeleted(state));
  const planned = inPlanOrder(
    inCollection('planTasks').flatMap((state) => plannedTaskOf(state, () => undefined) ?? []),
  );
  return [activities.toSorted((a, b) => (a.id < b.id ? -1 : 1)), byCreation(corrections), planned, byPatches(present)];
}

function byPatches(states: readonly RecordState[]): string[] {
  return states.map((state) => JSON.stringify(patchesOf(state))).sort();
}

describe('facts of earlier versions that are records now, and changes of their records', function () {
  this.timeout(120_000);

  it('come to the same in any order, any number of times, through any journals and checkpoints', async () => {
    await fc.assert(
      fc.asyncProperty(arrival, async ({ all, arrived, journals, stops }) => {
        const place = new StorageFolder();
        try {
          const writers = [place.journal(), place.journal({ writer: 'a' })];
          for (const [i, fact] of arrived.entries()) {
            writers[journals[i] ?? 0]?.append(fact);
            if (!stops.includes(i)) continue;
            await writers[journals[i] ?? 0]?.flush();
            (await place.store()).checkpoint();
          }
          await Promise.all(writers.map((writer) => writer.flush()));
          const store = await place.store();
          assert.deepEqual(shown(store), shownOf(expected(all)));
          store.checkpoint();
          assert.deepEqual(shown(await place.store()), shownOf(expected(all)));
        } finally {
          place.remove();
        }
      }),
      { numRuns: fuzzRuns(15) },
    );
  });

  it('keeps both edits of two windows that change different fields, and an edit of one that was deleted stays deleted', async () => {
    const place = new StorageFolder();
    const [one, two] = [place.journal({ writer: 'one' }), place.journal({ writer: 'two' })];
    one.append(activity({ id: 'w:1', at: nine }));
    const edit = (writer: string, fields: RecordFact['fields']): RecordFact => {
      const clock = { time: nine + minute, count: 0, writer };
      return { type: 'record', id: 'w:1', collection: 'activities', clock, fields };
    };
    one.append(edit('one', { title: 'Retrospective' }));
    two.append(edit('two', { end: nine + 90 * minute, errors: 2 }));
    await Promise.all([one.flush(), two.flush()]);
    const [merged] = (await place.store()).activities(always);
    const { title, end, errors, notes } = merged ?? assert.fail();
    assert.deepEqual([title, end, errors, notes], ['Retrospective', nine + 90 * minute, 2, 'With Charles']);
    two.append(edit('two', { deleted: true }));
    await two.flush();
    assert.deepEqual((await place.store()).activities(always), []);
    place.remove();
  });

  it('keeps a tick of one window and a new title of another, on one task of a plan', async () => {
    const place = new StorageFolder();
    const [one, two] = [place.journal({ writer: 'one' }), place.journal({ writer: 'two' })];
    one.append(planTask({ id: 't:1', at: nine }));
    const edit = (writer: string, fields: RecordFact['fields']): RecordFact => {
      const clock = { time: nine + minute, count: 0, writer };
      return { type: 'record', id: 't:1', collection: 'planTasks', clock, fields };
    };
    one.append(edit('one', { doneAt: nine + minute }));
    two.append(edit('two', { title: 'Oil the gears', minutes: 20 }));
    await Promise.all([one.flush(), two.flush()]);
    const { title, minutes, doneAt, day } = (await place.store()).planTask('t:1') ?? assert.fail();
    assert.deepEqual([title, minutes, doneAt, day], ['Oil the gears', 20, nine + minute, '2026-03-03']);
    place.remove();
  });

  it('are exported as records, and import into another folder as they were', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (all) => {
        const [from, to] = [new StorageFolder(), new StorageFolder()];
        try {
          const journal = from.journal();
          for (const fact of all) journal.append(fact);
          await journal.flush();
          const [store, other] = [await from.store(), await to.store()];
          other.importFacts(store.recordFacts({ from: 0, to: 8.64e15 }));
          assert.deepEqual(shown(other), shown(store));
        } finally {
          from.remove();
          to.remove();
        }
      }),
      { numRuns: fuzzRuns(15) },
    );
  });
});

describe('a planned task of an earlier version', () => {
  it('is found by its place in the plan, and by its day', async () => {
    const memory = await openMemoryTables();
    memory.write(
      planTask({ id: 't:1', order: 7, priority: 'low' }),
      planTask({ id: 't:2', order: 2, priority: 'high' }),
    );
    const ids = (query: object) => memory.reader.records('planTasks', query).states.map(({ id }) => id);
    assert.deepEqual(ids({ by: 'sort' }), ['t:2', 't:1']);
    assert.deepEqual([ids({ by: 'sort', from: 7, to: 8 }), ids({ by: 'sort', from: 3, to: 7 })], [['t:1'], []]);
    const day = Date.parse('2026-03-03T00:00:00Z');
    assert.deepEqual([ids({ from: day, to: day + 1 }).length, ids({ from: day - 1, to: day }).length], [2, 0]);
    memory.database.close();
  });
});
