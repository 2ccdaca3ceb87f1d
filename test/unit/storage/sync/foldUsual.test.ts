import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { longestSegment } from '../../../../src/core/sync/syncServer.ts';
import { foldSegments, type FoldParts } from '../../../../src/storage/sync/foldSegments.ts';
import { sealFolded, sealSegment, type SegmentPart } from '../../../../src/storage/sync/segment.ts';

const key = { generation: 1, raw: Buffer.alloc(32, 1) };
const secrets = { deviceId: 'a', keys: [key], key, revoked: [], hashKey: Buffer.alloc(32, 2) };
type Limits = NonNullable<FoldParts['limits']>;

interface Options {
  readonly limits?: Limits;
  readonly lines?: string[];
  /** Note when it may be stopped. */
  readonly stops?: boolean;
}

/**
 * Folds the segments of a server. `a` is this device, `b` another.
 * @param bytes what the server says of the length of each
 */
async function folded(order: string, bytes?: number, { limits, lines = [], stops = false }: Options = {}) {
  const bodies = new Map<number, Uint8Array>();
  const listed = Array.from(order, (deviceId, i) => {
    const place = { deviceId, sequence: i + 1 };
    const body = sealSegment(key, place, { type: 'facts', lines });
    bodies.set(i + 1, body);
    return { position: i + 1, ...place, bytes: bytes ?? body.length };
  });
  const folds: string[] = [];
  const questions: string[] = [];
  const end = await foldSegments({
    server: {
      segments: (from, most) => Promise.resolve(listed.filter(({ position }) => position > from).slice(0, most)),
      contents: (after) => {
        questions.push(`contents ${after}`);
        return Promise.resolve(new Map([...bodies].filter(([position]) => position > after).slice(0, 10)));
      },
      read: (position) => {
        questions.push(`read ${position}`);
        return Promise.resolve(bodies.get(position) ?? assert.fail());
      },
      fold: (_, { first, sequence }) => Promise.resolve(void folds.push(`${first}-${sequence}`)),
    },
    secrets,
    after: 0,
    ...(limits && { limits }),
    ...(stops && { checkStop: () => void questions.push('stop') }),
  });
  return { folds: folds.join(' '), end, questions };
}
const folds = async (...args: Parameters<typeof folded>): Promise<string> => (await folded(...args)).folds;

describe('folding, as it usually is,', () => {
  it('goes through 500 segments, and folds eight or more side by side', async () => {
    const others = (own: number): string => 'b'.repeat(500 - own);
    assert.deepEqual(await folded(others(8) + 'a'.repeat(8)), {
      folds: '493-500',
      end: 500,
      questions: ['contents 492'],
    });
    assert.deepEqual(await folded(others(7) + 'a'.repeat(7)), { folds: '', end: 500, questions: [] });
    assert.deepEqual(await folded(others(9) + 'a'.repeat(8)), { folds: '', end: 0, questions: [] });
  });

  it('makes segments of four fifths of what one can be', async () => {
    const order = 'b'.repeat(484) + 'a'.repeat(16);
    const eighth = Math.floor((longestSegment * 0.8) / 8);
    assert.equal(await folds(order, eighth), '485-492 493-500');
    assert.equal(await folds(order, eighth + 1), '', 'seven fit');
  });
});

describe('folding', () => {
  it('can be stopped before each list and before each group', async () => {
    const limits = { listed: 5, least: 2, bytes: 1e6, chars: 1e6 };
    const { questions } = await folded('aabaa', undefined, { limits, stops: true });
    assert.deepEqual(questions, ['stop', 'stop', 'contents 0', 'stop', 'contents 3', 'stop']);
  });
});

describe('a folded segment', () => {
  const limits = { listed: 2, least: 2, bytes: 1e9, chars: 1e9 };
  const parts = (lines: readonly string[]): SegmentPart[] =>
    [1, 2].map((sequence) => ({ sequence, content: { type: 'facts', lines } }));

  it('is no longer than those that it replaces, as the server counts them', async () => {
    const lines = ['a line'];
    const { length } = sealFolded(key, { deviceId: 'a', first: 1, sequence: 2 }, parts(lines));
    // Each of two counts half.
    const half = Math.ceil(length / 2);
    assert.equal(await folds('aa', half, { limits, lines }), '1-2');
    assert.equal(await folds('aa', length / 2, { limits, lines }), '1-2', 'as long');
    assert.equal(await folds('aa', (length - 1) / 2, { limits, lines }), '', 'longer');
  });

  it('is no longer than a segment can be', async () => {
    const lines = [randomBytes(longestSegment * 0.52).toString('latin1')];
    assert.equal(await folds('aa', longestSegment, { limits, lines }), '');
    assert.equal(await folds('aa', longestSegment, { limits, lines: [lines[0]?.slice(0, 1e5) ?? ''] }), '1-2');
  });
});
