import assert from 'node:assert/strict';
import { errorCode } from '../../../../src/core/base/appError.ts';
import { watched, WorkSignal } from '../../../../src/extension/worker/workSignal.ts';

const facts = (count: number) => Array.from({ length: count }, (_, at) => at);

describe('a long call of the worker', () => {
  it('reports its progress to the host, in millionths, and never more than all of it', () => {
    const host = new WorkSignal();
    const worker = new WorkSignal(host.memory);
    const seen = [0, 0.25, 0.000_001_4, 1, 7].map((done) => (worker.step(done), host.done));
    assert.deepEqual(seen, [0, 0.25, 0.000_001, 1, 1]);
  });

  it('looks at the signal at the first fact, and every two hundred from then on', () => {
    const signal = new WorkSignal();
    const looks: number[] = [];
    const done = (count: number): number => (looks.push(count), count / 500);
    const progress = Array.from(watched(facts(402), signal, done), (fact) => [fact, signal.done]);
    assert.deepEqual(looks, [1, 201, 401]);
    assert.deepEqual(
      [progress[0], progress[199], progress[200], progress[401]],
      [
        [0, 0.002],
        [199, 0.002],
        [200, 0.402],
        [401, 0.802],
      ],
    );
    assert.equal(signal.done, 1);
  });

  it('ends where the host stops it, at its next look', () => {
    const signal = new WorkSignal();
    const taken: number[] = [];
    const take = (): void => {
      for (const fact of watched(facts(500), signal, () => 0)) {
        taken.push(fact);
        if (fact === 10) signal.stop();
      }
    };
    assert.throws(take, (error) => errorCode(error) === 'cancelled');
    assert.equal(taken.length, 200);
    assert.throws(
      () => signal.step(0),
      (error) => errorCode(error) === 'cancelled',
    );
  });

  it('needs no signal', () => assert.deepEqual([...watched(facts(3), undefined, () => 0)], [0, 1, 2]));
});
