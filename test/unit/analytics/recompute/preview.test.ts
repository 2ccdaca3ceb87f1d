import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { previewOf } from '../../../../src/analytics/recompute/preview.ts';
import { MemoryReader } from '../../../fakes/memoryReader.ts';
import { at, span } from '../given.ts';

const old = { idleLimitMs: 120_000, dayStartsAt: 0 };
const when = { now: at(600), offset: 0 };

describe('the preview of other rules', () => {
  it('tells the last 30 days as they are and as they would be', () => {
    const reader = new MemoryReader([span(0, 10), span(14, 20), span(-1440, -1430)]);
    const preview = previewOf(reader, when, { old, next: { ...old, idleLimitMs: 300_000 } });
    assert.equal(preview.days.length, 30);
    assert.equal(preview.changed, 1);
    assert.deepEqual([preview.oldMs, preview.newMs], [26 * 60_000, 30 * 60_000]);
    assert.deepEqual(preview.days.at(-1), { day: '2026-11-20', oldMs: 16 * 60_000, newMs: 20 * 60_000 });
  });

  it('moves time between days when the day begins at another hour, and loses none', () => {
    const reader = new MemoryReader([span(-9 * 60 + 60, -9 * 60 + 180)]);
    const preview = previewOf(reader, when, { old, next: { ...old, dayStartsAt: 120 } });
    assert.equal(preview.changed, 2);
    assert.equal(preview.oldMs, preview.newMs);
  });

  it('changes nothing with the same rules, and restores what was with the old ones', () => {
    const spans = fc.array(fc.tuple(fc.integer({ min: -9000, max: 500 }), fc.integer({ min: 1, max: 60 })));
    fc.assert(
      fc.property(
        spans,
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 1439 }),
        (some, idle, dayStartsAt) => {
          const reader = new MemoryReader(some.map(([from, length]) => span(from, from + length)));
          const next = { idleLimitMs: idle * 60_000, dayStartsAt };
          assert.equal(previewOf(reader, when, { old, next: old }).changed, 0);
          const there = previewOf(reader, when, { old, next });
          // The end of the range is today of the new rules, so that both look at the same days.
          const back = previewOf(reader, when, { old: next, next: old });
          const dayOld = new Map(there.days.map((one) => [one.day, one.oldMs]));
          for (const { day, newMs } of back.days) if (dayOld.has(day)) assert.equal(newMs, dayOld.get(day));
        },
      ),
    );
  });
});
