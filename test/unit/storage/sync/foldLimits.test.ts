import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { foldSegments } from '../../../../src/storage/sync/foldSegments.ts';
import { openParts, sealSegment } from '../../../../src/storage/sync/segment.ts';

const key = { generation: 1, raw: randomBytes(32) };
const secrets = { deviceId: 'a', keys: [key], key, revoked: [], hashKey: randomBytes(32) };
/** A line that compresses badly, so that bytes are what its length is. */
const line = randomBytes(300).toString('hex');

/** Segments of devices in the server's order: `a` is this one, `b` another; `k` are keys, and `x` can't be opened. */
async function folded(
  order: string,
  limits: Partial<Parameters<typeof foldSegments>[0]['limits'] & object> = {},
  after = 0,
) {
  const next = { a: 1, b: 1 };
  const bodies = new Map<number, Uint8Array>();
  const listed = Array.from(order, (of, i) => {
    const deviceId = of === 'b' ? 'b' : 'a';
    const sequence = next[deviceId]++;
    const content = { type: of === 'k' ? 'keys' : 'facts', lines: [line] } as const;
    const body = of === 'x' ? randomBytes(90) : sealSegment(key, { deviceId, sequence }, content);
    bodies.set(i + 1, body);
    return { position: i + 1, deviceId, sequence, bytes: body.length };
  });
  const folds: string[] = [];
  const asked: number[] = [];
  const end = await foldSegments({
    server: {
      segments: (from, most) => Promise.resolve(listed.filter(({ position }) => position > from).slice(0, most)),
      contents: () => Promise.resolve(new Map()),
      read: (position) => (asked.push(position), Promise.resolve(bodies.get(position) ?? assert.fail())),
      fold: (deviceId, { first, sequence }, bytes) => {
        const parts = openParts([key], { deviceId, first, sequence }, bytes) ?? assert.fail();
        assert.deepEqual(
          parts.map(({ content }) => content.lines),
          parts.map(() => [line]),
        );
        folds.push(`${deviceId}${first}-${sequence}`);
        return Promise.resolve();
      },
    },
    secrets,
    after,
    limits: { listed: order.length, least: 2, bytes: 1e6, chars: 1e6, ...limits },
  });
  return { folds: folds.join(' '), end, asked };
}

describe('what is folded', () => {
  const folds = async (...args: Parameters<typeof folded>) => (await folded(...args)).folds;

  it('are segments of this device side by side, as many as are worth it', async () => {
    assert.equal(await folds('aaab'), 'a1-3');
    assert.equal(await folds('abaab'), 'a2-3');
    assert.equal(await folds('abab'), '');
    assert.equal(await folds('bb'), '');
    assert.equal(await folds('aaa', { least: 3 }), 'a1-3');
    assert.equal(await folds('aaa', { least: 4 }), '');
    assert.deepEqual((await folded('bab')).asked, [], 'nothing is fetched for nothing');
  });

  it('are those between keys, and between what can not be opened', async () => {
    assert.equal(await folds('aakaaa'), 'a1-2 a4-6');
    assert.equal(await folds('aaxakaa'), 'a1-2 a6-7');
    assert.equal(await folds('aaakaa', { least: 3 }), 'a1-3');
  });

  it('are as many as fit into one, by bytes and by characters', async () => {
    const size = sealSegment(key, { deviceId: 'a', sequence: 1 }, { type: 'facts', lines: [line] }).length;
    assert.equal(await folds('aaaa', { bytes: 4 * size }), 'a1-4');
    assert.equal(await folds('aaaa', { bytes: 4 * size - 1 }), 'a1-3');
    assert.equal(await folds('aaaa', { bytes: 2 * size }), 'a1-2 a3-4');
    // Sizes are counted anew after another device's.
    assert.equal(await folds('aabaa', { bytes: 2 * size }), 'a1-2 a3-4');
    const chars = 601;
    assert.equal(await folds('aaa', { chars: 3 * chars }), 'a1-3');
    assert.equal(await folds('aaa', { chars: 3 * chars - 1 }), '');
  });

  it('is in whole lists only, one after the other, from where it went through before', async () => {
    assert.deepEqual(await folded('aaaa', { listed: 2 }), { folds: 'a1-2 a3-4', end: 4, asked: [1, 2, 3, 4] });
    assert.deepEqual(await folded('aaa', { listed: 2 }), { folds: 'a1-2', end: 2, asked: [1, 2] });
    assert.deepEqual(await folded('aaa', { listed: 4 }), { folds: '', end: 0, asked: [] });
    assert.deepEqual(await folded('aaaa', { listed: 2 }, 2), { folds: 'a3-4', end: 4, asked: [3, 4] });
  });

  it('can be stopped before each step', async () => {
    const stop = new Error('stop');
    await assert.rejects(
      foldSegments({
        server: {
          segments: () => Promise.resolve([1, 2].map((n) => ({ position: n, deviceId: 'a', sequence: n, bytes: 9 }))),
          contents: () => assert.fail(),
          read: () => assert.fail(),
          fold: () => assert.fail(),
        },
        secrets,
        after: 0,
        limits: { listed: 2, least: 2, bytes: 99, chars: 99 },
        checkStop: () => {
          throw stop;
        },
      }),
      stop,
    );
  });
});
