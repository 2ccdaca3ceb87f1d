import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addOlder, nextOf } from '../../../../src/webview/panels/feed/mergeFeed.ts';

const item = (start: number, id = `i${start}`) =>
  ({ id, source: 'editor', kind: 'coding', title: id, start, durationMs: 1, errors: 0 }) as const;
const ids = (page: { items: readonly { id: string }[] }) => page.items.map(({ id }) => id);

describe('addOlder', () => {
  it('puts older items after those of the snapshot, none twice', () => {
    const merged = addOlder({ items: [item(9), item(8)], more: true }, { items: [item(8), item(7)], more: false });
    assert.deepEqual([ids(merged), merged.more], [['i9', 'i8', 'i7'], false]);
  });

  it('believes the snapshot where it covers the time: what is missing there was deleted', () => {
    const merged = addOlder({ items: [item(9), item(5)], more: true }, { items: [item(7), item(4)], more: true });
    assert.deepEqual(ids(merged), ['i9', 'i5', 'i4']);
  });

  it('has each item of the pages behind it once, those of the same instant too', () => {
    const older = { items: [item(9, 'other'), item(8), item(8), item(7)], more: true };
    assert.deepEqual(ids(addOlder({ items: [item(9)], more: true }, older)), ['i9', 'other', 'i8', 'i7']);
    assert.deepEqual(ids(addOlder({ items: [], more: true }, older)), ['other', 'i8', 'i7']);
    assert.deepEqual(ids(addOlder({ items: [item(9)], more: true }, undefined)), ['i9']);
  });

  it('is continued behind its last item, or where a search has ended', () => {
    assert.equal(nextOf({ items: [item(9), item(5)], more: true }), 6);
    assert.equal(nextOf({ items: [item(9)], more: true, searchedTo: 3 }), 3);
    assert.equal(nextOf({ items: [], more: true }), Number.MAX_SAFE_INTEGER);
  });

  it('has nothing older when the snapshot is all there is', () => {
    assert.deepEqual(ids(addOlder({ items: [item(9)], more: false }, { items: [item(3)], more: true })), ['i9']);
  });

  it('is in order and without doubles, whatever was loaded', () => {
    const page = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 20 }).map((starts) => ({
      items: starts.toSorted((a, b) => b - a).map((start) => item(start)),
      more: true,
    }));
    fc.assert(
      fc.property(page, page, (newest, older) => {
        const { items } = addOlder(newest, older);
        const starts = items.map(({ start }) => start);
        assert.deepEqual(
          starts,
          starts.toSorted((a, b) => b - a),
        );
        assert.equal(new Set(ids({ items })).size, items.length);
      }),
    );
  });
});
