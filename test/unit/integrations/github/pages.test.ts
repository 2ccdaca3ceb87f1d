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

  it('is left when the sync is canceled', async () => {
    const abort = new AbortController();
    let pages = 0;
    const get = async () => ({ data: [pages++], more: true });
    const session = { client: { get }, state: { etags: {} }, request: { signal: abort.signal } };
    const listing = { route: '/x', params: {} };
    const onPage = async () => (abort.abort(), true);
    await assert.rejects(eachPage(session as unknown as SyncSession, listing, onPage), { name: 'AbortError' });
    assert.equal(pages, 1);
  });

  it('is no list that ends', async () => {
    const found = await pagesOf((page) => ({ data: [{ id: page }], more: page < 3 }));
    assert.deepEqual(found, { requested: 3, taken: 3, isCut: false });
  });
});

describe('a list whose first page has a mark', () => {
  /** Goes through a list of two pages that was read before. @param stopsAt the page after which no more is wanted */
  async function marked(change: { etag?: string; fails?: boolean; stopsAt?: number; pagesAtMost?: number }) {
    const marks: (string | undefined)[] = [];
    const get = async (_: string, { page = 1 }: { page?: number }, mark?: string) => {
      marks.push(mark);
      if (change.fails && page === 2) throw new Error('cut');
      return { data: change.etag === undefined ? undefined : [page], etag: `"${page}"`, more: page < 2 };
    };
    const state = { etags: { list: '"0"' } };
    const session = { client: { get }, state, request: { signal: new AbortController().signal } };
    const { pagesAtMost } = change;
    const listing = { route: '/x', params: {}, etagKey: 'list', ...(pagesAtMost !== undefined && { pagesAtMost }) };
    let page = 0;
    const isCut = await eachPage(
      session as unknown as SyncSession,
      listing,
      async () => ++page !== change.stopsAt,
    ).catch(() => 'failed');
    return { marks, page, isCut, etag: state.etags.list };
  }

  it('is not taken in again while the mark holds', async () => {
    assert.deepEqual(await marked({}), { marks: ['"0"'], page: 0, isCut: false, etag: '"0"' });
  });

  it('has a new mark once all of it was taken in, as far as it is wanted', async () => {
    const whole = { marks: ['"0"', undefined], page: 2, isCut: false, etag: '"1"' };
    assert.deepEqual(await marked({ etag: 'new' }), whole);
    assert.deepEqual(await marked({ etag: 'new', stopsAt: 1 }), { ...whole, marks: ['"0"'], page: 1 });
  });

  it('keeps its mark where a page did not come, or there may be more than GitHub lists', async () => {
    const cut = { marks: ['"0"', undefined], page: 1, isCut: 'failed', etag: '"0"' };
    assert.deepEqual(await marked({ etag: 'new', fails: true }), cut);
    assert.deepEqual(await marked({ etag: 'new', pagesAtMost: 2 }), { ...cut, page: 2, isCut: true });
  });
});
