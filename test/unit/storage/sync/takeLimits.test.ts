import assert from 'node:assert/strict';
import {
  longestSegment as longest,
  type ListedSegment,
  SyncServerError,
} from '../../../../src/core/sync/syncServer.ts';
import { takeSegments, type TakeParts } from '../../../../src/storage/sync/takeSegments.ts';
import { count, listed, own, Taking } from './taking.ts';

type Server = TakeParts['server'];

/** Takes everything. @param change what the server does otherwise */
async function take(taking: Taking, change: (server: Server) => Partial<Server> = () => ({})): Promise<string> {
  const { server } = taking.parts();
  return takeSegments(taking.parts({ server: { ...server, ...change(server) } }));
}

describe('segments that are taken', () => {
  it('are 500 at once at most, even if a server lists more', async () => {
    const all = count(501);
    const taking = new Taking(all);
    const segments = (after: number): Promise<ListedSegment[]> =>
      Promise.resolve(all.filter(({ position }) => position > after));
    assert.equal(await take(taking, () => ({ segments })), 'ok');
    assert.deepEqual(taking.sizes(), [500, 1]);
  });

  it('are counted by the bytes of other devices since the last ones were handed in', async () => {
    for (const [list, sizes] of [
      [[own(1), listed(2, { bytes: longest - 1 }), listed(3)], [3]],
      [
        [listed(1, { bytes: longest }), listed(2, { bytes: longest - 1 }), listed(3)],
        [1, 2],
      ],
      [
        [listed(1, { bytes: longest - 1 }), listed(2, { bytes: 1 }), listed(3)],
        [2, 1],
      ],
      [[own(1, longest + 1), own(2)], [2]],
    ] as const) {
      const taking = new Taking(list);
      assert.equal(await take(taking), 'ok');
      assert.deepEqual(taking.sizes(), sizes);
    }
  });

  it('are none before one that is too long at the very beginning', async () => {
    const taking = new Taking([listed(1, { bytes: longest + 1 })]);
    assert.deepEqual([await take(taking), taking.sizes(), taking.counts], ['unreadable', [0], [[0, 0, 0]]]);
    assert.equal(taking.batches[0]?.keysTo, 0);
  });

  it('say which sequences were folded into one', async () => {
    const taking = new Taking([listed(1, { first: 3, sequence: 5 }), own(2)]);
    await take(taking);
    const firsts = taking.batches.flatMap(({ segments }) =>
      segments.map((one) => ('first' in one ? one.first : 'none')),
    );
    assert.deepEqual(firsts, [3, 'none']);
  });

  it('are all of them where nothing is known of a place', async () => {
    const taking = new Taking(count(2));
    const parts = taking.parts();
    const syncState = () => Promise.resolve(undefined);
    assert.equal(await takeSegments({ ...parts, store: { ...parts.store, syncState } }), 'ok');
    assert.deepEqual([taking.asked[0], taking.again, taking.sizes()], ['segments 0 500', 0, [2]]);
  });

  it('are listed again, after the same place, if any of them has changed', async () => {
    const taking = new Taking([listed(6), listed(8), listed(9)]);
    taking.state = { position: 5 };
    taking.answers = [{ facts: 0, erased: 0, failure: 'gap' }];
    const segments =
      (server: Server): Server['segments'] =>
      async (after, limit) => {
        const list = await server.segments(after, limit);
        return limit === 3 ? list.map((one) => (one.position === 9 ? { ...one, bytes: 11 } : one)) : list;
      };
    assert.equal(await take(taking, (server) => ({ segments: segments(server) })), 'ok');
    assert.deepEqual(
      taking.asked.filter((one) => one.startsWith('segments')),
      ['segments 5 500', 'segments 5 3', 'segments 5 500'],
    );
  });

  it('are read one by one where the server’s answer lacks them', async () => {
    const taking = new Taking(count(6));
    const contents =
      (server: Server): Server['contents'] =>
      async (after) => {
        const all = new Map(await server.contents(after));
        all.delete(1);
        return all;
      };
    assert.equal(await take(taking, (server) => ({ contents: contents(server) })), 'ok');
    assert.deepEqual(taking.asked.slice(1), ['contents 0', 'contents 3', 'read 1']);
    assert.deepEqual(
      taking.batches[0]?.segments.map(({ bytes }) => bytes?.[0]),
      [1, 2, 3, 4, 5, 6],
    );
  });

  it('are asked for ahead, even one at a time, but not the last, nor before one of this device', async () => {
    const ahead = async (list: readonly ListedSegment[], atOnce: number): Promise<string[]> => {
      const taking = new Taking(list);
      taking.atOnce = atOnce;
      const parts = taking.parts();
      const syncTake: TakeParts['store']['syncTake'] = (params) => {
        taking.asked.push('take');
        return parts.store.syncTake(params);
      };
      assert.equal(await takeSegments({ ...parts, store: { ...parts.store, syncTake } }), 'ok');
      return taking.asked.slice(1);
    };
    assert.deepEqual(await ahead(count(3, longest), 1), ['contents 0', 'contents 1', 'take', 'take', 'read 3', 'take']);
    const mixed = [listed(1, { bytes: longest }), listed(2), listed(3), own(4)];
    assert.deepEqual(await ahead(mixed, 2), ['contents 0', 'take', 'read 3', 'take']);
    assert.deepEqual(await ahead([listed(1), listed(2), own(3), listed(4), listed(5)], 2), [
      'contents 0',
      'contents 3',
      'take',
    ]);
  });

  it('may fail ahead of their turn, which nobody hears of until then', async () => {
    const taking = new Taking(count(5, longest));
    taking.atOnce = 1;
    const parts = taking.parts();
    const contents: Server['contents'] = (after) =>
      after === 1 ? Promise.reject(new SyncServerError('unreachable')) : parts.server.contents(after);
    const syncTake: TakeParts['store']['syncTake'] = async (params) => {
      await new Promise(setImmediate);
      return parts.store.syncTake(params);
    };
    const taken = takeSegments({
      ...parts,
      server: { ...parts.server, contents },
      store: { ...parts.store, syncTake },
    });
    await assert.rejects(taken, { problem: 'unreachable' });
    assert.deepEqual(taking.sizes(), [1]);
  });
});
