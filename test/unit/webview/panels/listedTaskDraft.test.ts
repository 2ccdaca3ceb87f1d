import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Result } from '../../../../src/catalog/view.ts';
import { taskChanges } from '../../../../src/planning/tasks/tasks.ts';
import { checkTask, draftOfTask, type TaskDraft } from '../../../../src/webview/panels/tasks/taskDraft.ts';

type Details = Result<'tasks.get'>;

const task = { id: 'a', title: 'Call', priority: 'medium', tags: [], links: [] } as unknown as Details;
const check = (changes: Partial<TaskDraft>, before: Details = task) =>
  checkTask({ ...draftOfTask(before), ...changes }, 'Asia/Tokyo');

describe('a task that is edited', () => {
  it('is due in the zone of the clock that is shown, or in the zone that it had', () => {
    const due = (before: Details) => check({ day: '2026-11-20', time: '14:30' }, before).changes?.dueOn;
    assert.deepEqual(due(task), { day: '2026-11-20', time: '14:30', zone: 'Asia/Tokyo' });
    const berlin = { ...task, due: { day: '2026-11-19', time: '09:00', zone: 'Europe/Berlin' } };
    assert.deepEqual(due(berlin), { day: '2026-11-20', time: '14:30', zone: 'Europe/Berlin' });
  });

  it('repeats as is chosen, and keeps the day of the month', () => {
    const day = '2026-11-20';
    const repeat = (changes: Partial<TaskDraft>, before?: Details) =>
      check({ day, ...changes }, before).changes?.repeat;
    assert.deepEqual(repeat({ repeat: 'week', interval: ' 2 ', weekdays: [4, 1], from: 'done', until: '2027-01-31' }), {
      every: 'week',
      interval: 2,
      weekdays: [1, 4],
      from: 'done',
      until: '2027-01-31',
    });
    assert.deepEqual(repeat({ repeat: 'workday', interval: '3' }), { every: 'workday', interval: 1, from: 'due' });
    const rent = {
      ...task,
      due: { day },
      repeat: { every: 'month', interval: 1, monthDay: 31, from: 'due' },
    } as Details;
    assert.equal(repeat({}, rent), undefined, 'nothing was changed');
    assert.deepEqual(repeat({ interval: '3' }, rent), { every: 'month', interval: 3, monthDay: 31, from: 'due' });
    assert.equal(repeat({ repeat: 'none' }, rent), null);
    const { problems } = check({ day, repeat: 'day', interval: '0', until: '2026-11-19' });
    assert.deepEqual(Object.keys(problems), ['interval', 'until']);
  });

  it('keeps what is known of its links, and takes new ones by their lines', () => {
    const links = [
      { kind: 'pullRequest', url: 'https://github.com/a/b/pull/1', title: 'Login' },
      { kind: 'file', file: 'src/app.ts', line: 12, project: '/home/ada/web' },
      { kind: 'branch', branch: 'fix/login', project: '/home/ada/web' },
    ] as const;
    const before = { ...task, project: '/home/ada/web', links } as unknown as Details;
    const draft = draftOfTask(before);
    assert.equal(draft.links, 'https://github.com/a/b/pull/1\nsrc/app.ts:12\nbranch:fix/login');
    assert.deepEqual(checkTask(draft, 'UTC').changes, { id: 'a' });
    const added = `src/app.ts:12\n\n https://github.com/a/b/issues/7 \nsrc/new.ts:3:9\nC:\\x\nbranch:next`;
    const project = '/home/ada/web';
    assert.deepEqual(check({ links: added }, before).changes?.links, [
      links[1],
      { kind: 'issue', url: 'https://github.com/a/b/issues/7' },
      { kind: 'file', file: 'src/new.ts', line: 3, project },
      { kind: 'file', file: 'C:\\x', project },
      { kind: 'branch', branch: 'next', project },
    ]);
    assert.equal(check({ links: ' ' }, before).changes?.links, null);
    assert.deepEqual(Object.keys(check({ links: 'a\n'.repeat(31) }).problems), ['links']);
  });

  it('is what the contract takes, or an error at its field, whatever is typed (law)', () => {
    const line = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.webUrl(),
      fc.constantFrom('https://', 'branch:', 'branch: x', 'http://a b', 'src/a.ts:0', 'x:99999999', '//x:1'),
    );
    const links = fc.array(line, { maxLength: 4 }).map((lines) => lines.join('\n'));
    const interval = fc.oneof(fc.string({ maxLength: 4 }), fc.nat(400).map(String));
    const repeat = fc.constantFrom('none', 'day', 'workday', 'week', 'month');
    const weekdays = fc.uniqueArray(fc.nat(6));
    fc.assert(
      fc.property(fc.record({ links, interval, repeat, weekdays, notes: fc.string() }), (typed) => {
        const { changes, problems } = check({ day: '2026-11-20', ...typed });
        if (!changes) return assert.ok(Object.keys(problems).length > 0);
        const { id: _, ...rest } = changes;
        taskChanges.parse(rest);
      }),
      { numRuns: 50 },
    );
  });

  it('can be a draft that an older version kept', () => {
    const { title, before } = draftOfTask(task);
    const { changes } = checkTask({ title: `${title} Ada`, before } as TaskDraft, 'UTC');
    assert.deepEqual(changes, { id: 'a', title: 'Call Ada' });
  });
});
