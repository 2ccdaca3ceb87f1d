import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { explainFigure } from '../../../../src/analytics/why/explain.ts';
import type { Figure } from '../../../../src/core/views/figure.ts';
import type { CorrectionBody } from '../../../../src/core/facts/corrections.ts';
import type { DocumentFact, SpanFact } from '../../../../src/core/facts/facts.ts';
import type { UserRule } from '../../../../src/core/rules/userRules.ts';
import { at, day, rows, span, t } from '../given.ts';

const correction = (from: number, to: number, body: CorrectionBody): DocumentFact => {
  const what = { type: 'document', collection: 'corrections', rev: 1, offset: 0, at: to } as const;
  return { ...what, id: `c:${from}`, start: at(from), end: at(to), body: JSON.stringify(body) };
};

interface Given {
  readonly spans: readonly SpanFact[];
  readonly corrections?: readonly DocumentFact[];
  readonly userRules?: readonly UserRule[];
  readonly figure?: Partial<Figure>;
}

/** Work and gaps in minutes after nine, and the reason of each gap. */
function told({ spans, corrections = [], userRules = [], figure = {} }: Given): unknown[] {
  const rules = { idleLimitMs: 120_000, dayStartsAt: 0, userRules };
  const { entries } = explainFigure(rows({ spans, corrections }), { figure: { day, ...figure }, rules, t });
  return entries.map((one) => [
    (one.start - at(0)) / 60_000,
    (one.end - at(0)) / 60_000,
    one.type === 'gap' ? one.reason : 'work',
  ]);
}

describe('the gaps of a day', () => {
  it('are cut where someone excluded a part of them: the rest has its own reason', () => {
    const spans = [span(0, 10), span(30, 40), span(60, 70)];
    assert.deepEqual(told({ spans, corrections: [correction(30, 40, { what: 'exclude' })] }), [
      [0, 10, 'work'],
      [10, 30, 'idle'],
      [30, 40, 'excluded'],
      [40, 60, 'idle'],
      [60, 70, 'work'],
    ]);
  });

  it('say what a mark said of them, and what the last correction said of both', () => {
    const spans = [span(0, 10), span(60, 70)];
    const corrections = [
      correction(10, 60, { what: 'mark', kind: 'break' }),
      correction(20, 61, { what: 'exclude' }),
      correction(40, 62, { what: 'mark', kind: 'meeting' }),
    ];
    assert.deepEqual(told({ spans, corrections }), [
      [0, 10, 'work'],
      [10, 20, 'break'],
      [20, 40, 'excluded'],
      [40, 61, 'work'],
      [61, 70, 'work'],
    ]);
  });

  it('name the rule of the person that excluded what was there, joined as it was seen', () => {
    const spans = [span(0, 10), span(10, 12, { language: 'sql' }), span(13, 20, { language: 'sql' }), span(30, 40)];
    const userRules = [
      { language: 'css', kind: 'planning' as const },
      { language: 'sql', excluded: true },
    ];
    assert.deepEqual(told({ spans, userRules }), [
      [0, 10, 'work'],
      [10, 20, 'user 1'],
      [20, 30, 'idle'],
      [30, 40, 'work'],
    ]);
  });

  it('are told before the first work and after the last where they were excluded, and of a day of nothing else', () => {
    const spans = [span(0, 10), span(30, 40), span(60, 70, { language: 'sql' })];
    const corrections = [correction(0, 10, { what: 'exclude' })];
    const userRules = [{ language: 'sql', excluded: true }];
    assert.deepEqual(told({ spans, corrections, userRules }), [
      [0, 10, 'excluded'],
      [10, 30, 'idle'],
      [30, 40, 'work'],
      [40, 60, 'idle'],
      [60, 70, 'user 0'],
    ]);
    assert.deepEqual(told({ spans: spans.slice(0, 1), corrections }), [[0, 10, 'excluded']]);
  });

  it('follow what a figure counts, all of them up to the next work', () => {
    const site = { project: '/home/me/site' };
    const spans = [span(0, 10, site), span(30, 40, site), span(60, 70), span(90, 95)];
    const corrections = [correction(30, 40, { what: 'exclude' })];
    assert.deepEqual(told({ spans, corrections, figure: { project: 'site' } }), [
      [0, 10, 'work'],
      [10, 30, 'idle'],
      [30, 40, 'excluded'],
      [40, 60, 'idle'],
    ]);
  });

  it('leave no hole and no overlap, whatever was excluded', () => {
    const stretch = fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 30 }), fc.constantFrom('typescript', 'sql'));
    const body = fc.constantFrom<CorrectionBody>(
      { what: 'exclude' },
      { what: 'mark', kind: 'break' },
      { what: 'mark', kind: 'meeting' },
    );
    fc.assert(
      fc.property(fc.array(stretch), fc.array(fc.tuple(stretch, body)), (some, others) => {
        const spans = some.map(([from, length, language]) => span(from, from + length, { language }));
        const corrections = others.map(([[from, length], one], i) => ({
          ...correction(from, from + length, one),
          id: `c:${i}`,
        }));
        const userRules = [{ language: 'sql', excluded: true }];
        const rules = { idleLimitMs: 120_000, dayStartsAt: 0, userRules };
        const { entries } = explainFigure(rows({ spans, corrections }), { figure: { day }, rules, t });
        for (const [i, entry] of entries.entries()) {
          assert.ok(entry.end > entry.start);
          if (i > 0) assert.equal(entry.start, entries[i - 1]?.end);
        }
      }),
    );
  });
});
