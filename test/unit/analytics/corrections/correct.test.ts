import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { activityKinds } from '../../../../src/core/facts/activity.ts';
import type { CorrectionBody } from '../../../../src/core/facts/corrections.ts';
import type { DocumentFact, SpanFact } from '../../../../src/core/facts/facts.ts';
import { LiveDay } from '../../../../src/analytics/liveDay.ts';
import { durationOf } from '../../../../src/analytics/segment.ts';
import { timelineOf } from '../../../../src/analytics/timeline.ts';
import { at, context, nine, rows, shown, span } from '../given.ts';

const rules = { idleLimitMs: 120_000, dayStartsAt: 0 };
let made = 0;

function correction(from: number, to: number, body: CorrectionBody): DocumentFact {
  const what = { type: 'document', collection: 'corrections', rev: 1, offset: 0 } as const;
  made++;
  return { ...what, id: `w1:c${made}`, at: nine + made, start: at(from), end: at(to), body: JSON.stringify(body) };
}

const day = [span(0, 30), span(40, 60, { project: '/b', kind: 'reading' })];
const timeline = (...corrections: DocumentFact[]) => shown(timelineOf(rows({ spans: day, corrections }), rules));

describe('a correction', () => {
  it('excludes a range', () => {
    assert.deepEqual(timeline(correction(10, 50, { what: 'exclude' })), ['0-10 coding', '50-60 reading']);
  });

  it('reassigns a part, which splits it', () => {
    const corrections = [correction(10, 20, { what: 'reassign', kind: 'learning', project: '/c' })];
    const segments = timelineOf(rows({ spans: day, corrections }), rules);
    assert.deepEqual(shown(segments), ['0-10 coding', '10-20 learning', '20-30 coding', '40-60 reading']);
    assert.deepEqual(
      segments.map(({ project }) => project),
      ['/home/me/shop', '/c', '/home/me/shop', '/b'],
    );
  });

  it('says what it is: its rule, and that of a page which stays in its project', () => {
    const page = (changes: object) => ({
      ...span(32, 38, { source: 'hub', scheme: 'web', file: 'go.dev', kind: 'learning' }),
      ...changes,
    });
    const { project: _, branch: __, language: ___, ...visit } = page({});
    const of = (body: CorrectionBody) => {
      const spans = [...day, visit as SpanFact];
      const one = correction(31, 39, body);
      const found = timelineOf(rows({ spans, corrections: [one] }), rules).find(({ file }) => file === 'go.dev');
      return [found?.kind, found?.project, found?.connection, found?.ruledBy === `correction ${one.id}`];
    };
    assert.deepEqual(of({ what: 'reassign', kind: 'reading' }), ['reading', '/home/me/shop', 'near', true]);
    assert.deepEqual(of({ what: 'reassign', project: '/c' }), ['learning', '/c', undefined, true]);
    const [marked] = timelineOf(
      rows({ corrections: [correction(0, 5, { what: 'mark', kind: 'meeting', project: '/c' })] }),
      rules,
    );
    assert.deepEqual(
      [marked?.kind, marked?.project, marked?.source, marked?.basis, marked?.file],
      ['meeting', '/c', 'manual', 'manual', undefined],
    );
  });

  it('marks a gap, and nothing but the gap', () => {
    const marked = timeline(correction(20, 50, { what: 'mark', kind: 'meeting' }));
    assert.deepEqual(marked, ['0-30 coding', '30-40 meeting', '40-60 reading']);
  });

  it('marks a break, which counts no time', () => {
    assert.deepEqual(timeline(correction(30, 40, { what: 'mark', kind: 'break' })), timeline());
  });

  it('has the last word over those made before it', () => {
    const exclude = correction(0, 60, { what: 'exclude' });
    const mark = correction(0, 10, { what: 'mark', kind: 'meeting' });
    assert.deepEqual(timeline(mark, exclude), ['0-10 meeting']);
  });

  it('that was taken back, or is not understood, corrects nothing', () => {
    const exclude = correction(0, 60, { what: 'exclude' });
    assert.deepEqual(timeline({ ...exclude, deleted: true }), timeline());
    assert.deepEqual(timeline({ ...exclude, body: '{"what":"more"}' }, { ...exclude, body: 'no' }), timeline());
  });

  it('is known at once to the running total of today, and when it is taken back', () => {
    const live = new LiveDay(rows({ spans: day }));
    const before = live.today(context()).totalMs;
    const exclude = correction(0, 30, { what: 'exclude' });
    live.apply(exclude);
    assert.equal(live.today(context()).totalMs, before - 30 * 60_000);
    live.apply({ ...exclude, rev: 2, deleted: true });
    assert.equal(live.today(context()).totalMs, before);
  });
});

describe('laws of corrections', () => {
  const minute = fc.integer({ min: 0, max: 100 });
  const body: fc.Arbitrary<CorrectionBody> = fc.oneof(
    fc.constant({ what: 'exclude' } as const),
    fc.record({ what: fc.constant('reassign' as const), kind: fc.constantFrom(...activityKinds) }),
    fc.record({ what: fc.constant('mark' as const), kind: fc.constantFrom(...activityKinds) }),
  );
  const corrections = fc.array(
    fc
      .tuple(minute, fc.integer({ min: 1, max: 40 }), body)
      .map(([from, length, one]) => correction(from, from + length, one)),
    { maxLength: 6 },
  );
  const spans = fc.array(
    fc.tuple(minute, fc.integer({ min: 0, max: 20 })).map(([from, length]) => span(from, from + length)),
    { maxLength: 10 },
  );

  it('segments stay in order and apart', () => {
    fc.assert(
      fc.property(spans, corrections, (all, some) => {
        let until = Number.NEGATIVE_INFINITY;
        for (const { start, end } of timelineOf(rows({ spans: all, corrections: some }), rules)) {
          assert.ok(start >= until && end > start);
          until = end;
        }
      }),
    );
  });

  it('recomputing twice changes nothing, in whatever order the facts come; taking all back restores what was', () => {
    fc.assert(
      fc.property(spans, corrections, (all, some) => {
        const once = timelineOf(rows({ spans: all, corrections: some }), rules);
        assert.deepEqual(timelineOf(rows({ spans: all.toReversed(), corrections: some.toReversed() }), rules), once);
        assert.deepEqual(timelineOf(rows({ spans: all, corrections: some }), rules), once);
        const back = some.map((one) => ({ ...one, rev: 2, deleted: true }));
        assert.deepEqual(
          timelineOf(rows({ spans: all, corrections: back }), rules),
          timelineOf(rows({ spans: all }), rules),
        );
      }),
    );
  });

  it('no reassignment changes the total, no exclusion raises it, no mark lowers it', () => {
    fc.assert(
      fc.property(spans, minute, body, (all, from, one) => {
        const before = durationOf(timelineOf(rows({ spans: all }), rules));
        const corrected = rows({ spans: all, corrections: [correction(from, from + 15, one)] });
        const change = durationOf(timelineOf(corrected, rules)) - before;
        const isRight = { exclude: change <= 0, reassign: change === 0, mark: change >= 0 };
        assert.ok(isRight[one.what], `${one.what}: ${change}`);
      }),
    );
  });
});
