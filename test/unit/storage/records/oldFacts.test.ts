import assert from 'node:assert/strict';
import fc from 'fast-check';
import { activityOf } from '../../../../src/core/facts/activities.ts';
import { correctionOf, inOrderMade } from '../../../../src/core/facts/corrections.ts';
import type { Fact, RecordFact } from '../../../../src/core/facts/facts.ts';
import { collectionOfOld, recordOfOld, type OldFact } from '../../../../src/core/facts/oldFacts.ts';
import { applyPatch, type RecordState } from '../../../../src/core/records/recordState.ts';
import type { ActivityReader } from '../../../../src/core/facts/reader.ts';
import { always } from '../allFacts.ts';
import { activity, document } from '../facts.ts';
import { StorageFolder } from '../storageFolder.ts';

const { start: nine } = activity();
const minute = 60_000;

const ids = fc.constantFrom('w:1', 'w:2');
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
    isActivity: fc.boolean(),
  })
  .map(({ rev, ahead, from, kind, isActivity, id, deleted }) => {
    const what = { id, rev, at: nine + ahead * minute, start: nine + from * minute, end: nine + 9 * minute, deleted };
    const content = `${ahead} ${from} ${kind} ${deleted}`;
    if (isActivity) return activity({ ...what, kind, title: content, notes: content });
    return document({ ...what, collection: 'corrections', body: JSON.stringify({ what: 'mark', kind }) });
  });
const patch: fc.Arbitrary<RecordFact> = fc
  .record({
    id: ids,
    collection: fc.constantFrom('activities', 'corrections'),
    time: small,
    count: small,
    writer: fc.constantFrom('a', 'b'),
    fields: fc.record(
      {
        start: fc.integer({ min: nine - 5 * minute, max: nine + 5 * minute }),
        kind: kinds,
        title: fc.constantFrom('Talk', 'Review'),
        project: fc.constantFrom('/a', null),
        deleted: fc.constantFrom(true, null),
      },
      { requiredKeys: [], noNullPrototype: true },
    ),
  })
  .map(({ time, count, writer, ...given }) => ({
    type: 'record',
    ...given,
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
  return [byId(reader.activities(always)), reader.corrections(always)];
}

function shownOf(states: readonly RecordState[]): unknown {
  const inCollection = (name: string) => states.filter(({ collection }) => collection === name);
  const activities = inCollection('activities').flatMap((state) => activityOf(state) ?? []);
  const corrections = inCollection('corrections').flatMap((state) => correctionOf(state) ?? []);
  return [activities.toSorted((a, b) => (a.id < b.id ? -1 : 1)), inOrderMade(corrections)];
}

describe('activities and corrections of earlier versions and changes of their records', function () {
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
      { numRuns: 25 },
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
      { numRuns: 15 },
    );
  });
});
