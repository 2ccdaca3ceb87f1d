import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import { decideOffer, offerKey, presentBlock } from '../../../../src/planning/blocks/offer.ts';

const nine = Date.UTC(2026, 2, 2, 9);
const block = (id: string, from: number, to: number) => ({
  id,
  start: nine + from * minuteMs,
  end: nine + to * minuteMs,
});

describe('the offer of a focus session', () => {
  const blocks = [block('a', 0, 60), block('b', 60, 90)];

  it('comes when a block begins, and once', () => {
    assert.deepEqual(decideOffer(blocks, nine - minuteMs, []), { lookAt: nine });
    assert.deepEqual(decideOffer(blocks, nine, []), { offer: blocks[0], lookAt: nine + hourMs });
    assert.deepEqual(decideOffer(blocks, nine, ['a@' + nine]), { lookAt: nine + hourMs });
    assert.deepEqual(decideOffer(blocks, nine + hourMs, ['a@' + nine]), {
      offer: blocks[1],
      lookAt: nine + 90 * minuteMs,
    });
    assert.deepEqual(decideOffer(blocks, nine + 90 * minuteMs, []), {});
  });

  it('waits for ten minutes at most, and not for the last five of a block', () => {
    const offered = (minutes: number, of = blocks) => decideOffer(of, nine + minutes * minuteMs, []).offer?.id;
    assert.deepEqual([offered(10), offered(10.1), offered(65), offered(70.1)], ['a', undefined, 'b', undefined]);
    const short = [block('c', 0, 8)];
    assert.deepEqual([offered(3, short), offered(3.1, short)], ['c', undefined]);
  });

  it('comes again for a block that was moved', () => {
    assert.notEqual(offerKey(block('a', 0, 60)), offerKey(block('a', 15, 75)));
  });

  it('is for the block that began last, if several are going on', () => {
    const both = [block('late', 5, 60), block('early', 0, 60)];
    assert.equal(decideOffer(both, nine + 6 * minuteMs, []).offer?.id, 'late');
    assert.equal(presentBlock(both, nine + 30 * minuteMs)?.id, 'late');
    assert.equal(presentBlock(both, nine + hourMs), undefined);
    assert.equal(presentBlock(both, nine)?.id, 'early');
  });

  it('is always looked at again while a block is ahead, never in the past', () => {
    const minutes = fc.integer({ min: -600, max: 600 });
    const some = fc.array(fc.tuple(minutes, fc.integer({ min: 1, max: 200 })), { maxLength: 8 });
    fc.assert(
      fc.property(some, minutes, (pairs, at) => {
        const now = nine + at * minuteMs;
        const all = pairs.map(([from, length], n) => block(`${n}`, from, from + length));
        const { offer, lookAt } = decideOffer(all, now, []);
        const isAhead = all.some(({ end }) => end > now);
        assert.equal(lookAt !== undefined, isAhead);
        if (lookAt !== undefined) assert.ok(lookAt > now);
        for (const { start } of all) if (start > now) assert.ok((lookAt ?? Infinity) <= start, 'a start is missed');
        if (offer) assert.ok(offer.start <= now && offer.end > now);
      }),
    );
  });
});
