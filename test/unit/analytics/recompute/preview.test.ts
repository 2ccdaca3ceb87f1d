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
    assert.deepEqual([preview.days.length, preview.days[0]?.day], [30, '2026-10-22']);
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

  it('tells what other rules or another map would make of projects and kinds, where the totals stay', () => {
    const reader = new MemoryReader([span(0, 10), span(20, 25, { project: '/home/me/site', kind: 'reading' })]);
    const mapped = { ...old, projects: [{ folder: '/home/me', project: 'Mine' }] };
    const preview = previewOf(reader, when, { old, next: mapped });
    assert.equal(preview.oldMs, preview.newMs);
    assert.equal(preview.changed, 1);
    assert.deepEqual(preview.projects, [
      { name: 'Mine', oldMs: 0, newMs: 15 * 60_000 },
      { name: '/home/me/shop', oldMs: 10 * 60_000, newMs: 0 },
      { name: '/home/me/site', oldMs: 5 * 60_000, newMs: 0 },
    ]);
    assert.deepEqual(preview.kinds, []);
    const { project: _, ...nowhere } = span(40, 60);
    const named = previewOf(new MemoryReader([span(0, 10), nowhere]), when, {
      old,
      next: { ...old, userRules: [{ language: 'typescript', project: '/b' }] },
    });
    const even = previewOf(new MemoryReader([span(0, 20), nowhere]), when, {
      old,
      next: { ...old, userRules: [{ language: 'typescript', excluded: true }] },
    });
    assert.deepEqual(
      even.projects.map(({ name }) => name),
      [undefined, '/home/me/shop'],
      'by name where the change is the same, what has none first',
    );
    assert.deepEqual(named.projects, [
      { name: '/b', oldMs: 0, newMs: 30 * 60_000 },
      { oldMs: 20 * 60_000, newMs: 0 },
      { name: '/home/me/shop', oldMs: 10 * 60_000, newMs: 0 },
    ]);
    const ruled = previewOf(reader, when, { old, next: { ...old, userRules: [{ from: 'reading', excluded: true }] } });
    assert.deepEqual(ruled.kinds, [{ name: 'reading', oldMs: 5 * 60_000, newMs: 0 }]);
    assert.deepEqual(ruled.projects, [{ name: '/home/me/site', oldMs: 5 * 60_000, newMs: 0 }]);
  });

  it('is what then holds: a change made twice changes nothing, and one taken back restores', () => {
    const kind = fc.constantFrom('coding' as const, 'reading' as const, 'terminal' as const);
    const project = fc.constantFrom('/home/me/shop', '/home/me/site', '/srv/other');
    const made = fc.tuple(fc.integer({ min: -9000, max: 500 }), fc.integer({ min: 1, max: 60 }), kind, project);
    const ownRule = fc.oneof(
      fc.record({ from: kind, kind }),
      fc.record({ from: kind, project: fc.constant('Mine') }),
      fc.record({ glob: fc.constant('*.ts'), excluded: fc.constant(true) }),
    );
    const mapRule = fc.oneof(
      fc.record({ folder: fc.constantFrom('/home/me', '/home/*/site', '/srv'), project: fc.constant('Mine') }),
      fc.record({ name: fc.constantFrom('shop', 'Mine'), project: fc.constantFrom('Acme', 'Mine') }),
    );
    const rules = fc.record({
      idleLimitMs: fc.integer({ min: 0, max: 1_200_000 }),
      readingLimitMs: fc.integer({ min: 0, max: 1_200_000 }),
      dayStartsAt: fc.constant(0),
      userRules: fc.array(ownRule, { maxLength: 3 }),
      projects: fc.array(mapRule, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(made), rules, rules, (some, a, b) => {
        const spans = some.map(([from, length, of, root]) => span(from, from + length, { kind: of, project: root }));
        const reader = new MemoryReader(spans);
        const there = previewOf(reader, when, { old: a, next: b });
        const again = previewOf(reader, when, { old: b, next: b });
        const back = previewOf(reader, when, { old: b, next: a });
        assert.equal(again.changed + again.projects.length + again.kinds.length, 0);
        assert.deepEqual([again.oldMs, back.oldMs], [there.newMs, there.newMs]);
        const turned = there.days.map((one) => ({ ...one, oldMs: one.newMs, newMs: one.oldMs }));
        assert.deepEqual([back.days, back.changed, back.newMs], [turned, there.changed, there.oldMs]);
        for (const part of ['projects', 'kinds'] as const) {
          const swapped = there[part].map((one) => ({ ...one, oldMs: one.newMs, newMs: one.oldMs }));
          assert.deepEqual(new Set(back[part].map(keyOf)), new Set(swapped.map(keyOf)));
        }
      }),
    );
  });
});

const keyOf = (share: object): string => JSON.stringify(share);
