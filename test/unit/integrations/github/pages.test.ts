import assert from 'node:assert/strict';
import type { SyncSession } from '../../../../src/integrations/github/session.ts';
import { eachPage, pageSize } from '../../../../src/integrations/github/steps/pages.ts';

/** Goes through a list of a server that answers so. @returns the pages that were requested and taken, and whether the list was cut off */
async function pagesOf(answer: (page: number) => { data: unknown; more: boolean }, pagesAtMost?: number) {
  const [requested, taken]: [number[], unknown[]] = [[], []];
  const get = async (_: string, { page = 1, per_page }: { page?: number; per_page?: number }) => {
    assert.equal(per_page, pageSize);
    requested.push(page);
    return answer(page);
  };
  const request = { signal: new AbortController().signal };
  const session = { client: { get }, state: { etags: {} }, request } as unknown as SyncSession;
  const listing = { route: '/x', params: {}, ...(pagesAtMost !== undefined && { pagesAtMost }) };
  const isCut = await eachPage<unknown>(session, listing, async (data) => (taken.push(data), true));
  return { requested: requested.length, taken: taken.length, isCut };
}

describe('a list that never ends', () => {
  it('is left where a page comes again', async () => {
    const found = await pagesOf(() => ({ data: [{ id: 1 }], more: true }));
    assert.deepEqual(found, { requested: 2, taken: 1, isCut: true });
  });

  it('is left after its last page, or after 2,000, where each page is another', async () => {
    const endless = (page: number) => ({ data: [{ id: page }], more: true });
    assert.deepEqual(await pagesOf(endless, 3), { requested: 3, taken: 3, isCut: true });
    assert.deepEqual(await pagesOf(endless), { requested: 2000, taken: 2000, isCut: true });
  });

  it('is no list that ends', async () => {
    const found = await pagesOf((page) => ({ data: [{ id: page }], more: page < 3 }));
    assert.deepEqual(found, { requested: 3, taken: 3, isCut: false });
  });
});
