import assert from 'node:assert/strict';
import fc from 'fast-check';
import { taskInput } from '../../../../src/planning/taskInput.ts';
import type { PlanStrings } from '../../../../src/core/views/viewStrings.ts';
import { checkTask, emptyTask } from '../../../../src/webview/panels/plan/taskDraft.ts';

const t = new Proxy({}, { get: (_, key) => String(key) }) as PlanStrings;

const links = fc.oneof(fc.constant(''), fc.string(), fc.webUrl({ withQueryParameters: true }));

describe('checkTask', () => {
  it('takes minutes, or hours and minutes', () => {
    assert.deepEqual(checkTask({ ...emptyTask, title: ' Ship it ', minutes: '1h 15m' }, t).input, {
      title: 'Ship it',
      priority: 'medium',
      minutes: 75,
      link: '',
    });
  });

  it('refuses an empty title and times that a plan can not hold', () => {
    assert.deepEqual(checkTask(emptyTask, t), { problems: { title: 'taskEmpty' } });
    for (const minutes of ['4', '-30', '721', '13h', 'soon', ''])
      assert.deepEqual(checkTask({ ...emptyTask, title: 'x', minutes }, t), {
        problems: { minutes: 'minutesInvalid' },
      });
  });

  it('sends only what the contract takes, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), fc.oneof(fc.string(), fc.integer().map(String)), links, (title, minutes, link) => {
        const { input } = checkTask({ title, priority: 'low', minutes, link }, t);
        if (input) taskInput.parse({ day: '2026-11-20', ...input });
      }),
    );
  });
});
