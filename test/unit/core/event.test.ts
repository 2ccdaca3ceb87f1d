import assert from 'node:assert/strict';
import { disposeAll, Emitter } from '../../../src/core/base/event.ts';
import { handleUnexpected } from '../../../src/core/base/unexpected.ts';

describe('an event', () => {
  const reported: unknown[] = [];
  let handled: { dispose(): void };
  beforeEach(() => {
    reported.length = 0;
    handled = handleUnexpected((error) => reported.push(error));
  });
  afterEach(() => handled.dispose());

  it('is heard by all listeners, also after one that throws, which is reported', () => {
    const emitter = new Emitter<number>();
    const heard: number[] = [];
    const failure = new Error('mine');
    emitter.event((value) => heard.push(value));
    emitter.event(() => {
      throw failure;
    });
    emitter.event((value) => heard.push(value * 10));
    emitter.fire(1);
    assert.deepEqual(heard, [1, 10]);
    assert.deepEqual(reported, [failure]);
  });

  it('and its holders let go of everything, also where one fails to', () => {
    const gone: string[] = [];
    disposeAll(
      { dispose: () => gone.push('first') },
      {
        dispose: () => {
          throw new Error('stuck');
        },
      },
      { dispose: () => gone.push('last') },
    ).dispose();
    assert.deepEqual(gone, ['last', 'first']);
    assert.equal(reported.length, 1);
  });
});
