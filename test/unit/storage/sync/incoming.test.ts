import assert from 'node:assert/strict';
import type { IncomingSegment } from '../../../../src/storage/sync/incoming.ts';
import { erasureLine } from '../../../../src/storage/sync/erasures.ts';
import { sealFolded, sealSegment, type SegmentContent, type SyncKey } from '../../../../src/storage/sync/segment.ts';
import type { SyncSecrets } from '../../../../src/storage/sync/syncedFolder.ts';
import { newRing } from '../../../../src/storage/sync/syncRing.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { span } from '../facts.ts';
import { Laptop } from './laptop.ts';

const key: SyncKey = { generation: 1, raw: Buffer.alloc(32, 1) };
const secrets: SyncSecrets = { deviceId: 'own', hashKey: Buffer.alloc(32, 5), key, keys: [key], revoked: [] };
const server = 'https://example.org';

/** A segment of another device. */
function segment(
  position: number,
  lines: readonly string[],
  { deviceId = 'other', sequence = position, type = 'facts' as SegmentContent['type'], under = key } = {},
): IncomingSegment {
  const bytes = sealSegment(under, { deviceId, sequence }, { type, lines });
  return { position, deviceId, sequence, length: 100 + position, bytes };
}
const own = (position: number, sequence: number): IncomingSegment => ({
  position,
  deviceId: 'own',
  sequence,
  length: 5,
});
const fact = (n: number): string =>
  JSON.stringify(span({ id: `b:${n}`, start: span().start + n * 1e5, end: span().start + n * 1e5 + 9 }));

describe('what is taken in', () => {
  let laptop: Laptop;
  let store: Store;
  beforeEach(async () => {
    laptop = new Laptop();
    laptop.ring = newRing(Buffer.alloc(32, 9), 'own');
    store = await laptop.store();
    store.syncStart({ deviceId: 'own', server });
  });
  afterEach(() => laptop.storage.remove());

  const take = (segments: readonly IncomingSegment[], keysTo = 0) => store.syncTake({ secrets, segments, keysTo });
  const progress = () => store.syncState({}) ?? assert.fail();
  const ids = async (): Promise<string[]> => (await laptop.facts()).map(({ id }) => id).toSorted();

  it('is each segment once, in the order of its device', async () => {
    const [first, second, third] = [
      segment(3, [fact(1)], { sequence: 1 }),
      segment(4, [fact(2), fact(3)], { sequence: 2 }),
      segment(6, [fact(4)], { sequence: 3 }),
    ];
    assert.deepEqual(take([first, second]), { facts: 3, erased: 0 });
    assert.deepEqual(take([second, third]), { facts: 1, erased: 0 });
    assert.deepEqual(await ids(), ['b:1', 'b:2', 'b:3', 'b:4']);
    const { position, last, taken, refused } = progress();
    assert.deepEqual(
      { position, last, taken, refused },
      {
        position: 6,
        last: { position: 6, deviceId: 'other', sequence: 3, bytes: 106 },
        taken: { other: 3 },
        refused: 0,
      },
    );
    store.syncAgain({ secrets });
    assert.deepEqual([progress().position, progress().taken, progress().last], [0, {}, undefined]);
    assert.deepEqual(take([first, second, third]), { facts: 0, erased: 0 });
  });

  it('ends at one that is missing, and keeps those before it', async () => {
    const one = segment(1, [fact(1)]);
    for (const sequence of [1, 3]) {
      assert.deepEqual(take([one, segment(2, [fact(2)], { sequence }), segment(3, [fact(3)])]).failure, 'gap');
      assert.deepEqual([progress().position, progress().taken], [1, { other: 1 }]);
    }
    assert.deepEqual(await ids(), ['b:1']);
  });

  it('ends at one that can’t be opened', () => {
    const closed = segment(2, [fact(2)], { under: { generation: 1, raw: Buffer.alloc(32, 7) } });
    assert.deepEqual(take([segment(1, [fact(1)]), closed, segment(3, [fact(3)])]), {
      facts: 1,
      erased: 0,
      failure: 'unreadable',
    });
    assert.equal(progress().position, 1);
    assert.equal(take([{ ...closed, position: 2, sequence: 1 }]).failure, 'gap');
    const { bytes: _, ...without } = segment(2, [fact(2)]);
    assert.equal(take([without]).failure, 'unreadable');
  });

  it('ends at the very first if that can not be opened', () => {
    const closed = segment(1, [fact(1)], { under: { generation: 1, raw: Buffer.alloc(32, 7) } });
    assert.deepEqual([take([closed]).failure, progress().position], ['unreadable', 0]);
  });

  it('are the sequences of a folded one that were not taken before', () => {
    take([segment(1, [fact(1), 'no JSON'])]);
    const parts = [[fact(1), 'no JSON'], [fact(2)], [fact(3)]].map((lines, i) => ({
      sequence: i + 1,
      content: { type: 'facts' as const, lines },
    }));
    const place = { deviceId: 'other', first: 1, sequence: 3 };
    const folded = { position: 2, ...place, length: 9, bytes: sealFolded(key, place, parts) };
    assert.deepEqual(take([folded]), { facts: 2, erased: 0 });
    const { taken, refused, last } = progress();
    assert.deepEqual([taken, refused, last], [{ other: 3 }, 1, { position: 2, ...place, bytes: 9 }]);
  });

  it('are own segments that were sent, and no others', async () => {
    assert.equal(take([own(1, 1)]).failure, 'gap');
    await laptop.record(span({ id: 'a:1' }));
    const { segment: outgoing = assert.fail() } = store.syncNext({ secrets });
    assert.equal(take([own(1, 1)]).failure, 'gap');
    store.syncSent({ secrets, sequence: outgoing.sequence });
    assert.deepEqual(take([own(1, 1)]), { facts: 0, erased: 0 });
    assert.equal(take([own(2, 2)]).failure, 'gap');
    assert.deepEqual(progress().taken, { own: 1 });
  });

  it('waits at keys until they were taken', () => {
    const all = [segment(1, [fact(1)]), segment(2, ['the keys'], { type: 'keys' }), segment(3, [fact(3)])];
    const keys = { position: 2, author: 'other', line: 'the keys' };
    assert.deepEqual(take(all, 1), { facts: 1, erased: 0, keys });
    assert.equal(progress().position, 1);
    assert.deepEqual(take(all, 2), { facts: 1, erased: 0 });
    assert.deepEqual([progress().position, progress().refused], [3, 0]);
    const empty = segment(4, [], { type: 'keys' });
    assert.deepEqual(take([empty], 3).keys, { position: 4, author: 'other', line: '' });
  });

  it('counts lines that are no facts, and reads them again with another version', () => {
    const lines = [fact(1), 'no JSON', erasureLine({ id: 'e', what: { before: 1 } }), '{"type":"later"}'];
    assert.deepEqual(take([segment(1, lines)]), { facts: 1, erased: 0 });
    assert.equal(progress().refused, 2);
    store.syncCompare({ secrets, nextSequence: 1, version: '1' });
    assert.deepEqual([progress().refused, progress().position, progress().taken, progress().version], [0, 0, {}, '1']);
    take([segment(1, lines)]);
    store.syncCompare({ secrets, nextSequence: 1, version: '1' });
    assert.deepEqual([progress().refused, progress().position], [2, 1]);
    store.syncCompare({ secrets, nextSequence: 1, version: '2' });
    assert.deepEqual([progress().refused, progress().position, progress().taken], [0, 0, {}]);
    take([segment(1, [fact(1)])]);
    store.syncCompare({ secrets, nextSequence: 1, version: '3' });
    assert.deepEqual([progress().position, progress().version], [1, '3']);
  });

  it('may be closed up to where this device began, and not after', () => {
    store.syncStart({ deviceId: 'own', server, after: { position: 2, taken: { gone: 2 } } });
    const closed = (position: number): IncomingSegment =>
      segment(position, [], { deviceId: 'gone', under: { generation: 1, raw: Buffer.alloc(32, 7) } });
    assert.deepEqual([progress().position, progress().taken], [2, { gone: 2 }]);
    assert.equal(take([closed(3)]).failure, 'unreadable');
    store.syncAgain({ secrets });
    assert.equal(progress().position, 0);
    assert.deepEqual(take([closed(1), closed(2), closed(3)]), { facts: 0, erased: 0, failure: 'unreadable' });
    assert.deepEqual([progress().position, progress().taken], [2, { gone: 2 }]);
    take([segment(3, ['no fact'], { deviceId: 'gone' })]);
    store.syncCompare({ secrets, nextSequence: 1, version: '2' });
    assert.deepEqual([progress().position, progress().taken], [2, { gone: 2 }]);
  });

  it('has no hours that this folder sent as an earlier device', async () => {
    store.syncStop({});
    store.syncStart({ deviceId: 'second', server });
    const as = { ...secrets, deviceId: 'second' };
    const pieces = ['fown:1', 'fother:1'].map((id) => JSON.stringify(span({ id })));
    assert.equal(store.syncTake({ secrets: as, segments: [segment(1, pieces)], keysTo: 0 }).facts, 1);
    assert.deepEqual(await ids(), ['fother:1']);
  });
});

describe('what the server expects next', () => {
  let laptop: Laptop;
  let store: Store;
  beforeEach(async () => {
    laptop = new Laptop();
    laptop.ring = newRing(Buffer.alloc(32, 9), 'own');
    store = await laptop.store();
    store.syncStart({ deviceId: 'own', server });
    await laptop.record(span({ id: 'a:1' }));
    send();
    store.syncTake({ secrets, segments: [own(1, 1)], keysTo: 0 });
  });
  afterEach(() => laptop.storage.remove());

  /** Sends everything. @returns the number of segments */
  function send(): number {
    for (let sent = 0; ; sent++) {
      const { segment: outgoing } = store.syncNext({ secrets });
      if (outgoing) store.syncSent({ secrets, sequence: outgoing.sequence });
      else if (store.syncNext({ secrets }).isDone) return sent;
    }
  }
  const compare = (nextSequence: number): void => store.syncCompare({ secrets, nextSequence, version: '1' });
  const progress = () => {
    const { sequence, position, epoch, lookedTo } = store.syncState({}) ?? assert.fail();
    return { sequence, position, epoch, lookedTo };
  };
  const settled = { sequence: 2, position: 1, epoch: 1, lookedTo: undefined };
  const hasOutbox = (): boolean => laptop.storage.list('sync').includes('outbox');

  it('changes nothing if it is what this device would send', async () => {
    compare(2);
    assert.deepEqual(progress(), settled);
    await laptop.record(span({ id: 'a:2' }));
    store.syncNext({ secrets });
    compare(2);
    assert.deepEqual([progress(), hasOutbox()], [settled, true]);
  });

  it('tells that the segment on its way arrived', async () => {
    await laptop.record(span({ id: 'a:2' }));
    store.syncNext({ secrets });
    compare(3);
    assert.deepEqual([progress(), hasOutbox()], [{ ...settled, sequence: 3 }, false]);
    assert.equal(send(), 0);
  });

  it('is believed where it is further than this folder, as after a copy was restored', async () => {
    await laptop.record(span({ id: 'a:2' }));
    store.syncNext({ secrets });
    compare(7);
    assert.deepEqual([progress(), hasOutbox()], [{ ...settled, sequence: 7 }, false]);
    assert.equal(send(), 1);
  });

  it('shows that the server has lost some: everything is sent again', () => {
    compare(1);
    assert.deepEqual(progress(), { sequence: 1, position: 0, epoch: 2, lookedTo: -1 });
    assert.equal(send(), 1);
    assert.equal(progress().sequence, 2);
  });

  it('takes nothing in twice after that, and own segments that were folded at once', async () => {
    const theirs = segment(2, [fact(1)], { sequence: 1 });
    const take = (one: IncomingSegment) => store.syncTake({ secrets, segments: [one], keysTo: 0 });
    assert.equal(take(theirs).facts, 1);
    compare(1);
    assert.equal(take({ ...theirs, position: 1 }).facts, 0);
    send();
    for (const id of ['a:2', 'a:3']) {
      await laptop.record(span({ id }));
      send();
    }
    assert.equal(take({ ...own(2, 3), first: 1 }).failure, undefined);
    assert.deepEqual(store.syncState({})?.taken, { other: 1, own: 3 });
  });

  it('stays where an old segment is sent again', () => {
    store.syncSent({ secrets, sequence: 1 });
    assert.deepEqual(progress(), settled);
  });

  it('is forgotten with all that was seen when sync stops, but not which device this was', () => {
    store.erase({ project: '/p' });
    store.syncStop({});
    assert.equal(store.syncState({}), undefined);
    assert.deepEqual(laptop.storage.list('sync'), ['past.json', 'seen-1']);
    assert.deepEqual(laptop.storage.list('sync', 'seen-1'), []);
    store.syncStop({});
    const folded = (where: string, after?: { position: number; taken: object }): boolean | undefined => {
      store.syncStart({ deviceId: 'own', server: where, ...(after && { after: { position: 1, taken: {} } }) });
      return store.syncState({})?.isFoldedSent;
    };
    assert.deepEqual(
      [folded(server), folded('https://other.example'), folded(server, { position: 1, taken: {} })],
      [true, false, false],
    );
  });
});
