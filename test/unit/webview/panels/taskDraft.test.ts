import assert from 'node:assert/strict';
import fc from 'fast-check';
import { taskInput } from '../../../../src/planning/taskInput.ts';
import { checkTask, emptyTask } from '../../../../src/webview/panels/plan/taskDraft.ts';

const links = fc.oneof(fc.constant(''), fc.string(), fc.webUrl({ withQueryParameters: true }));

describe('checkTask', () => {
  it('takes minutes, or hours and minutes', () => {
    assert.deepEqual(checkTask({ ...emptyTask, title: ' Ship it ', minutes: '1h 15m' }).input, {
      title: 'Ship it',
      priority: 'medium',
      minutes: 75,
      link: '',
    });
  });

  it('refuses an empty title and times that a plan can not hold', () => {
    assert.deepEqual(checkTask(emptyTask), { problems: { title: 'Enter what to do.' } });
    for (const minutes of ['4', '-30', '721', '13h', 'soon', ''])
      assert.deepEqual(checkTask({ ...emptyTask, title: 'x', minutes }), {
        problems: { minutes: 'From 5 minutes to 12 hours, such as 45 or 1h 30m.' },
      });
  });

  it('sends only what the contract takes, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), fc.oneof(fc.string(), fc.integer().map(String)), links, (title, minutes, link) => {
        const { input } = checkTask({ title, priority: 'low', minutes, link });
        if (input) taskInput.parse({ day: '2026-11-20', ...input });
      }),
    );
  });
});
