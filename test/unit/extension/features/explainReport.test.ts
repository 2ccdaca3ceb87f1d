import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wrongSchema } from '../../../../src/extension/features/explain/wrong.ts';
import type { ExplainedDay } from '../../../../src/analytics/why/explained.ts';
import { figureSchema } from '../../../../src/core/views/figure.ts';
import { defaultTimeRules } from '../../../../src/core/rules/rules.ts';
import { translator } from '../../../../src/core/base/translate.ts';
import { withFakeVscode } from '../../../fakes/viewHost/withFakeVscode.ts';
import { root } from '../sourceText.ts';

const { explainReport } = await withFakeVscode(
  () => import('../../../../src/extension/features/explain/explainReport.ts'),
);

const day = '2026-11-20';
const nine = Date.UTC(2026, 10, 20, 9);
const hour = 3_600_000;
const doing = { kind: 'coding', source: 'editor', byBasis: {}, facts: 1, signals: 9, offset: 0 } as const;
const why: ExplainedDay = {
  day,
  totalMs: 2 * hour,
  dayMs: 3 * hour,
  entries: [
    { type: 'work', ...doing, start: nine, end: nine + hour, rule: 'edit', project: '/home/me/a|b', file: '[x](y).ts' },
    { type: 'gap', start: nine + hour, end: nine + 2 * hour, offset: 0, reason: 'idle' },
    { type: 'work', ...doing, start: nine + 2 * hour, end: nine + 3 * hour, rule: 'correction w:(1)' },
  ],
  corrections: [
    {
      id: 'w:(1)',
      at: nine,
      start: nine + 2 * hour,
      end: nine + 3 * hour,
      offset: 0,
      what: 'reassign',
      kind: 'coding',
    },
  ],
  commits: [],
  fixes: [],
  greens: [],
  tests: [],
  causes: {},
};
const report = (changes: Partial<ExplainedDay> = {}, figure = {}) =>
  explainReport({
    why: { ...why, ...changes },
    figure: { day, ...figure },
    rules: defaultTimeRules,
    t: translator(),
  });

/** Links as Markdown reads them: up to the first parenthesis that closes. */
function linksOf(text: string): { command: string; argument: unknown }[] {
  return Array.from(text.matchAll(/\]\(command:([\w.]+)(?:\?([^)]*))?\)/g), ([, command = '', query]) => {
    const given = query === undefined ? [] : (JSON.parse(decodeURIComponent(query)) as unknown[]);
    return { command, argument: given[0] };
  });
}

describe('the document of an account', () => {
  it('says the scheme of what is no plain file', () => {
    assert.doesNotMatch(report(), /Scheme/);
    const [first] = why.entries;
    assert.ok(first?.type === 'work');
    assert.match(report({ entries: [{ ...first, scheme: 'untitled' }] }), /Text was changed\. Scheme: untitled\./);
  });

  it('says why another program or a site is leisure', () => {
    const [first] = why.entries;
    assert.ok(first?.type === 'work');
    assert.match(report({ entries: [{ ...first, leisureBy: 'app' }] }), /This application counts as leisure unless/);
    assert.match(report({ entries: [{ ...first, leisureBy: 'site' }] }), /This site counts as leisure unless/);
    assert.doesNotMatch(report({ entries: [first] }), /counts as leisure unless/);
  });

  it('says what counted as thinking, why a pause did not, and by which limits', () => {
    const [first] = why.entries;
    assert.ok(first?.type === 'work');
    const thought = { ...first, byBasis: { observed: 57 * 60_000, thinking: 3 * 60_000 } };
    const gap = { type: 'gap', start: nine + hour, end: nine + hour + 300_000, offset: 0 } as const;
    const text = report({ entries: [thought, { ...gap, reason: 'seldom' }, { ...gap, reason: 'elsewhere' }] });
    assert.match(text, /3m of longer pauses, thinking or reading/);
    assert.match(text, /longer than the thinking limit of 4 min\. A pause of this length counts only if another/);
    assert.match(text, /you continued in another project\. This counts as thinking only in the same project/);
    assert.match(text, /up to 4 min counts as thinking, or up to 5 min if another such pause is within half an hour/);
  });

  it('joins what was done in one file without a break, and keeps what was corrected apart', () => {
    const [first, , last] = why.entries;
    assert.ok(first?.type === 'work' && last?.type === 'work');
    const { project, file } = first;
    const at = (minutes: number) => nine + minutes * 60_000;
    const parts = [
      { ...first, start: nine, end: at(1), byBasis: { observed: 40_000, gap: 20_000 } },
      {
        ...first,
        start: at(1),
        end: at(1.4),
        kind: 'reading',
        rule: 'soon-after-edit',
        byBasis: { observed: 4000, gap: 20_000 },
      },
      { ...first, start: at(1.4), end: at(2) },
      { ...first, start: at(2), end: at(3), file: 'other.ts' },
      { ...last, start: at(3), end: at(4), project: project!, file: file! },
    ] as const;
    const rows = report({ entries: parts, corrections: [] })
      .split('\n')
      .filter((line) => line.startsWith('| 09:'))
      .map((line) => line.split(' | ').slice(0, 4));
    assert.deepEqual(
      rows.map(([time, , duration]) => `${time} ${duration}`),
      ['| 09:00–09:02 2m', '| 09:02–09:03 1m', '| 09:03–09:04 1m'],
    );
    assert.match(rows[0]?.[1] ?? '', /^\*\*Coding, Reading\*\*/);
    assert.match(rows[0]?.[3] ?? '', /Text was changed\. .*27 interactions, 40s of short pauses/);
  });

  it('says seconds below a minute, and one time where two would be the same', () => {
    const [first] = why.entries;
    assert.ok(first?.type === 'work');
    const text = report({ entries: [{ ...first, end: nine + 24_000 }], corrections: [] });
    assert.match(text, /\n\| 09:00 \| .* \| 24s \| /);
  });

  it('says the same of one row and of its total, down to the second', () => {
    for (const ms of [200, 1400, 1600, 24_400, 59_300]) {
      const entry = { type: 'work', ...doing, start: nine, end: nine + ms, rule: 'edit' } as const;
      const text = report({ totalMs: ms, dayMs: ms, entries: [entry] });
      const [, total] = /^# .*: (\d+s)$/m.exec(text) ?? [];
      const shown = Math.max(1, Math.round(ms / 1000));
      assert.equal(total, `${shown}s`);
      if (ms >= 500) assert.match(text, new RegExp(`\\| ${shown}s \\|`));
    }
  });

  it('shows what rounds to 60 seconds as a minute', () => {
    const entry = { type: 'work', ...doing, start: nine, end: nine + 59_600, rule: 'edit' } as const;
    const text = report({ totalMs: 59_600, dayMs: 59_600, entries: [entry] });
    assert.match(text, /^# .*: 1m$/m);
    assert.match(text, /\| 1m \|/);
  });

  it('has links that its page lets through, each with what its command takes', () => {
    const pages = readFileSync(join(root, 'src/extension/features/explain/explainPages.ts'), 'utf8');
    const links = linksOf(report());
    assert.equal(links.length, 1 + 1 + 2 + 4 + 1);
    for (const { command, argument } of links) {
      assert.ok(pages.includes(`'${command}'`), command);
      if (command === 'daymark.correctTime') wrongSchema.parse(argument);
      if (command === 'daymark.explainDay') figureSchema.parse(argument);
    }
    assert.deepEqual(links.at(-1), { command: 'daymark.undoCorrection', argument: { day, id: 'w:(1)' } });
    const marks = links.flatMap(({ argument }) => (argument as { mark?: string } | undefined)?.mark ?? []);
    assert.deepEqual(marks, ['meeting', 'learning', 'break']);
  });

  it('says why a page counts for a project', () => {
    const page = { ...doing, type: 'work', start: nine, end: nine + hour, rule: 'reported', scheme: 'web' } as const;
    const of = (connection: 'repository' | 'between' | 'near') => report({ entries: [{ ...page, connection }] });
    assert.match(of('repository'), /names this repository, or an issue of this branch, so it counts for the project/);
    assert.match(of('between'), /between two stretches of work in this project/);
    assert.match(of('near'), /within 30 minutes of work in this project/);
  });

  it('says which rule of the person took a stretch out, and leads to it', () => {
    const gap = { type: 'gap', start: nine, end: nine + hour, offset: 0, reason: 'user 0' } as const;
    const userRules = [{ glob: '**/*.log', excluded: true }];
    const text = explainReport({
      why: { ...why, entries: [gap], corrections: [] },
      figure: { day },
      rules: { ...defaultTimeRules, userRules },
      t: translator(),
    });
    assert.ok(text.includes(String.raw`Your rule 1: \{"glob":"\*\*/\*.log","excluded":true\}`), text);
    assert.deepEqual(linksOf(text).at(-1), { command: 'daymark.changeTimeRules', argument: { change: 'rules' } });
  });

  it('shows names as they are, and never as Markdown', () => {
    const text = report();
    assert.ok(text.includes(String.raw`a\|b`));
    assert.ok(text.includes(String.raw`\[x\]\(y\).ts`));
  });

  it('says which figure of how much, and of a component its weight and its numbers', () => {
    const component = { id: 'focus', weight: 0.25, value: 0.5, facts: { unbrokenMinutes: 60, minutes: 120 } } as const;
    const text = report({ component: { ...component, facts: { ...component.facts, longestMinutes: 45 } } });
    assert.match(text, /^# 2026-11-20: 2h\n/);
    assert.match(text, /All 3h of/);
    assert.match(text, /Focus: 50 %, with a weight of 25 %/);
    assert.match(text, /1h of 2h in unbroken stretches, the longest 45m/);
  });

  it('leads to the rule of one’s own that decided', () => {
    const [entry] = why.entries;
    if (entry?.type !== 'work') throw new Error('the sample begins with work');
    const given = linksOf(report({ entries: [{ ...entry, rule: 'user 0', mapping: 1 }] })).map(
      ({ argument }) => argument,
    );
    assert.deepEqual(given.slice(3, 5), [{ change: 'rules' }, { change: 'projects' }]);
  });

  it('offers no correction of time that is not the person’s', () => {
    const [entry] = why.entries;
    if (entry?.type !== 'work') throw new Error('the sample begins with work');
    const text = report({ entries: [{ ...entry, rule: 'machine' }] }, { machine: true });
    assert.deepEqual(
      linksOf(text).filter(({ command }) => command === 'daymark.correctTime'),
      [],
    );
  });
});
