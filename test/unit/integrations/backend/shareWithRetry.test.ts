import assert from 'node:assert/strict';
import { BackendError, type BackendProblem } from '../../../../src/integrations/backend/backendClient.ts';
import { shareWithRetry } from '../../../../src/integrations/backend/shareWithRetry.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';

const receipt = { id: 'x', days: 1, items: 2 };
const batch = { source: 'laptop' } as never;

describe('sharing a batch', () => {
  /** Shares with a server that fails first. @returns the instants of the tries in ms, their keys, and the result */
  async function shared(...failures: readonly Error[]) {
    const clock = new FakeClock();
    const start = clock.now();
    const tries: number[] = [];
    const keys = new Set<string>();
    const client = {
      share: async (
        _: unknown,
        { key, token, organization }: { key: string; token: string; organization?: string },
      ) => {
        assert.deepEqual([token, organization], ['t', 'o']);
        tries.push(clock.now() - start);
        keys.add(key);
        const failure = failures[tries.length - 1];
        if (failure) throw failure;
        return receipt;
      },
    };
    const done = shareWithRetry(client, batch, { token: 't', organization: 'o', clock }).catch(
      (error: unknown) => error,
    );
    for (let ms = 0; ms < 10_000; ms += 500) {
      await new Promise((resolve) => setImmediate(resolve));
      clock.advance(500);
    }
    return { tries, keys, result: await done };
  }
  const failure = (problem: BackendProblem) => new BackendError(problem);

  it('is tried again after 1 s and after 4 s more, under one key', async () => {
    assert.deepEqual((await shared()).tries, [0]);
    const { tries, keys, result } = await shared(failure('unreachable'), failure('busy'));
    assert.deepEqual([tries, result, keys.size], [[0, 1000, 5000], receipt, 1]);
  });

  it('fails with the last of three errors', async () => {
    const last = failure('busy');
    const { tries, result } = await shared(failure('unreachable'), failure('unreachable'), last);
    assert.equal(tries.length, 3);
    assert.equal(result, last);
  });

  it('is not tried again where that would mend nothing', async () => {
    for (const error of [failure('signed-out'), failure('refused'), failure('unexpected'), new Error('a fault')]) {
      const { tries, result } = await shared(error);
      assert.deepEqual(tries, [0]);
      assert.equal(result, error);
    }
  });

  it('has another key for another batch', async () => {
    const [first, second] = [await shared(), await shared()];
    assert.equal(new Set([...first.keys, ...second.keys]).size, 2);
  });
});
