import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { explainDay } from '../../../../src/analytics/why/explain.ts';
import { splitByDay } from '../../../../src/analytics/days.ts';
import { durationOf } from '../../../../src/analytics/segment.ts';
import { timelineOf } from '../../../../src/analytics/timeline.ts';
import { activity, at, day, rows, run, span } from '../given.ts';

const rules = { idleLimitMs: 120_000, dayStartsAt: 0 };
const edits = { typed: { edits: 3, added: 1, removed: 0 } };

describe('the account of a day', () => {
  it('tells stretches, what they are made of, their rules, and the gaps between', () => {
    const spans = [span(0, 10, { edits }), span(11, 20, { edits }), span(30, 40, { kind: 'reading' })];
    const { entries, totalMs } = explainDay(rows({ spans }), day, rules);
    assert.equal(totalMs, 30 * 60_000);
    const told = entries.map((one) =>
      one.type === 'gap' ? one.reason : [one.rule, one.facts, one.signals, one.byBasis],
    );
    assert.deepEqual(told, [
      ['edit', 2, 18, { observed: 19 * 60_000, gap: 60_000 }],
      'idle',
      ['look', 1, 9, { observed: 10 * 60_000 }],
    ]);
  });

  it('names the person and the correction where those decided', () => {
    const body = JSON.stringify({ what: 'reassign', kind: 'learning' });
    const what = { type: 'document', collection: 'corrections', rev: 1, offset: 0, at: 1 } as const;
    const corrections = [{ ...what, id: 'c:1', start: at(0), end: at(10), body }];
    const spans = [span(0, 10), span(20, 30, { language: 'sql' }), span(50, 51)];
    const userRules = [{ language: 'sql', kind: 'planning' as const }];
    const { entries } = explainDay(rows({ spans, corrections, activities: [activity(35, 40)] }), day, {
      ...rules,
      userRules,
    });
    assert.deepEqual(
      entries.flatMap((one) => (one.type === 'work' ? one.rule : [])),
      ['correction c:1', 'user 0', 'logged', 'soon-after-edit'],
    );
  });

  it('tells a command from keys that were pressed after it', () => {
    const terminal = { kind: 'terminal', source: 'terminal' } as const;
    const spans = [span(0, 10, terminal), span(20, 30, terminal)];
    const { entries } = explainDay(rows({ spans, runs: [run(5, 6, { source: 'terminal' })] }), day, rules);
    assert.deepEqual(
      entries.flatMap((one) => (one.type === 'work' ? one.rule : [])),
      ['terminal-run', 'terminal-use'],
    );
  });

  it('says where tracking was paused', () => {
    const states = [{ type: 'state', id: 'w1:9', at: at(12), offset: 0, state: 'paused' } as const];
    const { entries } = explainDay(rows({ spans: [span(0, 10), span(20, 30)], states }), day, rules);
    assert.deepEqual(entries[1]?.type === 'gap' && entries[1].reason, 'paused');
  });

  it('adds up to the total, without a hole or an overlap', () => {
    const minute = fc.integer({ min: 0, max: 300 });
    const made = fc.tuple(minute, fc.integer({ min: 1, max: 20 }));
    fc.assert(
      fc.property(fc.array(made), fc.array(made), (some, others) => {
        const all = rows({
          spans: some.map(([from, length]) => span(from, from + length)),
          runs: others.map(([from, length]) => run(from, from + length)),
        });
        const { entries, totalMs } = explainDay(all, day, rules);
        const segments = splitByDay(timelineOf(all, rules), 0).get(day) ?? [];
        assert.equal(totalMs, durationOf(segments));
        for (const [i, entry] of entries.entries()) if (i > 0) assert.equal(entry.start, entries[i - 1]?.end);
      }),
    );
  });
});
