import assert from 'node:assert/strict';
import fc from 'fast-check';
import { taskInput } from '../../../../src/planning/taskInput.ts';
import { limits } from '../../../../src/core/base/limits.ts';
import { checkTask, draftOfTask, emptyTask } from '../../../../src/webview/panels/plan/taskDraft.ts';
import { urls } from './urls.ts';

const links = fc.oneof(fc.constant(''), fc.string(), urls);

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

  it('takes the address of a page, from 5 minutes to 12 hours, and a title of 200 characters', () => {
    const check = (typed: object) => checkTask({ ...emptyTask, title: 'x', minutes: '30', ...typed });
    for (const link of ['https://example.org/a', 'HTTP://example.org', ' http://a '])
      assert.equal(check({ link }).input?.link, link.trim());
    for (const link of [
      'example.org',
      'ftp://a',
      'https://',
      'file:///a',
      `https://a/${'x'.repeat(limits.linkLength - 9)}`,
    ])
      assert.deepEqual(check({ link }).problems, { link: 'An address that begins with https:// or http://.' }, link);
    assert.deepEqual(check({ link: `https://a/${'x'.repeat(limits.linkLength - 10)}` }).problems, {});
    assert.deepEqual([check({ minutes: '5' }).input?.minutes, check({ minutes: '12h' }).input?.minutes], [5, 720]);
    assert.deepEqual(check({ title: 'x'.repeat(200) }).problems, {});
    assert.deepEqual(check({ title: 'x'.repeat(201) }).problems, { title: 'At most 200 characters.' });
  });

  it('brings back a task with the page that the person gave it', () => {
    const task = { title: 'Ship', priority: 'high', minutes: 75, evidence: [{ id: 'e', text: 'x', url: 'https://b' }] };
    const draft = (evidence: object[]) => draftOfTask({ ...task, evidence } as never);
    assert.deepEqual(draft(task.evidence), { title: 'Ship', priority: 'high', minutes: '75', link: '' });
    assert.equal(draft([...task.evidence, { id: 'link', text: 'a', url: 'https://a' }]).link, 'https://a');
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
