import assert from 'node:assert/strict';
import type { DocumentFact, Fact } from '../../../../../src/core/facts/facts.ts';
import type { GithubState } from '../../../../../src/core/github/githubState.ts';
import { FactStore } from '../../../../../src/extension/features/github/factStore.ts';
import { dayMs } from '../../../../../src/core/time/days.ts';
import { FakeClock } from '../../../../fakes/fakeClock.ts';

const now = Date.UTC(2026, 10, 20, 9);

function stateReadTo(at: number): GithubState {
  const steps = ['search:pr:involves', 'search:pr:reviewed', 'search:pr:asked', 'refresh'];
  return {
    host: 'github.com',
    account: { login: 'mona', id: 1, avatar: '' },
    isPrivate: false,
    firstSince: now - 30 * dayMs,
    through: Object.fromEntries(steps.map((step) => [step, at])),
    skipped: {},
    etags: {},
    repos: [],
    pushed: {},
    open: [],
    running: {},
    off: [],
  };
}

describe('what a sync keeps', () => {
  const kept = new Map<string, DocumentFact>();
  const recorder = {
    append: (fact: Fact) => void (fact.type === 'document' && kept.set(fact.id, fact)),
    flush: async () => undefined,
  };
  const read = async (_: string, { id }: { id: string }): Promise<unknown> => kept.get(id);
  const made = (): FactStore =>
    new FactStore({ read, recorder, clock: new FakeClock(now, 90) } as unknown as ConstructorParameters<
      typeof FactStore
    >[0]);

  it('lies on the days of which more is known than before, so that they are judged again', async () => {
    const first = made();
    assert.equal(await first.state(), undefined);
    await first.save([], stateReadTo(now));
    const span = ({ start, end, rev }: DocumentFact): number[] => [start, end, rev];
    assert.deepEqual(span(kept.get('github:read') as DocumentFact), [now - 30 * dayMs, now, 1]);
    const second = made();
    assert.deepEqual(await second.state(), stateReadTo(now));
    await second.save([], stateReadTo(now));
    assert.equal(kept.get('github:read')?.rev, 1, 'nothing more is known');
    await second.save([], stateReadTo(now + dayMs));
    assert.deepEqual(span(kept.get('github:read') as DocumentFact), [now, now + dayMs, 2]);
    assert.deepEqual([kept.get('github:state')?.rev, kept.get('github:state')?.start], [3, 0]);
    // The days are those of the person's clock; the state is of no day.
    assert.deepEqual(
      ['github:read', 'github:state'].map((id) => kept.get(id)?.offset),
      [90, 0],
    );
  });
});
