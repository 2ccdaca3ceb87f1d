import assert from 'node:assert/strict';
import type { ExplainedDay } from '../../../../src/analytics/why/explained.ts';
import { commandLink } from '../../../../src/core/base/markdown.ts';
import { translator } from '../../../../src/core/base/translate.ts';
import type { Correction } from '../../../../src/core/facts/corrections.ts';
import { defaultTimeRules, type TimeRules } from '../../../../src/core/rules/rules.ts';
import type { Figure } from '../../../../src/core/views/figure.ts';
import { withFakeVscode } from '../../../fakes/viewHost/withFakeVscode.ts';

const { correctionText, explainReport, whyOf, figureName } = await withFakeVscode(async () => ({
  ...(await import('../../../../src/extension/features/explain/explainReport.ts')),
  ...(await import('../../../../src/extension/features/explain/figureName.ts')),
}));

const t = translator();
const day = '2026-11-20';
const minute = 60_000;
const nine = Date.UTC(2026, 10, 20, 9);
const work = {
  type: 'work',
  kind: 'coding',
  source: 'editor',
  byBasis: {},
  facts: 1,
  signals: 0,
  offset: 0,
  rule: 'edit',
} as const;
const gap = { type: 'gap', start: nine, end: nine + 10 * minute, offset: 0 } as const;
const nothing: ExplainedDay = {
  day,
  totalMs: 0,
  dayMs: 0,
  entries: [],
  corrections: [],
  commits: [],
  fixes: [],
  greens: [],
  tests: [],
  causes: {},
};
const report = (change: Partial<ExplainedDay> = {}, figure: Partial<Figure> = {}, rules: Partial<TimeRules> = {}) =>
  explainReport({
    why: { ...nothing, ...change },
    figure: { day, ...figure },
    rules: { ...defaultTimeRules, ...rules },
    t,
  }).split('\n\n');
/** The cells of the only row. */
const cells = (entry: object, rules: Partial<TimeRules> = {}): string[] => {
  const table =
    report({ entries: [entry as never] }, {}, rules).find((text) => text.startsWith('| Time')) ?? assert.fail();
  return (table.split('\n')[2] ?? '').split(' | ').map((cell) => cell.replace(/^\| | \|$/g, ''));
};
const change = (text: string, of: string): string => commandLink(text, 'daymark.changeTimeRules', { change: of });
const wrong = (text: string, of: object): string => commandLink(text, 'daymark.correctTime', { day, ...of });

describe('the parts of an account', () => {
  it('say the rules, and that nothing was recorded', () => {
    const undo = 'You can undo every correction. None changes what was recorded.';
    const rules = commandLink('Change the rules', 'daymark.changeTimeRules');
    assert.deepEqual(report(), [
      '# 2026-11-20: 0m',
      `Gaps of up to 2 min count; after reading, up to 5 min in the same file. When you continue in the same project, a gap of up to 4 min counts as thinking, or up to 5 min if another such pause is within half an hour. ${rules}`,
      'Nothing was recorded on this day.',
      undo,
    ]);
    const own = { glob: '**', excluded: true };
    const { idleLimitMs, dayStartsAt } = defaultTimeRules;
    const text = (change: Partial<TimeRules>) =>
      explainReport({ why: nothing, figure: { day }, rules: { idleLimitMs, dayStartsAt, ...change }, t }).split(
        '\n\n',
      )[1];
    const gaps = 'Gaps of up to 2 min count; after reading, up to 2 min in the same file.';
    assert.equal(text({}), `${gaps} ${rules}`, 'no thinking');
    assert.equal(text({ thinkingLimitMs: 120_000 }), `${gaps} ${rules}`, 'no more than the idle limit');
    assert.equal(text({ userRules: [own] }), `${gaps} One of your own rules applies. ${rules}`);
    assert.equal(text({ userRules: [own, own] }), `${gaps} 2 of your own rules apply. ${rules}`);
    assert.equal(text({ readingLimitMs: 60_000 }), `${gaps} ${rules}`, 'reading is never shorter');
    assert.match(text({ readingLimitMs: 150_000 }) ?? '', /up to 2\.5 min in the same file/);
    assert.deepEqual(
      report({}, { machine: true })[1],
      'Builds, tests, commands, and tools that ran while you were away.',
    );
  });

  it('say how much of the day a figure is, in seconds below a minute', () => {
    for (const [totalMs, text] of [
      [1, '1s'],
      [1499, '1s'],
      [59_400, '59s'],
      [minute, '1m'],
      [0, '0m'],
    ] as const)
      assert.equal(report({ totalMs, dayMs: totalMs })[0], `# 2026-11-20: ${text}`);
    assert.equal(
      report({ totalMs: minute, dayMs: 2 * minute })[1],
      commandLink('All 2m of 2026-11-20', 'daymark.explainDay', { day }),
    );
  });

  it('name a figure by what narrows it', () => {
    const name = (figure: Partial<Figure>, offset?: number) => figureName({ day, ...figure }, t, offset);
    assert.equal(name({}), day);
    for (const [figure, text] of [
      [{ machine: true }, 'machine time'],
      [{ component: 'focus' }, 'Focus'],
      [{ kind: 'coding' }, 'Coding'],
      [{ source: 'editor' }, 'editor'],
      [{ project: '/home/ada/shop' }, 'shop'],
      [{ project: null }, 'No project'],
      [{ language: 'typescript' }, 'TypeScript'],
      [{ language: null }, 'No language'],
      [{ file: 'a.ts' }, 'a.ts'],
      [{ file: null }, 'No file'],
      [{ branch: 'main' }, 'main'],
      [{ branch: null }, 'No branch'],
    ] as [Partial<Figure>, string][])
      assert.equal(name(figure), `${day} · ${text}`);
    assert.equal(name({ from: nine, to: nine + minute }, 60), `${day} · 10:00–10:01`);
    assert.equal(name({ from: nine }, 0), `${day} · 09:00–`);
    assert.equal(name({ to: nine }, 0), `${day} · –09:00`);
    assert.equal(name({ from: nine }), day, 'not without an offset');
    assert.equal(name({ project: '/a/b', kind: 'coding' }), `${day} · Coding · b`);
  });

  it('say of a stretch when, what, how long, and why', () => {
    const entry = { ...work, start: nine, end: nine + 90_000, project: '/a/shop', file: 'x_y.ts', signals: 1 };
    assert.deepEqual(cells(entry), [
      '09:00–09:01',
      '**Coding** · shop · x\\_y\\.ts',
      '1.5m',
      'Text was changed. \\(1 interaction\\)',
      wrong('This is wrong', { start: nine, end: nine + 90_000 }),
    ]);
    const bare = { ...work, start: nine, end: nine + minute };
    assert.deepEqual(cells(bare).slice(0, 4), ['09:00–09:01', '**Coding**', '1m', 'Text was changed.']);
    assert.deepEqual(cells({ ...bare, end: nine + 59_500 }).slice(0, 3), ['09:00', '**Coding**', '1m']);
    assert.equal(cells({ ...bare, scheme: 'git' })[3], 'Text was changed. Scheme: git.');
    const byBasis = { observed: 1, gap: 5000, thinking: 2 * minute, waiting: 3 * minute };
    assert.equal(
      cells({ ...bare, signals: 2, byBasis })[3],
      'Text was changed. \\(2 interactions, 5s of short pauses, 2m of longer pauses, thinking or reading, 3m waiting for a run, a tool, or the window\\)',
    );
    assert.equal(cells({ ...bare, byBasis: { gap: 0 } })[3], 'Text was changed.');
  });

  it('say of a stretch which mapping decided its project, and lead to it', () => {
    const entry = { ...work, start: nine, end: nine + minute, mapping: 1 };
    const projects = [
      { folder: '/x', project: 'X' },
      { name: 'y', project: 'Y' },
    ];
    const [, , , why, links] = cells(entry, { projects });
    assert.equal(
      why,
      'Text was changed. Project by rule 2 of \\`daymark.projects\\`: \\{"name":"y","project":"Y"\\}'.replace(
        'daymark.',
        'daymark\\.',
      ),
    );
    assert.equal(
      links,
      `${wrong('This is wrong', { start: nine, end: nine + minute })}, ${change('change your project rules', 'projects')}`,
    );
    assert.match(cells(entry)[3] ?? '', /: \\\{\\\}$/, 'a mapping that is gone');
    const ruled = { ...entry, mapping: undefined, rule: 'user 0' };
    assert.match(cells(ruled, { userRules: [{ glob: 'g', excluded: true }] })[4] ?? '', new RegExp('change your rule'));
    assert.doesNotMatch(cells({ ...entry, mapping: undefined })[4] ?? '', /change/);
  });

  it('say which rule decided', () => {
    for (const [rule, text] of [
      ['logged', 'You logged it.'],
      ['machine', 'It ran while you were away: machine time, never part of yours.'],
      ['tool', 'A tool changed files while you were away: machine time, never part of yours.'],
      ['correction x', 'You corrected it.'],
      ['look', 'A document was viewed and not changed.'],
      ['user 1', 'Your rule 2: {"glob":"g"}'],
      ['user 9', 'Your rule 10: {}'],
    ] as const)
      assert.equal(whyOf({ rule }, { ...defaultTimeRules, userRules: [{ glob: 'f' }, { glob: 'g' }] }, t), text);
    for (const rule of ['machine', 'tool'])
      assert.equal(
        cells({ ...work, start: nine, end: nine + minute, rule })[4],
        '',
        'time of a machine is not corrected',
      );
  });

  it('say of a gap why it does not count, and how to say what it was', () => {
    const link = (text: string, mark?: string) =>
      wrong(text, { start: gap.start, end: gap.end, ...(mark && { mark }) });
    const marks = [
      link('Meeting', 'meeting'),
      link('Learning', 'learning'),
      link('Break', 'break'),
      link('something else'),
    ].join(', ');
    for (const [reason, text] of [
      ['idle', 'No activity for longer than the limit.'],
      [
        'elsewhere',
        'No activity, then you continued in another project. This counts as thinking only in the same project.',
      ],
      [
        'seldom',
        'No activity for longer than the thinking limit of 4 min. A pause of this length counts only if another one follows within half an hour.',
      ],
      ['excluded', 'You excluded it.'],
      ['break', 'You said that this was a break.'],
      ['paused', 'Tracking was paused.'],
    ])
      assert.deepEqual(cells({ ...gap, reason }), ['09:00–09:10', '*gap*', '(10m)', text, marks]);
    assert.match(
      cells({ ...gap, reason: 'seldom' }, { thinkingLimitMs: undefined as never })[3] ?? '',
      /limit of 0 min/,
    );
    const ruled = cells({ ...gap, reason: 'user 0' }, { userRules: [{ glob: 'g', excluded: true }] });
    assert.deepEqual(ruled.slice(3), [
      'Your rule 1: \\{"glob":"g","excluded":true\\}',
      `${marks}, ${change('change your rule', 'rules')}`,
    ]);
  });

  it('list corrections, each with a way back', () => {
    const base = { id: 'c', at: nine, start: nine, end: nine + minute, offset: 60 };
    const texts: [Correction, string][] = [
      [{ ...base, what: 'exclude' }, '10:00–10:01: excluded'],
      [{ ...base, what: 'mark', kind: 'meeting' }, '10:00–10:01: was Meeting'],
      [{ ...base, what: 'reassign', kind: 'coding', project: 'a_b' }, '10:00–10:01: reassigned to Coding, a\\_b'],
      [{ ...base, what: 'reassign', project: 'shop' }, '10:00–10:01: reassigned to shop'],
    ] as [Correction, string][];
    for (const [correction, text] of texts) {
      assert.equal(correctionText(correction, t), text);
      assert.deepEqual(report({ corrections: [correction] }).slice(3, 5), [
        '## Corrections',
        `- ${text} ${commandLink('Undo', 'daymark.undoCorrection', { day, id: 'c' })}`,
      ]);
    }
  });
});
