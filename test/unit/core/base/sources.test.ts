import assert from 'node:assert/strict';
import { boundedBody, BodyTooLong } from '../../../../src/core/base/boundedBody.ts';
import { lazyEvent } from '../../../../src/core/base/lazyEvent.ts';
import { pause } from '../../../../src/core/base/pause.ts';
import { timeOf } from '../../../../src/core/facts/recordTime.ts';

describe('the body of an answer', () => {
  it('is read whole, up to a limit, and then given up', async () => {
    const sent = (...parts: number[][]) => {
      let cancelled = 0;
      const reader = {
        read: () => {
          const part = parts.shift();
          return Promise.resolve({ done: part === undefined, value: part && Uint8Array.from(part) });
        },
        cancel: () => Promise.resolve(void cancelled++),
      };
      return { body: { getReader: () => reader }, cancelled: () => cancelled, left: () => parts.length };
    };
    assert.deepEqual([...(await boundedBody(sent([1, 2], [], [3, 4, 5]), 5))], [1, 2, 3, 4, 5]);
    assert.equal((await boundedBody({ body: null }, 5)).length, 0);
    const long = sent([1, 2], [3, 4, 5], [6]);
    await assert.rejects(boundedBody(long, 4), BodyTooLong);
    assert.deepEqual([long.cancelled(), long.left()], [1, 1]);
  });
});

describe('an event with a source', () => {
  it('has it from the first listener to the last', () => {
    const log: string[] = [];
    let fire: (value: number) => void = () => undefined;
    const event = lazyEvent<number>((send) => {
      log.push('start');
      fire = send;
      return { dispose: () => void log.push('end') };
    });
    const heard: string[] = [];
    const one = event((value) => void heard.push(`one ${value}`));
    const two = event((value) => void heard.push(`two ${value}`));
    fire(1);
    one.dispose();
    one.dispose();
    fire(2);
    assert.deepEqual([heard, log], [['one 1', 'two 1', 'two 2'], ['start']]);
    two.dispose();
    two.dispose();
    assert.deepEqual(log, ['start', 'end']);
    event(() => undefined).dispose();
    assert.deepEqual(log, ['start', 'end', 'start', 'end']);
  });
});

describe('a pause', () => {
  it('ends after its time, or with its signal', async () => {
    const timers: { ms: number; run: () => void; isDisposed: boolean }[] = [];
    const clock = {
      after: (ms: number, run: () => void) => {
        const timer = { ms, run, isDisposed: false };
        timers.push(timer);
        return { dispose: () => void (timer.isDisposed = true) };
      },
    };
    const waiting = pause(clock, 5);
    assert.equal(timers[0]?.ms, 5);
    timers[0]?.run();
    await waiting;
    const stop = new AbortController();
    const stopped = pause(clock, 7, stop.signal);
    assert.equal(timers[1]?.isDisposed, false);
    stop.abort();
    await stopped;
    assert.equal(timers[1]?.isDisposed, true);
    await pause(clock, 9, stop.signal);
    assert.equal(timers.length, 2);
  });
});

describe('the time of a record', () => {
  it('is one that can be calculated with', () => {
    const day = 86_400_000;
    const last = 8.64e15 - day;
    for (const [fields, of, expected] of [
      [{ start: 0, end: 0, utcOffset: 0 }, 'work', true],
      [{ start: 5, end: 9, utcOffset: -1440 }, 'work', true],
      [{ start: 5, end: 9, utcOffset: 1440 }, 'work', true],
      [{ start: 5, end: 9, utcOffset: 1441 }, 'work', false],
      [{ start: -1, end: 9, utcOffset: 0 }, 'work', false],
      [{ start: 5, end: 4, utcOffset: 0 }, 'work', false],
      [{ start: last, end: last, utcOffset: 0 }, 'work', true],
      [{ start: last + 1, end: last + 1, utcOffset: 0 }, 'work', false],
      [{ start: 0, end: 366 * day, utcOffset: 0 }, 'work', true],
      [{ start: 0, end: 366 * day + 1, utcOffset: 0 }, 'work', false],
      [{ start: 0, end: 36_600 * day, utcOffset: 0 }, 'any', true],
      [{ start: 0, end: 36_600 * day + 1, utcOffset: 0 }, 'any', false],
      [{ start: '0', end: 0, utcOffset: 0 }, 'work', false],
      [{ start: 0, utcOffset: 0 }, 'work', false],
      [{ start: 0, end: 0 }, 'work', false],
    ] as const) {
      const { start, end, utcOffset: offset } = fields as { start: number; end?: number; utcOffset?: number };
      assert.deepEqual(timeOf(fields, of), expected ? { start, end, offset } : undefined, JSON.stringify(fields));
    }
  });
});
