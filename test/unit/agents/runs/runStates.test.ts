import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  endReasons,
  isAtRest,
  nextRunState,
  runStates,
  type RunEvent,
  type RunState,
} from '../../../../src/agents/runs/runStates.ts';

const end = fc.record({
  type: fc.constant('end' as const),
  reason: fc.oneof(fc.constant('exited' as const), fc.constantFrom(...endReasons)),
  exitCode: fc.constantFrom(0, 1, null),
  isError: fc.boolean(),
  denials: fc.nat(1),
});
const event: fc.Arbitrary<RunEvent> = fc.oneof(
  end,
  fc.constantFrom<RunEvent>({ type: 'start' }, { type: 'cancel' }, { type: 'abandon' }, { type: 'continue' }),
);
const ended = (values: Partial<Omit<Extract<RunEvent, { type: 'end' }>, 'type'>>): RunState | undefined =>
  nextRunState('running', { type: 'end', reason: 'exited', exitCode: 0, isError: false, denials: 0, ...values });

describe('states of an agent run', () => {
  it('every state is reached, each is known, and only a start makes a run run', () => {
    const reached = new Set<RunState>();
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        let state: RunState = 'pending';
        for (const one of events) {
          const next = nextRunState(state, one);
          if (next === undefined) continue;
          assert.ok(runStates.includes(next));
          assert.equal(next === 'running', one.type === 'start');
          state = next;
          reached.add(state);
        }
      }),
      { numRuns: 2_000 },
    );
    assert.deepEqual([...reached].toSorted(), [...runStates].toSorted());
  });

  it('nothing but the end of its process ends a running run, and every end does', () => {
    fc.assert(
      fc.property(event, (one) => {
        const next = nextRunState('running', one);
        assert.equal(next !== undefined, one.type === 'end');
        if (next !== undefined) assert.ok(isAtRest(next));
      }),
    );
  });

  it('succeeded only without an error, a limit, a signal, or a refusal', () => {
    fc.assert(
      fc.property(end, (one) => {
        const isClean = one.reason === 'exited' && one.exitCode === 0 && !one.isError && one.denials === 0;
        assert.equal(nextRunState('running', one) === 'succeeded', isClean);
      }),
    );
  });

  it('tells killed, interrupted, canceled, and failed apart', () => {
    assert.equal(ended({ reason: 'time', exitCode: 0 }), 'killed');
    assert.equal(ended({ exitCode: null }), 'killed');
    assert.equal(ended({ reason: 'ownerGone', exitCode: null }), 'interrupted');
    assert.equal(ended({ reason: 'lost', exitCode: null }), 'interrupted');
    assert.equal(ended({ reason: 'canceled', exitCode: null, denials: 2 }), 'canceled');
    assert.equal(ended({ exitCode: 1 }), 'failed');
    assert.equal(ended({ isError: true }), 'failed');
    assert.equal(ended({ denials: 1 }), 'needsInput');
    assert.equal(nextRunState('pending', { type: 'abandon' }), 'interrupted');
  });
});
