import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Result } from '../../../../src/catalog/view.ts';
import { taskChanges } from '../../../../src/planning/tasks/tasks.ts';
import { checkTask, draftOfTask, type TaskDraft } from '../../../../src/webview/panels/tasks/taskDraft.ts';
import { urls } from './urls.ts';

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

  it('is shown as it is, and nothing is sent until something changes', () => {
    const { before: _, ...plain } = draftOfTask(task);
    assert.deepEqual(plain, {
      title: 'Call',
      description: '',
      day: '',
      time: '',
      priority: 'medium',
      estimate: '',
      tags: '',
      project: '',
      category: '',
      repeat: 'none',
      interval: '1',
      weekdays: [],
      from: 'due',
      until: '',
      notes: '',
      links: '',
    });
    const whole = {
      ...task,
      markdown: '**Why**',
      notes: 'Ask Bo',
      estimate: 90,
      tags: ['a', 'b'],
      project: '/home/ada/web',
      due: { day: '2026-11-19', time: '09:00', zone: 'Europe/Berlin' },
      inCategory: { id: 'c1', name: 'Calls', isSuggested: false },
      repeat: { every: 'week', interval: 2, weekdays: [1, 4], from: 'done', until: '2027-01-31' },
    } as unknown as Details;
    const { before: __, ...shown } = draftOfTask(whole);
    assert.deepEqual(shown, {
      title: 'Call',
      description: '**Why**',
      day: '2026-11-19',
      time: '09:00',
      priority: 'medium',
      estimate: '1h 30m',
      tags: 'a b',
      project: '/home/ada/web',
      category: 'c1',
      repeat: 'week',
      interval: '2',
      weekdays: [1, 4],
      from: 'done',
      until: '2027-01-31',
      notes: 'Ask Bo',
      links: '',
    });
    for (const one of [task, whole]) assert.deepEqual(check({}, one), { problems: {}, changes: { id: 'a' } });
    const guessed = { ...whole, inCategory: { id: 'c1', name: 'Calls', isSuggested: true } } as unknown as Details;
    assert.equal(draftOfTask(guessed).category, '', 'the rules decide');
  });

  it('sends each field that changed, as the contract has it, or clears it', () => {
    const whole = {
      ...task,
      markdown: 'm',
      notes: 'n',
      estimate: 30,
      tags: ['a'],
      project: '/p',
      due: { day: '2026-11-19' },
      inCategory: { id: 'c1', isSuggested: false },
    } as unknown as Details;
    const changed = (typed: Partial<TaskDraft>, before?: Details) => {
      const { id: _, ...changes } = check(typed, before).changes ?? assert.fail('it has problems');
      return changes;
    };
    assert.deepEqual(changed({ title: ' Call Bo ' }), { title: 'Call Bo' });
    assert.deepEqual(changed({ description: ' x' }), { description: ' x' });
    assert.deepEqual(changed({ description: '' }, whole), { description: null });
    assert.deepEqual(changed({ day: '2026-11-20' }), { dueOn: { day: '2026-11-20' } });
    assert.deepEqual(changed({ day: '' }, whole), { dueOn: null });
    assert.deepEqual(changed({ priority: 'high' }), { priority: 'high' });
    assert.deepEqual(changed({ estimate: '1h' }), { estimate: 60 });
    assert.deepEqual(changed({ estimate: '1000h' }), { estimate: 60_000 });
    assert.deepEqual(changed({ estimate: ' ' }, whole), { estimate: null });
    assert.deepEqual(changed({ tags: '#x, y' }), { tags: ['x', 'y'] });
    assert.deepEqual(changed({ tags: ' ' }, whole), { tags: null });
    assert.deepEqual(changed({ project: ' /q ' }), { project: '/q' });
    assert.deepEqual(changed({ project: ' ' }, whole), { project: null });
    assert.deepEqual(changed({ category: 'c2' }), { category: 'c2' });
    assert.deepEqual(changed({ category: '' }, whole), { category: null });
    assert.deepEqual(changed({ notes: ' one\n two ' }), { notes: ' one\n two ' });
    assert.deepEqual(changed({ notes: ' \n' }, whole), { notes: null });
  });

  it('has an error at each field that can not be read', () => {
    const problems = (typed: Partial<TaskDraft>) => check(typed).problems;
    assert.deepEqual(problems({ title: ' ' }), { title: 'Enter what to do.' });
    assert.deepEqual(problems({ title: ` ${'x'.repeat(200)} ` }), {});
    assert.deepEqual(problems({ title: 'x'.repeat(201) }), { title: 'At most 200 characters.' });
    const wrongTime = { time: 'Enter a time such as 14:30, and a date.' };
    assert.deepEqual(problems({ time: '14:30' }), wrongTime);
    assert.deepEqual(problems({ day: '2026-11-20', time: '24:00' }), wrongTime);
    assert.deepEqual(problems({ day: '2026-11-20', time: ' 23:59 ' }), {});
    for (const estimate of ['soon', '1001h', '0'])
      assert.deepEqual(problems({ estimate }), { estimate: 'Enter a time such as 2h or 30m.' });
    assert.deepEqual(problems({ repeat: 'day' }), { repeat: 'A repeating task needs a due date.' });
    for (const interval of ['0', '366', '1.5', ''])
      assert.deepEqual(problems({ interval }), { interval: 'Enter a number from 1 to 365.' });
    assert.deepEqual(problems({ interval: '365' }), {});
    const until = (day: string) => problems({ day: '2026-11-20', until: day });
    assert.deepEqual(until('2026-11-19'), { until: 'This is before the due date.' });
    assert.deepEqual(until('2026-11-20'), {});
    assert.deepEqual(problems({ links: 'a\n'.repeat(30) }), {});
    assert.deepEqual(problems({ links: `src/${'x'.repeat(1997)}` }), {
      links: `Can't read this link: src/${'x'.repeat(96)}`,
    });
    assert.deepEqual(problems({ links: 'https://' }), { links: "Can't read this link: https://" });
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
      urls,
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
