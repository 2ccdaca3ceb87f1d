import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyText } from '../../../harness/anyText.ts';
import { lockedName } from '../../../../src/core/facts/lockedName.ts';
import { shareBatchOf, shareLevels } from '../../../../src/core/sharing/shareBatch.ts';
import { hasLockedNames } from '../../../../src/core/sharing/shareWork.ts';
import type { ActivityRange } from '../../../../src/core/views/historyViews.ts';

const sources = (days: ActivityRange['days']): ActivityRange => ({
  by: 'source',
  parts: [
    { type: 'name', id: 'editor', name: 'editor', ms: 0 },
    { type: 'name', id: 'manual', name: 'manual', ms: 0 },
  ],
  days,
});
const from = { source: 'laptop', revision: 7, bySource: sources([]), focusMs: new Map<string, number>() };
const range: ActivityRange = {
  by: 'project',
  parts: [
    { type: 'name', id: 'git:a', name: 'Shop\n', ms: 0 },
    { type: 'name', id: 'git:b', name: 'Shop', ms: 0 },
    { type: 'none', id: '', name: '', ms: 0 },
    { type: 'rest', id: '', name: '', ms: 0 },
  ],
  days: [
    { day: '2026-11-02', ms: [1500, 2400, 0, 3000] },
    { day: '2026-11-03', ms: [0, 0, 0, 0] },
  ],
};

describe('a batch to share', () => {
  it('has names only at the level that says so', () => {
    assert.deepEqual(shareBatchOf(range, 'totals', from).days[0]?.items, [{ seconds: 6 }]);
    assert.deepEqual(shareBatchOf(range, 'project', from).days[0]?.items, [
      { seconds: 3, project: 'Shop' },
      { seconds: 3, project: '(other)' },
    ]);
  });

  it('has aliases in place of names, the same for projects that share one', () => {
    const aliasOf = (id: string) => (id.startsWith('git:') ? 'Client' : id);
    assert.deepEqual(shareBatchOf(range, 'alias', { ...from, aliasOf }).days[0]?.items, [
      { seconds: 3, alias: 'Client' },
      { seconds: 3, alias: '(other)' },
    ]);
    // Nothing is told that nobody gave an alias.
    assert.deepEqual(shareBatchOf(range, 'alias', from).days[0]?.items, [{ seconds: 6, alias: '(other)' }]);
  });

  it('has no alias of a name that is locked, and so is not sent', () => {
    const name = lockedName('4f');
    const locked = { ...range, parts: [{ type: 'name', id: name, name, ms: 0 } as const, ...range.parts.slice(1)] };
    const batch = shareBatchOf(locked, 'alias', { ...from, aliasOf: () => 'Client' });
    assert.equal(hasLockedNames(batch), true);
    assert.equal(hasLockedNames(shareBatchOf(range, 'alias', { ...from, aliasOf: () => 'Client' })), false);
  });

  it('has days without time, so that they replace what was shared of them before', () => {
    assert.deepEqual(shareBatchOf(range, 'totals', from).days[1], {
      day: '2026-11-03',
      revision: 7,
      items: [],
      measuredSeconds: 0,
      focusSeconds: 0,
    });
  });

  it('tells measured time and focus, and never more of them than the day has', () => {
    const bySource = sources([{ day: '2026-11-02', ms: [4400, 2500] }]);
    const told = (manualMs: number, focusMs: number) => {
      const [day] = shareBatchOf(range, 'project', {
        ...from,
        bySource: { ...bySource, days: [{ day: '2026-11-02', ms: [4400, manualMs] }] },
        focusMs: new Map([['2026-11-02', focusMs]]),
      }).days;
      return [day?.measuredSeconds, day?.focusSeconds];
    };
    assert.deepEqual(told(2500, 1999), [3, 1]);
    assert.deepEqual(told(2500, 9000), [3, 3]);
    assert.deepEqual(told(90_000, 9000), [0, 0]);
    assert.deepEqual(told(0, 0), [6, 0]);
  });

  it('never comes to more than the day had, and names nothing twice', () => {
    const part = fc.record({
      type: fc.constantFrom('name' as const, 'none' as const, 'rest' as const),
      id: fc.string(),
      name: anyText({ maxLength: 300 }),
      ms: fc.constant(0),
    });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(part, fc.integer({ min: 0, max: 10_000_000 })), { maxLength: 8 }),
        fc.constantFrom(...shareLevels),
        (split, level) => {
          const days = [{ day: '2026-11-02', ms: split.map(([, ms]) => ms) }];
          const [day] = shareBatchOf({ by: 'project', parts: split.map(([one]) => one), days }, level, from).days;
          const items = day?.items ?? [];
          const total = split.reduce((sum, [, ms]) => sum + ms, 0);
          assert.ok(items.reduce((sum, { seconds }) => sum + seconds, 0) <= total / 1000);
          const labels = items.map((item) => (level === 'totals' ? '' : item[level === 'tasks' ? 'project' : level]));
          assert.equal(new Set(labels).size, labels.length);
          for (const label of labels) assert.ok(label !== undefined && label.length <= 400 && !/\p{Cc}/u.test(label));
        },
      ),
    );
  });
});
