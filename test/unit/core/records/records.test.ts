import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareClocks, isRecordClock, nextClock, type RecordClock } from '../../../../src/core/records/recordClock.ts';
import {
  applyPatch,
  deletedField,
  fieldValues,
  isDeleted,
  isRecordPatch,
  makePatch,
  patchesOf,
  type RecordFields,
  type RecordPatch,
  type RecordState,
  undoFields,
  undoOf,
} from '../../../../src/core/records/recordState.ts';

const now = Date.UTC(2026, 2, 2, 12);
const year = 365 * 86_400_000;
const tasks = { id: 't:1', collection: 'tasks' };

const plain = { noNullPrototype: true };
const clocks = fc.record(
  {
    time: fc.oneof(fc.integer({ min: now, max: now + 3 }), fc.constant(now + year)),
    count: fc.integer({ min: 0, max: 2 }),
    writer: fc.constantFrom('a', 'b', 'ä'),
  },
  plain,
);
const values = fc.oneof(fc.constantFrom('x', 'y'), fc.integer({ min: 0, max: 3 }), fc.constant(null));
const names = fc.constantFrom('title', 'minutes', 'fromANewerVersion', deletedField, 'constructor');
const patches: fc.Arbitrary<RecordPatch> = fc.record(
  {
    id: fc.constantFrom('t:1', 't:2'),
    collection: fc.constantFrom('tasks', 'goals'),
    clock: clocks,
    fields: fc.dictionary(names, values, { minKeys: 1, ...plain }),
  },
  plain,
);

function fold(of: readonly RecordPatch[]): Map<string, RecordState> {
  const states = new Map<string, RecordState>();
  for (const patch of of) {
    const key = `${patch.collection} ${patch.id}`;
    states.set(key, applyPatch(states.get(key), patch));
  }
  return states;
}

/** One record as its patches made it. */
function recordOf(...of: readonly RecordPatch[]): RecordState {
  return of.reduce<RecordState | undefined>(applyPatch, undefined) ?? { ...tasks, fields: new Map() };
}

/** A machine's window: it changes what it has seen, by its own wall clock. */
class Machine {
  state: RecordState = recordOf();
  readonly made: RecordPatch[] = [];
  readonly writer: string;
  now: number;

  constructor(writer: string, wallClock: number) {
    this.writer = writer;
    this.now = wallClock;
  }

  change(fields: RecordFields): RecordPatch {
    const patch = makePatch(this.state, fields, this);
    this.made.push(patch);
    this.receive(patch);
    return patch;
  }

  receive(...of: readonly RecordPatch[]): void {
    for (const patch of of) this.state = applyPatch(this.state, patch);
  }
}

describe('records', () => {
  it('come out the same in any order, with any repetition, and by way of any writers', () => {
    fc.assert(
      fc.property(
        fc
          .array(patches, { maxLength: 12 })
          .chain((all) =>
            fc.tuple(
              fc.constant(all),
              fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2, maxLength: all.length * 2 }),
            ),
          ),
        ([all, arrived]) => assert.deepEqual(fold(arrived), fold(all)),
      ),
    );
  });

  it('agree on two values of one clock', () => {
    const clock = { time: now, count: 0, writer: 'copied profile' };
    const [one, two] = ['x', 'y'].map((title): RecordPatch => ({ ...tasks, clock, fields: { title } }));
    assert.ok(one && two);
    assert.deepEqual(recordOf(one, two), recordOf(two, one));
  });

  it('keep the changes that two writers made to different fields', () => {
    const [a, b] = [new Machine('a', now), new Machine('b', now - 5)];
    b.receive(a.change({ title: 'x', minutes: 1 }));
    const [left, right] = [a.change({ title: 'y' }), b.change({ minutes: 2 })];
    a.receive(right);
    b.receive(left);
    assert.deepEqual(fieldValues(a.state), { title: 'y', minutes: 2 });
    assert.deepEqual(a.state, b.state);
  });

  it('let the edit of whoever saw a value win over it, whatever the wall clocks say', () => {
    const wallClock = fc.integer({ min: now - year, max: now + 2 * year });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), wallClock), { minLength: 1, maxLength: 15 }), (edits) => {
        const machines = ['a', 'b', 'c'].map((writer) => new Machine(writer, now));
        for (const [n, [index, wall]] of edits.entries()) {
          const machine = machines[index];
          assert.ok(machine);
          machine.now = wall;
          const patch = machine.change({ title: `edit ${n}` });
          for (const other of machines) if (other !== machine) other.receive(patch);
          for (const { state } of machines) assert.equal(fieldValues(state)['title'], `edit ${n}`);
        }
      }),
    );
  });

  it('are not frozen by a clock that is a year ahead, and it reaches no other field or record', () => {
    const [ahead, right] = [new Machine('ahead', now + year), new Machine('right', now)];
    right.receive(ahead.change({ title: 'from the future' }));
    right.change({ title: 'mended', minutes: 5 });
    ahead.receive(...right.made);
    assert.equal(fieldValues(ahead.state)['title'], 'mended');
    assert.equal(right.change({ notes: 'here' }).clock.time, now);
    const other = makePatch({ id: 't:2', collection: 'tasks' }, { title: 'other' }, right);
    assert.deepEqual(other.clock, { time: now, count: 0, writer: 'right' });
  });

  it('converge when one machine deletes what another edits, and keep the edit for undo', () => {
    const [a, b] = [new Machine('a', now), new Machine('b', now + 1)];
    b.receive(a.change({ title: 'x' }));
    const before = a.state;
    const [deletion, edit] = [a.change({ [deletedField]: true }), b.change({ title: 'y' })];
    a.receive(edit);
    b.receive(deletion);
    assert.deepEqual(a.state, b.state);
    assert.ok(isDeleted(a.state));
    const undo = a.change(undoFields(undoOf(before, deletion), a.state));
    b.receive(undo);
    for (const { state } of [a, b]) assert.deepEqual(fieldValues(state), { title: 'y' });
  });

  it('are undone field by field, without touching what was changed since', () => {
    const a = new Machine('a', now);
    const created = a.change({ title: 'x', minutes: 1 });
    const before = a.state;
    const revised = a.change({ title: 'y', minutes: 2, notes: 'new' });
    a.change({ minutes: 3 });
    a.change(undoFields(undoOf(before, revised), a.state));
    assert.deepEqual(fieldValues(a.state), { title: 'x', minutes: 3 });
    a.change(undoFields(undoOf(undefined, created), a.state));
    assert.ok(isDeleted(a.state));
  });

  it('are the same from the fewest patches that make them', () => {
    fc.assert(
      fc.property(fc.array(patches, { maxLength: 12 }), (all) => {
        for (const state of fold(all).values()) {
          const fewest = patchesOf(state);
          assert.deepEqual(fewest.reduce<RecordState | undefined>(applyPatch, undefined)?.fields, state.fields);
          assert.equal(fewest.flatMap(({ fields }) => Object.keys(fields)).length, state.fields.size);
        }
      }),
    );
  });

  it('take a patch as it was written, and refuse what is no patch', () => {
    fc.assert(fc.property(patches, (patch) => assert.ok(isRecordPatch(JSON.parse(JSON.stringify(patch))))));
    const good = { ...tasks, clock: { time: now, count: 0, writer: 'a' }, fields: { title: 'x' } };
    assert.ok(isRecordPatch(good));
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    const bad = [
      null,
      [],
      { ...good, id: '' },
      { ...good, collection: 'x'.repeat(201) },
      { ...good, clock: { ...good.clock, time: 1e16 } },
      { ...good, clock: { ...good.clock, time: 1.5 } },
      { ...good, clock: { ...good.clock, count: -1 } },
      { ...good, clock: { ...good.clock, writer: '' } },
      { ...good, clock: null },
      { ...good, fields: [] },
      { ...good, fields: { title: undefined } },
      { ...good, fields: { title: Number.POSITIVE_INFINITY } },
      { ...good, fields: { '': 1 } },
      { ...good, fields: { title: deep } },
      { ...good, fields: { title: 'x'.repeat(1_000_001) } },
    ];
    for (const [index, value] of bad.entries()) assert.ok(!isRecordPatch(value), `bad patch ${index} was taken`);
  });
});

describe('a record clock', () => {
  it('is later than all clocks seen, and at least the wall clock', () => {
    const highest = { time: now, count: 2 ** 31 - 1, writer: 'a' };
    const seen = fc.array(fc.oneof(clocks, fc.constant(highest)), { maxLength: 5 });
    fc.assert(
      fc.property(seen, fc.constantFrom('a', 'b'), (all, writer) => {
        const next = nextClock(all, now, writer);
        for (const clock of all) assert.ok(compareClocks(next, clock) > 0);
        assert.ok(next.time >= now);
        assert.ok(isRecordClock(next));
      }),
    );
  });

  it('is one that can be written even after the last clock of all', () => {
    const last = { time: 8.64e15, count: 2 ** 31 - 1, writer: 'a' };
    assert.ok(isRecordClock(last));
    for (const wallClock of [now, 1e300, -1]) assert.ok(isRecordClock(nextClock([last], wallClock, 'b')));
  });

  it('gives one order for all machines', () => {
    fc.assert(
      fc.property(fc.array(clocks, { maxLength: 8 }), (all) => {
        const text = (sorted: RecordClock[]): string => JSON.stringify(sorted);
        assert.equal(text([...all].sort(compareClocks)), text([...all].reverse().sort(compareClocks)));
      }),
    );
  });
});
