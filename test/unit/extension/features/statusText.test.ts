import assert from 'node:assert/strict';
import type { Score } from '../../../../src/core/views/views.ts';
import type { StatusInput } from '../../../../src/extension/features/statusBar/statusText.ts';
import type { TodayTotal } from '../../../../src/extension/today.ts';
import { withFakeVscode } from '../../../fakes/viewHost/withFakeVscode.ts';

const { statusText, statusTooltip } = await withFakeVscode(
  () => import('../../../../src/extension/features/statusBar/statusText.ts'),
  new URL('../../../fakes/window/vscode.ts', import.meta.url).href,
);

const day = '2026-11-20';
const hour = 3_600_000;
const part = (id: string, value: number | null) => ({ id, value });
const components = [part('focus', 0.726), part('flow', null)] as unknown as Score['components'];
const share = (name: string, hours: number) => ({ name, ms: hours * hour });
const total = (change: object = {}, today: object = {}): TodayTotal =>
  ({
    today: { day, totalMs: 2 * hour, goalMs: 6 * hour, byProject: [], byLanguage: [], ...today },
    score: { value: 71, components },
    demo: false,
    ...change,
  }) as unknown as TodayTotal;
const input = (change: Partial<StatusInput> = {}): StatusInput => ({
  total: total(),
  state: 'on',
  sensors: [],
  now: 0,
  goals: [],
  ...change,
});
const why = (text: string, figure: object = {}): string => {
  const query = encodeURIComponent(JSON.stringify([{ day, ...figure }]));
  return `<a href="command:daymark.explainDay?${query}">${text}</a>`;
};
const command = (text: string, id: string): string => `<a href="command:daymark.${id}">${text}</a>`;

describe('the status bar', () => {
  it('shows the score and the time, and says them', () => {
    for (const [change, text, label] of [
      [{}, '$(pulse) 71 · 2h', 'Daymark, score 71 of 100, 2h today'],
      [{ total: total({ score: { value: null, components } }) }, '$(pulse) 2h', 'Daymark, no score yet, 2h today'],
      [{ total: total({ score: { value: 0, components } }) }, '$(pulse) 0 · 2h', 'Daymark, score 0 of 100, 2h today'],
      [
        { total: total({ demo: true }) },
        '$(pulse) 71 · 2h · demo data',
        'Daymark, score 71 of 100, 2h today, demo data',
      ],
      [{ total: undefined }, '$(pulse) Daymark', 'Daymark, no score yet'],
      [{ state: 'paused' }, '$(debug-pause) Daymark paused', 'Daymark paused'],
      [{ state: 'paused-all' }, '$(debug-pause) Daymark paused everywhere', 'Daymark paused everywhere'],
    ] as [Partial<StatusInput>, string, string][])
      assert.deepEqual(statusText(input(change)), { text, label });
  });

  /** The paragraphs of the tooltip. */
  const tooltip = (change: Partial<StatusInput> = {}): string[] => {
    const { value } = statusTooltip(input(change));
    return Array.from(value.matchAll(/<p>(.*?)<\/p>|<hr>/g), ([all, paragraph = all]) => paragraph);
  };

  it('explains them in its tooltip, with links to what they rest on', () => {
    assert.deepEqual(tooltip(), [
      `<b>Score 71</b> &nbsp; ${why('2h of 6h today')}`,
      `${why('Focus 73', { component: 'focus' })} &nbsp;·&nbsp; ${why('Flow –', { component: 'flow' })}`,
      '$(record-small) Tracking 0 of 0 signals, kept on this machine',
      '<hr>',
      [
        command('Dashboard', 'showDashboard'),
        command('Log Activity', 'logActivity'),
        command('Generate Plan', 'generatePlan'),
        command('Pause', 'pause'),
        command('Health', 'health'),
      ].join(' &nbsp;·&nbsp; '),
    ]);
    assert.equal(
      tooltip({ total: total({ score: { value: null, components } }, { goalMs: 0 }) })[0],
      `<b>No score yet</b> &nbsp; ${why('2h today')}`,
      'a day off has no goal',
    );
    assert.equal(tooltip({ total: total({ demo: true }) })[0], '$(beaker) <b>Demo data: made up, not yours.</b>');
  });

  it('lets its links run, and no other command', () => {
    const enabled = (change: Partial<StatusInput>) => {
      const { isTrusted } = statusTooltip(input(change));
      return typeof isTrusted === 'object' ? isTrusted.enabledCommands : [];
    };
    const always = ['daymark.explainDay', 'daymark.showDashboard', 'daymark.logActivity', 'daymark.generatePlan'];
    assert.deepEqual(enabled({}), [...always, 'daymark.pause', 'daymark.health']);
    assert.deepEqual(enabled({ state: 'paused' }), [...always, 'daymark.resume', 'daymark.health']);
  });

  it('lists the four largest projects and languages of the day', () => {
    const byProject = ['/a/one', '/b/two', '/c/three', '/d/four', '/e/five'].map((name) => share(name, 1));
    const [, , projects, languages] = tooltip({
      total: total({}, { byProject, byLanguage: [share('typescript', 2)] }),
    });
    assert.equal(
      projects,
      `Projects: ${['one', 'two', 'three', 'four'].map((name, at) => why(`${name} 1h`, { project: byProject[at]?.name })).join(', ')}`,
    );
    assert.equal(languages, `Languages: ${why('TypeScript 2h', { language: 'typescript' })}`);
  });

  it('shows names as they are, in one line of HTML that VS Code need not parse', () => {
    const names = ['/a/<img src=x>"&', '/a/$(bell)', '/a/two\n\n[lines](command:x)', '/a/\u202Eback'];
    const { value, supportHtml } = statusTooltip(
      input({ total: total({}, { byProject: names.map((name) => share(name, 1)) }) }),
    );
    assert.equal(supportHtml, true);
    assert.match(value, /^<p>[^\n]*$/);
    for (const shown of [
      '>&lt;img src=x>&quot;&amp; 1h<',
      '>&#36;(bell) 1h<',
      '>two [lines](command:x) 1h<',
      '>back 1h<',
    ])
      assert.ok(value.includes(shown), shown);
    const links = Array.from(value.matchAll(/<a href="([^"]*)"/g), ([, link]) => link ?? '');
    assert.ok(links.length > names.length && links.every((link) => link.startsWith('command:daymark.')));
    assert.doesNotMatch(value, /\$\((?!record-small\))/);
  });

  it('lists goals of a day that is known', () => {
    const goals = ['a<b>: 1 of 2', 'c'];
    assert.equal(tooltip({ goals })[2], 'Goals: a&lt;b>: 1 of 2, c');
    assert.deepEqual(tooltip({ goals, total: undefined }).slice(0, 2), [
      'Today appears in a moment.',
      '$(record-small) Tracking 0 of 0 signals, kept on this machine',
    ]);
  });

  it('says what is tracked, and that nothing is while it is paused', () => {
    const sensors = [
      { id: 'a', startedAt: 1, count: 0 },
      { id: 'b', count: 0 },
      { id: 'c', startedAt: 1, count: 0, error: 'x' },
    ];
    assert.equal(tooltip({ sensors })[2], '$(record-small) Tracking 1 of 3 signals, kept on this machine');
    for (const state of ['paused', 'paused-all'] as const) {
      const lines = tooltip({ sensors, state });
      assert.equal(lines[2], '$(debug-pause) Paused: nothing is recorded.');
      assert.ok(lines.at(-1)?.includes(command('Resume', 'resume')));
    }
  });
});
