import assert from 'node:assert/strict';
import { goalInput } from '../../../../src/habits/goals.ts';
import type { GoalView } from '../../../../src/catalog/view.ts';
import { checkGoal, draftOfGoal, newGoal, type GoalDraft } from '../../../../src/webview/panels/goals/goalDraft.ts';

const workdays = [1, 2, 3, 4, 5];
const fresh = newGoal('2026-11-20', workdays);
const check = (typed: Partial<GoalDraft> = {}) => checkGoal({ ...fresh, ...typed });

describe('a goal that is typed', () => {
  it('is four hours on workdays from today on, to begin with', () => {
    assert.deepEqual(check(), {
      input: {
        measure: 'time',
        direction: 'atLeast',
        target: 240,
        period: 'day',
        weekdays: workdays,
        firstDay: '2026-11-20',
      },
      problems: {},
    });
  });

  it('names its subject by what it measures', () => {
    const subjects = { project: '/home/ada/web', language: 'rust', kind: 'testing', category: 'c1' } as const;
    const named = (measure: GoalDraft['measure']) => {
      const { input } = check({ measure, ...subjects, target: '2h' });
      goalInput.parse(input);
      return [input?.project, input?.subject];
    };
    assert.deepEqual(named('time'), [undefined, undefined]);
    assert.deepEqual(named('project'), ['/home/ada/web', undefined]);
    assert.deepEqual(named('language'), [undefined, 'rust']);
    assert.deepEqual(named('kind'), [undefined, 'testing']);
    assert.deepEqual(named('category'), [undefined, 'c1']);
    for (const measure of ['project', 'language'] as const)
      assert.deepEqual(check({ measure }).problems, { subject: 'Choose one.' });
    const { category: _, ...old } = { ...fresh, measure: 'category' as const };
    assert.deepEqual(checkGoal(old as GoalDraft).problems, { subject: 'Choose one.' }, 'a draft of an older version');
  });

  it('has a time up to that of its period, or a whole number', () => {
    const target = (period: GoalDraft['period'], text: string) => check({ period, target: text }).input?.target;
    assert.deepEqual(
      [target('day', '24h'), target('week', '168h'), target('month', '744h'), target('day', '1,5')],
      [1440, 10_080, 44_640, 90],
    );
    for (const [period, hours] of [
      ['day', 24],
      ['week', 168],
      ['month', 744],
    ] as const)
      assert.deepEqual(check({ period, target: `${hours}h 1m` }).problems, {
        target: `Enter a time of up to ${hours}h, such as 4h.`,
      });
    const count = (text: string) => check({ measure: 'tasks', target: text });
    assert.deepEqual([count('1').input?.target, count(' 10000 ').input?.target], [1, 10_000]);
    for (const wrong of ['0', '10001', '1.5', '-1', '2h', ''])
      assert.deepEqual(count(wrong).problems, { target: 'Enter a whole number from 1 to 10000.' }, wrong);
  });

  it('needs days, in their order', () => {
    assert.deepEqual(check({ weekdays: [6, 0, 3] }).input?.weekdays, [0, 3, 6]);
    assert.deepEqual(check({ weekdays: [] }).problems, { weekdays: 'Choose at least one weekday.' });
    assert.deepEqual(check({ firstDay: '' }).problems, { firstDay: 'Enter a date.' });
    assert.deepEqual(check({ lastDay: '2026-11-19' }).problems, { lastDay: 'The last day is before the first.' });
    assert.equal(check({ lastDay: '2026-11-20' }).input?.lastDay, '2026-11-20');
  });

  it('comes back from a goal as it was', () => {
    const goal = (fields: Partial<GoalView>) =>
      ({ ...check().input, id: 'g', title: 'x', ...fields }) as unknown as GoalView;
    for (const fields of [
      {},
      { measure: 'project', project: '/home/ada/web', target: 90, lastDay: '2026-12-31' },
      { measure: 'language', subject: 'rust' },
      { measure: 'kind', subject: 'testing' },
      { measure: 'category', subject: 'c1', period: 'week', direction: 'atMost' },
      { measure: 'commits', target: 7 },
    ] as const) {
      const { id: _, title: __, ...input } = goal(fields);
      assert.deepEqual(checkGoal(draftOfGoal(goal(fields))).input, input);
    }
    const { language, kind, category, project } = draftOfGoal(goal({}));
    assert.deepEqual([language, kind, category, project], ['', 'learning', 'learning', '']);
  });
});
