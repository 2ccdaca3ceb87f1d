import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { explainFigure } from '../../../../src/analytics/why/explain.ts';
import { splitByDay } from '../../../../src/analytics/days.ts';
import { durationOf } from '../../../../src/analytics/segment.ts';
import { timelineOf } from '../../../../src/analytics/timeline.ts';
import type { Figure } from '../../../../src/core/views/figure.ts';
import type { TimeRules } from '../../../../src/core/rules/rules.ts';
import type { Rows } from '../../../../src/analytics/rows.ts';
import { activity, at, day, rows, run, span, t } from '../given.ts';

const rules = { idleLimitMs: 120_000, dayStartsAt: 0 };
const explainDay = (all: Rows, of: TimeRules = rules, figure: Partial<Figure> = {}) =>
  explainFigure(all, { figure: { day, ...figure }, rules: of, t });
const edits = { typed: { edits: 3, added: 1, removed: 0 } };

describe('the account of a day', () => {
  it('tells stretches, what they are made of, their rules, and the gaps between', () => {
    const spans = [span(0, 10, { edits }), span(11, 20, { edits }), span(30, 40, { kind: 'reading' })];
    const { entries, totalMs } = explainDay(rows({ spans }));
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
    const { entries } = explainDay(rows({ spans, corrections, activities: [activity(35, 40)] }), {
      ...rules,
      userRules,
    });
    assert.deepEqual(
      entries.flatMap((one) => (one.type === 'work' ? one.rule : [])),
      ['correction c:1', 'user 0', 'logged', 'soon-after-edit'],
    );
  });

  it('names the rule that a span keeps, whatever its kind and counts suggest, and says what another program reported', () => {
    const place = { language: 'python', file: 'a.ipynb' };
    const spans = [
      span(0, 10, { ...place, edits, rule: 'cell-run' }),
      span(20, 30, { kind: 'other', rule: 'elsewhere' }),
      span(40, 50, { source: 'hub', scheme: 'vim' }),
    ];
    const { entries } = explainDay(rows({ spans }));
    assert.deepEqual(
      entries.flatMap((one) => (one.type === 'work' ? one.rule : [])),
      ['cell-run', 'elsewhere', 'reported'],
    );
  });

  it('tells a command from keys that were pressed after it', () => {
    const terminal = { kind: 'terminal', source: 'terminal' } as const;
    const spans = [span(0, 10, terminal), span(20, 30, terminal)];
    const { entries } = explainDay(rows({ spans, runs: [run(5, 6, { source: 'terminal' })] }));
    assert.deepEqual(
      entries.flatMap((one) => (one.type === 'work' ? one.rule : [])),
      ['terminal-run', 'terminal-use'],
    );
  });

  it('tells settings, searches and output from other files', () => {
    const spans = [
      span(0, 10, { kind: 'other' }),
      span(20, 30, { kind: 'reading', language: 'search-result' }),
      span(40, 50, { kind: 'reading' }),
    ];
    const { file, language, ...output } = span(60, 70, { kind: 'reading' });
    const { file: none, ...elsewhere } = span(80, 90, { kind: 'other' });
    assert.ok(file && language && none);
    assert.deepEqual(
      explainDay(rows({ spans: [...spans, output, elsewhere] })).entries.flatMap((one) =>
        one.type === 'work' ? one.rule : [],
      ),
      ['settings', 'search-results', 'look', 'output', 'elsewhere'],
    );
  });

  it('says the scheme of what is no plain file, apart from what is', () => {
    const spans = [span(0, 10), span(10, 20, { scheme: 'vscode-notebook-cell' }), span(20, 30, { scheme: 'untitled' })];
    const { entries } = explainDay(rows({ spans }));
    assert.deepEqual(
      entries.map((one) => (one.type === 'work' ? one.scheme : one.type)),
      [undefined, 'vscode-notebook-cell', 'untitled'],
    );
  });

  it('says where tracking was paused', () => {
    const states = [{ type: 'state', id: 'w1:9', at: at(12), offset: 0, state: 'paused' } as const];
    const { entries } = explainDay(rows({ spans: [span(0, 10), span(20, 30)], states }));
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
        const { entries, totalMs } = explainDay(all);
        const segments = splitByDay(timelineOf(all, rules), 0).get(day) ?? [];
        assert.equal(totalMs, durationOf(segments));
        for (const [i, entry] of entries.entries()) if (i > 0) assert.equal(entry.start, entries[i - 1]?.end);
      }),
    );
  });

  describe('narrowed to a figure', () => {
    const spans = [
      span(0, 10),
      span(11, 20, { project: '/home/me/site', language: 'css', kind: 'reading' }),
      span(30, 40),
      span(41, 50, { project: '/home/me/site' }),
    ];
    const works = (figure: Partial<Figure>) =>
      explainDay(rows({ spans }), rules, figure).entries.map(({ type, start, end }) => [
        type,
        (start - at(0)) / 60_000,
        (end - at(0)) / 60_000,
      ]);

    it('has what it counts, and the gaps that might have counted for it', () => {
      assert.deepEqual(works({ project: 'site' }), [
        ['work', 11, 20],
        ['gap', 20, 30],
        ['work', 41, 50],
      ]);
      assert.deepEqual(works({ project: '/home/me/shop' }), [
        ['work', 0, 11],
        ['work', 30, 41],
      ]);
      assert.deepEqual(works({ language: 'css' }), [
        ['work', 11, 20],
        ['gap', 20, 30],
      ]);
      assert.deepEqual(works({ kind: 'reading', project: 'me/site' }), works({ language: 'css' }));
      assert.deepEqual(works({ project: 'te' }), []);
    });

    it('is cut at its ends', () => {
      assert.deepEqual(works({ from: at(5), to: at(25) }), [
        ['work', 5, 11],
        ['work', 11, 20],
        ['gap', 20, 25],
      ]);
    });

    it('has what has no name by the words of the dashboard, and by null', () => {
      const logged = rows({ spans, activities: [activity(60, 70)] });
      for (const project of ['No project', null])
        assert.equal(explainDay(logged, rules, { project }).totalMs, 10 * 60_000);
    });

    it('has the corrections of its time, those by which it lost time included, and no others', () => {
      const what = { type: 'document', collection: 'corrections', rev: 1, offset: 0, at: 1 } as const;
      const corrections = [
        { ...what, id: 'c:1', start: at(0), end: at(10), body: '{"what":"exclude"}' },
        { ...what, id: 'c:2', start: at(12), end: at(14), body: '{"what":"reassign","project":"/home/me/shop"}' },
      ];
      const ids = (figure: Partial<Figure>) =>
        explainDay(rows({ spans, corrections }), rules, figure).corrections.map(({ id }) => id);
      assert.deepEqual(ids({ project: 'site' }), ['c:2']);
      assert.deepEqual(ids({ project: 'shop' }), ['c:1', 'c:2']);
      assert.deepEqual(ids({ from: at(30), to: at(40) }), []);
    });

    it("is the machine's time where that is asked", () => {
      const all = rows({ spans, runs: [run(100, 110)] });
      const { entries, totalMs } = explainDay(all, rules, { machine: true });
      assert.equal(totalMs, 10 * 60_000);
      assert.deepEqual(
        entries.map((one) => one.type === 'work' && one.rule),
        ['machine'],
      );
    });

    it('adds up: the figures of all kinds, projects or languages are the day', () => {
      const made = fc.tuple(
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom('coding' as const, 'reading' as const),
        fc.constantFrom('/home/me/shop', '/home/me/site'),
      );
      fc.assert(
        fc.property(fc.array(made), (some) => {
          const all = rows({
            spans: some.map(([from, length, kind, project]) => span(from, from + length, { kind, project })),
          });
          const msOf = (figure: Partial<Figure>) => explainDay(all, rules, figure).totalMs;
          assert.equal(msOf({ kind: 'coding' }) + msOf({ kind: 'reading' }), msOf({}));
          assert.equal(msOf({ project: 'shop' }) + msOf({ project: 'site' }), msOf({}));
          assert.equal(msOf({ to: at(100) }) + msOf({ from: at(100) }), msOf({}));
        }),
      );
    });
  });
});
