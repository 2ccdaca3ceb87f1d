import assert from 'node:assert/strict';
import type * as z from 'zod';
import { hourMs, minuteMs } from '../../../src/core/time/days.ts';
import { activityInput } from '../../../src/planning/activityInput.ts';
import { logActivity } from '../../../src/planning/activityActions.ts';
import { saveBlock } from '../../../src/planning/blocks/blockActions.ts';
import { changeMeeting } from '../../../src/planning/calendar/calendarActions.ts';
import { calendarDayId, calendarDays, calendars } from '../../../src/planning/calendar/calendars.ts';
import { activities } from '../../../src/planning/activities.ts';
import { answerReflection } from '../../../src/planning/planActions.ts';
import { moveTask, saveTask, tickTask } from '../../../src/planning/plans.ts';
import { getStoredPlan } from '../../../src/planning/planQueries.ts';
import { taskInput } from '../../../src/planning/taskInput.ts';
import { createTask } from '../../../src/planning/tasks/changeTasks.ts';
import { planTask } from '../../../src/planning/tasks/planTasks.ts';
import { changeManyTasks } from '../../../src/planning/tasks/taskActions.ts';
import { newTask } from '../../../src/planning/tasks/tasks.ts';
import { saveEntry } from '../../../src/planning/time/entryActions.ts';
import { acceptSuggestion, dismissSuggestion } from '../../../src/planning/time/suggestionActions.ts';
import { memoryApp } from './blocks/memoryApp.ts';

const nine = Date.UTC(2026, 2, 2, 9);
const day = '2026-03-02';
const text = (length: number): string => 'x'.repeat(length);
const list = (length: number): string[] => Array.from({ length }, (_, i) => `t${i}`);
const link = (length: number): string => `https://a.b/${text(length - 12)}`;

describe('what is planned', () => {
  /** A field with its least and greatest value, or length, and how a value of that length is made. */
  type Bounds = readonly [
    field: string,
    least: number | undefined,
    most: number | undefined,
    value: (n: number) => unknown,
  ];
  const bounded = (name: string, [schema, base]: readonly [z.ZodType, object], fields: readonly Bounds[]): void => {
    it(`has limits: ${name}`, () => {
      const takes = (field: string, value: unknown): boolean => schema.safeParse({ ...base, [field]: value }).success;
      for (const [field, least, most, value] of fields) {
        for (const at of [least, most]) if (at !== undefined) assert.ok(takes(field, value(at)), `${field} ${at}`);
        if (least !== undefined) assert.ok(!takes(field, value(least - 1)), `${field} below ${least}`);
        if (most !== undefined) assert.ok(!takes(field, value(most + 1)), `${field} above ${most}`);
      }
    });
  };
  const number = (n: number): number => n;
  const repeat = (change: (n: number) => object) => (n: number) => ({ every: 'week', ...change(n) });
  const due = { dueOn: { day } };

  bounded(
    'tasks of the list',
    [newTask, { title: 'x', ...due }],
    [
      ['title', 1, 200, text],
      ['description', undefined, 20_000, text],
      ['notes', undefined, 20_000, text],
      ['category', 1, 1000, text],
      ['project', 1, 1000, text],
      ['parent', undefined, 200, text],
      ['estimate', 1, 60_000, number],
      ['tags', undefined, 30, list],
      ['tags', 1, 50, (n) => [text(n)]],
      ['repeat', 1, 365, repeat((interval) => ({ interval }))],
      ['repeat', 0, 6, repeat((weekday) => ({ weekdays: [weekday] }))],
      ['repeat', 1, 7, repeat((count) => ({ weekdays: Array.from({ length: count }, () => 1) }))],
      ['repeat', 1, 31, repeat((monthDay) => ({ monthDay }))],
      ['links', undefined, 30, (n) => Array.from({ length: n }, () => ({ kind: 'url', url: link(20) }))],
      ['links', undefined, 2000, (n) => [{ kind: 'url', url: link(n) }]],
      ['links', undefined, 200, (n) => [{ kind: 'url', url: link(20), title: text(n) }]],
      ['links', 1, 500, (n) => [{ kind: 'branch', branch: text(n) }]],
      ['links', 1, 1000, (n) => [{ kind: 'branch', branch: 'x', project: text(n) }]],
      ['links', 1, 2000, (n) => [{ kind: 'file', file: text(n) }]],
      ['links', 1, 10_000_000, (n) => [{ kind: 'file', file: 'a', line: n }]],
    ],
  );
  bounded(
    'tasks of a plan',
    [taskInput, { day, title: 'x', priority: 'low', minutes: 30 }],
    [
      ['title', 1, 200, text],
      ['minutes', 5, 720, number],
      ['link', undefined, 2000, link],
    ],
  );
  bounded(
    'activities',
    [activityInput, { title: 'x', kind: 'meeting', start: nine, minutes: 5, errors: 0, notes: '' }],
    [
      ['title', 1, 200, text],
      ['minutes', undefined, 1440, number],
      ['errors', 0, 999, number],
      ['notes', undefined, 4000, text],
    ],
  );
  bounded(
    'activities that are told',
    [logActivity.params, { title: 'x', minutes: 5, kind: 'meeting' }],
    [
      ['title', 1, 200, text],
      ['minutes', 1, 1440, number],
      ['notes', undefined, 4000, text],
    ],
  );
  bounded(
    'time entries',
    [saveEntry.params, { start: nine, end: nine + hourMs }],
    [
      ['title', undefined, 200, text],
      ['project', 1, 1000, text],
      ['task', 1, 200, text],
      ['tags', undefined, 20, list],
      ['tags', 1, 100, (n) => [text(n)]],
      ['note', undefined, 10_000, text],
      ['start', Date.UTC(2000, 0), Date.UTC(2101, 0) - 1, number],
    ],
  );
  bounded('blocks', [saveBlock.params, { task: 'x', start: nine, minutes: 30 }], [['minutes', 1, 720, number]]);
  bounded('answers', [answerReflection.params, { day, answer: '' }], [['answer', undefined, 4000, text]]);
  bounded(
    'changes of many tasks',
    [changeManyTasks.params, { ids: ['a'] }],
    [
      ['ids', 1, 500, list],
      ['ids', undefined, 300, (n) => [text(n)]],
    ],
  );
  const connected = { name: 'x', source: 'url', host: '', use: 'busy', status: 'on', since: nine, addresses: [] };
  bounded(
    'calendars',
    [calendars.schema, connected],
    [
      ['name', 1, 100, text],
      ['host', undefined, 300, text],
      ['addresses', undefined, 20, list],
      ['addresses', undefined, 320, (n) => [text(n)]],
    ],
  );
  const event = { id: 'x', title: '', start: nine, end: nine, allDay: false, state: 'busy' };
  bounded(
    'events',
    [calendarDays.schema, { calendar: 'x', start: nine, end: nine, events: [] }],
    [
      ['events', undefined, 200, (n) => Array.from({ length: n }, () => event)],
      ['events', undefined, 100, (n) => [{ ...event, id: text(n) }]],
      ['events', undefined, 200, (n) => [{ ...event, title: text(n) }]],
    ],
  );

  it('has a task of the list in the plan of today once, beside others', async () => {
    const { app, reading } = memoryApp(nine);
    const [one, two] = [
      await createTask(app, newTask.parse({ title: 'One' })),
      await createTask(app, newTask.parse({ title: 'Two', estimate: 3 })),
    ];
    const first = await planTask(app, one.id);
    const second = await planTask(app, two.id);
    assert.notEqual(first.id, second.id);
    assert.deepEqual([await planTask(app, one.id), await planTask(app, two.id)], [first, second]);
    const { tasks, plan } = getStoredPlan.run(reading(), { day });
    assert.deepEqual(
      tasks.map(({ title, minutes, order, priority }) => [title, minutes, order, priority]),
      [
        ['One', 30, 1, 'medium'],
        ['Two', 5, 2, 'medium'],
      ],
    );
    assert.equal(plan?.capacityMinutes, app.readOptions().goals.hoursPerDay * 60);
  });

  it('has positions between neighbors, the time of the first tick, and one link', async () => {
    const { app, clock, reading } = memoryApp(nine);
    const add = async (title: string) => (await saveTask(app, { day, title, priority: 'low', minutes: 30 })).id;
    const [a, b, c] = [await add('a'), await add('b'), await add('c')];
    const shown = () => getStoredPlan.run(reading(), { day }).tasks.map(({ title, order }) => `${title} ${order}`);
    assert.deepEqual(shown(), ['a 1', 'b 2', 'c 3']);
    await moveTask(app, c, b);
    assert.deepEqual(shown(), ['a 1', 'c 1.5', 'b 2']);
    await moveTask(app, b, a);
    assert.deepEqual(shown(), ['b 0', 'a 1', 'c 1.5']);
    await moveTask(app, b, null);
    assert.deepEqual(shown(), ['a 1', 'c 1.5', 'b 2.5']);
    await assert.rejects(moveTask(app, a, 'gone'), /no longer exists/);
    const find = (id: string) =>
      getStoredPlan.run(reading(), { day }).tasks.find((task) => task.id === id) ?? assert.fail();
    await tickTask(app, a, true);
    clock.jump(minuteMs);
    assert.equal((await tickTask(app, a, true)).doneAt, nine);
    assert.equal(find(a).doneAt, nine);
    await tickTask(app, a, false);
    assert.equal(find(a).doneAt, undefined);
    const rest = { id: b, day, title: 'b', priority: 'low', minutes: 30 } as const;
    const links = () => find(b).evidence.map(({ id, url }) => `${id} ${url}`);
    for (const [given, expected] of [
      [link(20), [`link ${link(20)}`]],
      [link(21), [`link ${link(21)}`]],
      [undefined, [`link ${link(21)}`]],
      ['', []],
    ] as const) {
      await saveTask(app, { ...rest, ...(given !== undefined && { link: given }) });
      assert.deepEqual(links(), expected);
    }
  });

  it('has tags up to the limit, and says of which tasks they would be too many', async () => {
    const { app } = memoryApp(nine);
    const make = async (tags: string[]) => (await createTask(app, newTask.parse({ title: 'x', tags }))).id;
    const ids = [await make(list(30)), await make(list(29)), await make(list(30)), 'gone'];
    const { changed, failed } = await changeManyTasks.run(app, { ids, addTags: ['new'] });
    assert.deepEqual([changed, failed.map(({ id }) => id)], [1, [ids[0], ids[2], 'gone']]);
    const again = await changeManyTasks.run(app, {
      ids: [ids[0] ?? '', ids[0] ?? ''],
      addTags: ['new'],
      removeTags: ['T3'],
    });
    assert.deepEqual(again, { changed: 1, failed: [] });
  });
});

describe('time that is suggested, or counted for a meeting', () => {
  it('ends after it starts', async () => {
    const { app, reading } = memoryApp(nine);
    await assert.rejects(dismissSuggestion.run(app, { start: nine, end: nine }), /after the start/);
    const given = { project: '/p', title: '', tags: [], learn: false, start: nine };
    await assert.rejects(acceptSuggestion.run(app, { ...given, end: nine - 1 }), /after the start/);
    await dismissSuggestion.run(app, { start: nine, end: nine + 1 });
    assert.equal(reading().reader.recordFacts({ from: 0, to: 9e15 }).length, 1);
  });

  it('has the title of the event, or says that it is a meeting', async () => {
    const { app, reading } = memoryApp(nine);
    const change = (id: string, title: string, counts = true) =>
      changeMeeting(app, { id, title, calendar: 'Work', start: nine, end: nine + hourMs, counts });
    await change('a', 'Standup');
    await change('b', '');
    await change('c', 'Gone', false);
    const { records } = reading().records(activities, { limit: 9 });
    assert.deepEqual(
      records.map(({ id, values: { title, notes, kind, start, end } }) => [id, title, notes, kind, end - start]),
      [
        ['meeting:a', 'Standup', 'From your calendar "Work".', 'meeting', hourMs],
        ['meeting:b', 'Meeting', 'From your calendar "Work".', 'meeting', hourMs],
      ],
    );
    await change('a', 'Standup', false);
    assert.equal(reading().records(activities, { limit: 9 }).records.length, 1);
    assert.equal(calendarDayId('work', nine), 'work/2026-03-02');
  });
});
