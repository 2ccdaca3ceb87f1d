import assert from 'node:assert/strict';
import {
  type ListedSegment,
  longestSegment as longest,
  SyncServerError,
} from '../../../../src/core/sync/syncServer.ts';
import { takeSegments, type TakeParts } from '../../../../src/storage/sync/takeSegments.ts';
import { count, listed, own, Taking } from './taking.ts';

describe('taking segments', () => {
  it('asks for 500 at once, and ends with a list that is shorter', async () => {
    for (const [n, asked] of [
      [0, ['segments 0 500']],
      [499, ['segments 0 500']],
      [500, ['segments 0 500', 'segments 500 500']],
      [501, ['segments 0 500', 'segments 500 500']],
    ] as const) {
      const taking = new Taking(count(n));
      assert.equal(await takeSegments(taking.parts()), 'ok');
      assert.deepEqual(
        taking.asked.filter((one) => one.startsWith('segments')),
        asked,
      );
      assert.deepEqual([taking.batches.flatMap(({ segments }) => segments).length, taking.stops], [n, n]);
    }
  });

  it('hands in 1 MB at once, or a whole list, in their order', async () => {
    for (const [list, sizes] of [
      [count(499), [499]],
      [count(500), [500]],
      [count(501), [500, 1]],
      [count(3, longest), [1, 1, 1]],
      [count(5, longest - 1), [2, 2, 1]],
      [
        [own(1, 9e6), ...count(3, longest).map((one) => ({ ...one, position: one.position + 1 }))],
        [2, 1, 1],
      ],
    ] as const) {
      const taking = new Taking(list);
      assert.equal(await takeSegments(taking.parts()), 'ok');
      assert.deepEqual(taking.sizes(), sizes);
    }
  });

  it('hands in each with its own bytes, and those of this device without', async () => {
    const taking = new Taking([listed(1, { sequence: 7, bytes: 5 }), own(2), listed(3)]);
    await takeSegments(taking.parts());
    assert.deepEqual(taking.batches[0]?.segments, [
      { position: 1, deviceId: 'other', sequence: 7, length: 5, bytes: Uint8Array.of(1) },
      { position: 2, deviceId: 'own', sequence: 2, length: 10 },
      { position: 3, deviceId: 'other', sequence: 3, length: 10, bytes: Uint8Array.of(3) },
    ]);
    assert.deepEqual(taking.asked, ['segments 0 500', 'read 1', 'read 3']);
  });

  it('asks for what follows while it takes in what it has', async () => {
    const taking = new Taking(count(9, longest / 3 + 1));
    const asked: number[] = [];
    const parts = taking.parts();
    const syncTake: TakeParts['store']['syncTake'] = (params) => {
      asked.push(taking.asked.length);
      return parts.store.syncTake(params);
    };
    assert.equal(await takeSegments({ ...parts, store: { ...parts.store, syncTake } }), 'ok');
    assert.deepEqual(taking.asked, ['segments 0 500', 'contents 0', 'contents 3', 'contents 6']);
    assert.deepEqual(
      [taking.sizes(), asked],
      [
        [3, 3, 3],
        [3, 4, 4],
      ],
    );
    // One that fails says so when its turn comes, and not before.
    const failing = new Taking(count(9, longest / 3 + 1));
    const broken = failing.parts();
    const contents: TakeParts['server']['contents'] = (after) =>
      after === 3 ? Promise.reject(new SyncServerError('unreachable')) : broken.server.contents(after);
    const taken = takeSegments({ ...broken, server: { ...broken.server, contents } });
    await assert.rejects(taken, { problem: 'unreachable' });
    assert.deepEqual(failing.sizes(), [3]);
  });

  it('asks for many where several of other devices follow each other', async () => {
    const asked = async (list: readonly ListedSegment[], atOnce: number): Promise<string[]> => {
      const taking = new Taking(list);
      taking.atOnce = atOnce;
      await takeSegments(taking.parts());
      const bodies = taking.batches.flatMap(({ segments }) => segments.map(({ position, bytes }) => [position, bytes]));
      assert.deepEqual(
        bodies.filter(([, bytes]) => bytes),
        list.filter(({ deviceId }) => deviceId === 'other').map(({ position }) => [position, Uint8Array.of(position)]),
      );
      return taking.asked.slice(1);
    };
    assert.deepEqual(await asked(count(4), 3), ['contents 0', 'read 4']);
    assert.deepEqual(await asked(count(6), 3), ['contents 0', 'contents 3']);
    assert.deepEqual(await asked([listed(4), listed(9)], 3), ['contents 3']);
    assert.deepEqual(await asked([listed(1), listed(2), own(3), listed(4)], 3), ['contents 0', 'read 4']);
    // A server of an earlier version has nothing to say.
    assert.deepEqual(await asked(count(3), 0), ['contents 0', 'read 1', 'contents 1', 'read 2', 'read 3']);
  });

  it('reads none that is longer than a segment can be, but takes those before it', async () => {
    const list = (bytes: number) => [listed(1), listed(2, { bytes }), listed(3)];
    const whole = new Taking(list(longest));
    assert.deepEqual([await takeSegments(whole.parts()), whole.sizes()], ['ok', [2, 1]]);
    const long = new Taking(list(longest + 1));
    assert.deepEqual([await takeSegments(long.parts()), long.sizes()], ['unreadable', [1]]);
    const failing = new Taking(list(longest + 1));
    failing.answers = [{ facts: 0, erased: 0, failure: 'busy' }];
    assert.equal(await takeSegments(failing.parts()), 'busy');
  });

  it('takes positions that rise only', async () => {
    for (const positions of [
      [1, 1],
      [2, 1],
      [1, 3, 3],
    ]) {
      const taking = new Taking(positions.map((position) => listed(position)));
      assert.deepEqual([await takeSegments(taking.parts()), taking.sizes()], ['gap', []]);
    }
    const repeating = new Taking([]);
    repeating.state = { position: 5 };
    const { server } = repeating.parts();
    const segments = (): Promise<ListedSegment[]> => Promise.resolve([listed(5)]);
    assert.equal(await takeSegments(repeating.parts({ server: { ...server, segments } })), 'gap');
  });

  it('goes through everything again unless the last one is where it was', async () => {
    const last = listed(5);
    for (const [found, again] of [
      [last, 0],
      [listed(6), 1],
      [{ ...last, deviceId: 'another' }, 1],
      [{ ...last, sequence: 6 }, 1],
      [{ ...last, bytes: 11 }, 1],
      [undefined, 1],
      // It was folded with those beside it.
      [{ ...last, first: 3, sequence: 6, bytes: 99 }, 0],
      [{ ...last, first: 5, sequence: 5, bytes: 99 }, 0],
      [{ ...last, first: 6, sequence: 7 }, 1],
      [{ ...last, first: 3, sequence: 4 }, 1],
      [{ ...last, first: 3, sequence: 6, deviceId: 'another' }, 1],
    ] as const) {
      const taking = new Taking(found ? [found] : []);
      taking.state = { position: 5, last };
      await takeSegments(taking.parts());
      assert.equal(taking.again, again);
      assert.deepEqual(taking.asked.slice(0, 2), ['segments 4 1', 'segments 5 500']);
    }
  });

  it('takes the keys of a segment first, and then hands in the same again', async () => {
    const taking = new Taking(count(3));
    const keys = { position: 2, author: 'other', line: 'keys' };
    taking.answers = [
      { facts: 1, erased: 2, keys },
      { facts: 3, erased: 4 },
    ];
    const takeKeys = (one: unknown): Promise<void> => Promise.resolve(void taking.keys.push(one));
    assert.equal(await takeSegments(taking.parts({ takeKeys })), 'ok');
    assert.deepEqual(taking.keys, [keys]);
    assert.deepEqual(
      taking.batches.map(({ segments, keysTo }) => [segments.length, keysTo]),
      [
        [3, 0],
        [3, 2],
      ],
    );
    assert.deepEqual(taking.counts, [
      [1, 2, 3],
      [3, 4, 3],
    ]);
  });

  it('passes keys over where nobody takes them', async () => {
    const taking = new Taking(count(3));
    await takeSegments(taking.parts());
    assert.deepEqual(
      taking.batches.map(({ keysTo }) => keysTo),
      [3],
    );
  });

  it('ends with what the store says', async () => {
    const taking = new Taking(count(8, longest));
    taking.answers = [
      { facts: 5, erased: 0 },
      { facts: 1, erased: 0, failure: 'unreadable' },
    ];
    assert.equal(await takeSegments(taking.parts()), 'unreadable');
    assert.deepEqual(taking.counts, [
      [5, 0, 1],
      [1, 0, 2],
    ]);
    assert.deepEqual(
      taking.asked.filter((one) => one.startsWith('segments')),
      ['segments 0 500', 'segments 0 8'],
    );
  });

  it('asks again, five times at most, where the list has changed since', async () => {
    const changing = (
      times: number,
      change: Partial<ListedSegment>,
    ): Taking & { readonly ends: () => Promise<string> } => {
      const taking = new Taking([listed(1)]);
      taking.answers = Array.from({ length: 20 }, () => ({ facts: 0, erased: 0, failure: 'gap' as const }));
      const parts = taking.parts();
      let left = times;
      const segments = (after: number, limit: number): Promise<readonly ListedSegment[]> =>
        limit === 1 && left-- > 0
          ? parts.server.segments(after, limit).then(() => [listed(1, change)])
          : parts.server.segments(after, limit);
      return Object.assign(taking, { ends: () => takeSegments({ ...parts, server: { ...parts.server, segments } }) });
    };
    for (const [times, change, batches] of [
      [0, {}, 1],
      [1, { bytes: 11 }, 2],
      [1, { position: 2 }, 2],
      [1, { sequence: 9 }, 1],
      [4, { bytes: 11 }, 5],
      [9, { bytes: 11 }, 6],
    ] as const) {
      const taking = changing(times, change);
      assert.deepEqual([await taking.ends(), taking.batches.length], ['gap', batches], `${times}`);
    }
  });

  it('asks again where the server refuses a segment that was listed, unless it still is', async () => {
    for (const problem of ['refused', 'unreachable'] as const) {
      const taking = new Taking([listed(1)]);
      const parts = taking.parts();
      const read = (): Promise<Uint8Array> => Promise.reject(new SyncServerError(problem));
      await assert.rejects(takeSegments({ ...parts, server: { ...parts.server, read } }), { problem });
      assert.deepEqual(taking.asked, problem === 'refused' ? ['segments 0 500', 'segments 0 1'] : ['segments 0 500']);
    }
  });

  it('stops between two segments', async () => {
    const taking = new Taking(count(8, longest));
    const checkStop = (): void => {
      if (++taking.stops === 7) throw new Error('stopped');
    };
    await assert.rejects(takeSegments(taking.parts({ checkStop })), /stopped/);
    assert.deepEqual(taking.sizes(), [1, 1, 1, 1, 1, 1]);
  });
});
