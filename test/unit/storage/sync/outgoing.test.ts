import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { openSegment, type SyncKey } from '../../../../src/storage/sync/segment.ts';
import type { OutgoingSegment, SyncSecrets } from '../../../../src/storage/sync/syncedFolder.ts';
import { newRing } from '../../../../src/storage/sync/syncRing.ts';
import { diagnostic, document, record, run, span, state } from '../facts.ts';
import { Laptop } from './laptop.ts';

const day = 86_400_000;
const now = span().start;
const key: SyncKey = { generation: 1, raw: Buffer.alloc(32, 1) };
const secrets: SyncSecrets = { deviceId: 'own', hashKey: Buffer.alloc(32, 5), key, keys: [key], revoked: [] };
const at = (id: string, start: number, length = 1000) => span({ id, start, end: start + length });

describe('what is uploaded', () => {
  let laptop: Laptop;
  beforeEach(async () => {
    laptop = new Laptop();
    laptop.ring = newRing(Buffer.alloc(32, 9), 'own');
    (await laptop.store()).syncStart({ deviceId: 'own', server: 'https://example.org' });
  });
  afterEach(() => laptop.storage.remove());

  const linesOf = (
    { sequence, bytes }: OutgoingSegment,
    keys = [key],
  ): { id: string; type: string; before: number }[] => {
    const { lines } = openSegment(keys, { deviceId: 'own', sequence }, bytes) ?? assert.fail('another key');
    return lines.map((line) => JSON.parse(line) as { id: string; type: string; before: number });
  };
  /** Sends everything that is left. @returns the ids in each segment */
  async function send(): Promise<string[][]> {
    const store = await laptop.store();
    const sent: string[][] = [];
    for (let calls = 0; calls < 50; calls++) {
      const { segment, isDone } = store.syncNext({ secrets });
      if (isDone) return sent;
      if (!segment) continue;
      sent.push(linesOf(segment).map(({ id }) => id));
      store.syncSent({ secrets, sequence: segment.sequence });
    }
    return assert.fail('it never ends');
  }
  const progress = async () => (await laptop.store()).syncState({}) ?? assert.fail();

  it('is everything of thirty days, oldest first, and nothing of it again', async () => {
    const month = 30 * day;
    const edge = Math.floor(now / month) * month;
    await laptop.record(at('a:1', edge - 1), at('a:2', edge), at('a:3', edge + month - 1), at('a:4', edge + month));
    await laptop.record(
      run({ id: 'a:5', start: edge - 1 }),
      diagnostic({ id: 'a:6', introduced: edge, fixed: edge + month }),
    );
    await laptop.record(
      state({ id: 'a:7', at: edge - 1 }),
      document({ id: 'a:8', at: edge, start: edge - month, end: edge }),
    );
    await laptop.record(record({ id: 'a:9', clock: { time: edge + month, count: 0, writer: 'w' } }));
    assert.deepEqual(
      (await send()).map((ids) => ids.toSorted()),
      [
        ['a:1', 'a:5', 'a:7'],
        ['a:2', 'a:3', 'a:6', 'a:8'],
        ['a:4', 'a:9'],
      ],
    );
    assert.deepEqual(await send(), []);
    assert.equal((await progress()).sequence, 4);
  });

  it('is looked for in three months at once', async () => {
    for (const [months, calls] of [
      [3, 1],
      [4, 2],
      [6, 2],
      [7, 3],
    ] as const) {
      await laptop.record(...Array.from({ length: months }, (_, i) => at(`a:${i}`, now - i * 30 * day)));
      await send();
      laptop.storage.clock.pass(7 * day);
      const store = await laptop.store();
      const answers = Array.from({ length: calls }, () => store.syncNext({ secrets }));
      assert.deepEqual(
        answers,
        answers.map((_, i) => ({ isDone: i === calls - 1 })),
        `${months} months`,
      );
    }
  });

  it('is looked for everywhere each seven days', async () => {
    await laptop.record(at('a:1', now - 30 * day));
    assert.deepEqual(await send(), [['a:1']]);
    laptop.storage.clock.pass(day);
    await laptop.record(at('a:1', now - 30 * day, 2000));
    assert.deepEqual(await send(), []);
    laptop.storage.clock.pass(6 * day - 1);
    assert.deepEqual(await send(), []);
    laptop.storage.clock.pass(1);
    assert.deepEqual(await send(), [['a:1']]);
  });

  it('is what changed in the three days before the last look, and whatever lasted into them', async () => {
    const since = now - 3 * day;
    const early = [
      run({ id: 'a:3', start: now - 20 * day }),
      diagnostic({ id: 'a:4', introduced: now - 20 * day }),
    ] as const;
    await laptop.record(at('a:1', since), at('a:2', since - 1), ...early);
    await send();
    laptop.storage.clock.pass(day);
    await laptop.record(at('a:1', since, 2000), at('a:2', since - 1, 2000));
    await laptop.record({ ...early[0], end: now, exitCode: 0 }, { ...early[1], fixed: now });
    // Only once nothing is left does the next look begin here.
    assert.equal((await laptop.store()).syncNext({ secrets }).isDone, false);
    assert.equal((await progress()).lookedAt, now);
    assert.deepEqual((await send()).flat().toSorted(), ['a:1', 'a:3', 'a:4']);
    assert.equal((await progress()).lookedAt, now + day);
    // The clock was set back: from three days before that.
    laptop.storage.clock.jump(-3 * day);
    await laptop.record(at('a:5', now - 5 * day), at('a:6', now - 5 * day - 1));
    assert.deepEqual((await send()).flat().toSorted(), ['a:2', 'a:5', 'a:6'], 'a number of rows that changed');
    await laptop.record(at('a:5', now - 5 * day, 2000), at('a:6', now - 5 * day - 1, 2000));
    assert.deepEqual(await send(), [['a:5']]);
  });

  it('has no name whose key is missing', async () => {
    const title = (text: string) => ({ fields: { title: text } });
    await laptop.record(
      record({ id: 'a:1', ...title('\u{1F512}abc') }),
      record({ id: 'a:2', ...title('a \u{1F512}') }),
    );
    assert.deepEqual(await send(), [['a:2']]);
  });

  it('is divided where it is too long, and stays here where one fact alone is', async () => {
    const long = (id: string, bytes: number) =>
      record({ id, fields: { notes: randomBytes(bytes).toString('base64') } });
    await laptop.record(...[1, 2, 3].map((n) => long(`a:${n}`, 450_000)));
    assert.deepEqual(await send(), [['a:1', 'a:2'], ['a:3']]);
    assert.equal((await progress()).tooLong, 0);
    const body = JSON.stringify(randomBytes(1_100_000).toString('base64'));
    await laptop.record(document({ id: 'a:4', body }), span({ id: 'a:5' }));
    assert.deepEqual(await send(), [['a:5']]);
    assert.equal((await progress()).tooLong, 1);
    laptop.storage.clock.pass(7 * day);
    assert.deepEqual([await send(), (await progress()).tooLong], [[], 1]);
  });

  it('is the same segment until it was sent, and sealed again for a new key, but for one of keys', async () => {
    const store = await laptop.store();
    const later: SyncKey = { generation: 2, raw: Buffer.alloc(32, 2) };
    const rotated = { ...secrets, key: later, keys: [key, later] };
    await laptop.record(span({ id: 'a:1' }));
    const first = store.syncNext({ secrets });
    assert.equal(first.isDone, false);
    assert.deepEqual(store.syncNext({ secrets }), first);
    assert.equal(store.syncAnnounce({ secrets, line: 'keys' }), undefined);
    const { segment = assert.fail() } = store.syncNext({ secrets: rotated });
    assert.equal(segment.sequence, 1);
    assert.deepEqual(
      linesOf(segment, [later]).map(({ id }) => id),
      ['a:1'],
    );
    store.syncSent({ secrets: rotated, sequence: 1 });
    const keys = store.syncAnnounce({ secrets, line: 'keys' }) ?? assert.fail();
    assert.deepEqual(openSegment([key], { deviceId: 'own', sequence: 2 }, keys.bytes), {
      type: 'keys',
      lines: ['keys'],
    });
    assert.deepEqual(store.syncNext({ secrets: rotated }), { segment: keys, isDone: false });
  });

  it('are erasures first, three at once, each of what came before it', async () => {
    const store = await laptop.store();
    await laptop.record(at('a:1', now + 5 * day), at('a:2', now));
    store.refresh();
    for (let i = 0; i < 4; i++) {
      store.erase({ project: `/p${i}` });
      if (i === 0) laptop.storage.clock.pass(6 * day);
    }
    const sent: { type: string; before: number }[][] = [];
    for (let i = 0; i < 2; i++) {
      const { segment = assert.fail() } = store.syncNext({ secrets });
      sent.push(linesOf(segment));
      store.syncSent({ secrets, sequence: segment.sequence });
    }
    const [last, later] = [now + 5 * day + 1, now + 6 * day + 1];
    assert.deepEqual(
      sent.map((lines) => lines.map(({ type, before }) => [type, before])),
      [[last, later, later].map((before) => ['erasure', before]), [['erasure', later]]],
    );
    assert.deepEqual((await send()).flat().toSorted(), ['a:1', 'a:2']);
  });

  it('has hours that were folded before, each with an id of this device', async () => {
    laptop.storage.clock.pass(100 * day);
    await laptop.record(at('a:1', now), at('a:2', now + 3_600_000), at('a:3', now + 99 * day));
    (await laptop.storage.store({ detailMonths: 1 })).checkpoint();
    const ids = (await send()).flat().toSorted();
    assert.deepEqual(ids, ['a:3', 'fown:0', 'fown:1']);
    assert.deepEqual([(await progress()).foldedIds, (await progress()).isFoldedSent], [2, true]);
    assert.deepEqual(await send(), []);
  });
});
