import assert from 'node:assert/strict';
import type { ListedSegment } from '../../../../src/core/sync/syncServer.ts';
import { listEnd } from '../../../../src/storage/sync/listEnd.ts';

const segment = (position: number): ListedSegment => ({ position, deviceId: 'a', sequence: position, bytes: 9 });
const page = (from: number) => Array.from({ length: 500 }, (_, i) => segment(from + i));

describe('the end of a list of segments', () => {
  const asked = (answer: (after: number, request: number) => readonly ListedSegment[]) => {
    let requests = 0;
    const segments = async (after: number) => {
      assert.ok(requests < 20_000, 'there is no end');
      return answer(after, requests++);
    };
    return listEnd({ segments });
  };

  it('is its last position, and what each device had sent by then', async () => {
    const end = await asked((after) => (after < 1000 ? page(after + 1) : [{ ...segment(1001), deviceId: 'b' }]));
    assert.deepEqual(end, { position: 1001, taken: { a: 1000, b: 1001 } });
    assert.equal(await asked(() => []), undefined);
  });

  it('is found where the same is listed again, or what came before', async () => {
    assert.deepEqual(await asked(() => page(1)), { position: 500, taken: { a: 500 } });
    assert.equal((await asked((_, request) => page(request % 2 === 0 ? 1000 : 1)))?.position, 500);
  });

  it('is looked for no longer than any account could make the list', async () => {
    await assert.rejects(
      asked((after) => page(after + 1)),
      { problem: 'unexpected' },
    );
  });
});
