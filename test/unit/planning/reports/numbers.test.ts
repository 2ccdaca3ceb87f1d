import assert from 'node:assert/strict';
import { dayMs, hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import { numbersOf } from '../../../../src/planning/reports/numbers.ts';
import type { ReportDay, ReportRow } from '../../../../src/planning/reports/reportDays.ts';

function dayOf(day: string, rows: readonly Partial<ReportRow>[], done: ReportDay['done'] = []): ReportDay {
  const whole = rows.map((row) => ({
    project: '/p/shop',
    projectName: 'shop',
    title: '',
    tags: [],
    measuredMs: 0,
    entriesMs: 0,
    ...row,
  }));
  const sum = (of: 'measuredMs' | 'entriesMs') => whole.reduce((all, one) => all + one[of], 0);
  return { day, measuredMs: sum('measuredMs'), entriesMs: sum('entriesMs'), rows: whole, categories: [], done };
}

interface Done {
  readonly late?: boolean;
  readonly days: number;
  readonly estimate?: number;
}

const task = (id: string, { late, days, estimate }: Done): ReportDay['done'][number] => ({
  id,
  title: id,
  createdAt: 0,
  doneAt: days * dayMs,
  late: late ?? false,
  ...(late !== undefined && { dueDay: '2026-03-02' }),
  ...(estimate !== undefined && { estimate }),
});

const hourOf = (at: number) => new Date(at).getUTCHours();

describe('the numbers of a range of days', () => {
  const days = [
    dayOf('2026-03-01', [
      { task: 't1', title: 'Login', tags: ['auth', 'ui'], measuredMs: hourMs, entriesMs: 2 * hourMs },
    ]),
    dayOf(
      '2026-03-02',
      [
        { task: 't1', title: 'Login', tags: ['auth'], measuredMs: hourMs, entriesMs: 30 * minuteMs },
        { project: '/p/blog', projectName: 'blog', measuredMs: 3 * hourMs },
      ],
      [
        task('t1', { late: true, days: 3, estimate: 60 }),
        task('t2', { late: false, days: 1 }),
        task('t3', { days: 2, estimate: 30 }),
      ],
    ),
  ];
  const numbers = numbersOf(days, [dayOf('2026-02-28', [{ measuredMs: hourMs }])], { hourOf });

  it('sum up time and tasks, with the days before and by week', () => {
    const { measuredMs, entriesMs, tasksDone, before, weeks } = numbers;
    assert.deepEqual([measuredMs / hourMs, entriesMs / hourMs, tasksDone], [5, 2.5, 3]);
    assert.deepEqual(before, { measuredMs: hourMs, entriesMs: 0, tasksDone: 0 });
    assert.deepEqual(
      weeks.map(({ monday, measuredMs: ms, tasksDone: done }) => [monday, ms / hourMs, done]),
      [
        ['2026-02-23', 1, 0],
        ['2026-03-02', 4, 3],
      ],
    );
  });

  it('show the trend by calendar month, the earliest first', () => {
    const trend = numbersOf(
      [
        dayOf('2025-12-31', [{ measuredMs: hourMs, entriesMs: 15 * minuteMs }], [task('t1', { days: 1 })]),
        dayOf('2026-01-01', [{ measuredMs: 2 * hourMs }], [task('t2', { days: 1 }), task('t3', { days: 1 })]),
        dayOf('2026-01-31', [{ measuredMs: 3 * hourMs, entriesMs: 30 * minuteMs }]),
        dayOf('2026-02-01', []),
      ],
      [],
      { hourOf },
    );
    assert.deepEqual(trend.months, [
      { month: '2025-12', measuredMs: hourMs, entriesMs: 15 * minuteMs, tasksDone: 1 },
      { month: '2026-01', measuredMs: 5 * hourMs, entriesMs: 30 * minuteMs, tasksDone: 2 },
      { month: '2026-02', measuredMs: 0, entriesMs: 0, tasksDone: 0 },
    ]);
  });

  it('sum up the time of each client, by folder, name, or `*` of the setting', () => {
    const worked = [
      dayOf('2026-03-01', [
        { measuredMs: 2 * hourMs, entriesMs: hourMs },
        { project: '/p/blog', projectName: 'blog', measuredMs: 3 * hourMs, entriesMs: 15 * minuteMs },
        { project: '/p/own', projectName: 'own', measuredMs: 4 * hourMs },
      ]),
      dayOf('2026-03-02', [{ project: '', projectName: '', measuredMs: 30 * minuteMs, entriesMs: 45 * minuteMs }]),
    ];
    const clients = { shop: 'Acme', '/p/blog': 'Acme', own: '', '*': 'Others' };
    assert.deepEqual(numbersOf(worked, [], { clients, hourOf }).byClient, [
      { name: 'Acme', measuredMs: 5 * hourMs, entriesMs: 75 * minuteMs },
      { name: '', measuredMs: 4 * hourMs, entriesMs: 0 },
      { name: 'Others', measuredMs: 30 * minuteMs, entriesMs: 45 * minuteMs },
    ]);
    assert.deepEqual(
      numbersOf(worked, [], { clients: { shop: 'Acme' }, hourOf }).byClient.map(({ name, measuredMs }) => [
        name,
        measuredMs / hourMs,
      ]),
      [
        ['', 7.5],
        ['Acme', 2],
      ],
    );
    assert.deepEqual(numbersOf(worked, [], { hourOf }).byClient, [], 'without clients in the settings');
  });

  it('compare tasks with their due days and estimates', () => {
    assert.deepEqual(numbers.tasks, {
      onTime: 1,
      late: 1,
      averageDays: 2,
      estimateMs: hourMs,
      spentMs: 2.5 * hourMs,
    });
    assert.equal(numbersOf([], [], { hourOf }).tasks.averageDays, undefined);
  });

  it('name the hours in which tasks were done, the most first', () => {
    const done = [14.5, 24 + 14, 9].map((hours, index) => task(`t${index}`, { days: hours / 24 }));
    assert.deepEqual(numbersOf([dayOf('2026-03-01', [], done)], [], { hourOf }).doneByHour, [
      { hour: 14, tasksDone: 2 },
      { hour: 9, tasksDone: 1 },
    ]);
  });

  it('name projects, tasks, and tags, the most time first', () => {
    const shown = (list: typeof numbers.byTag) => list.map(({ name, measuredMs }) => [name, measuredMs / hourMs]);
    assert.deepEqual(shown(numbers.byProject), [
      ['blog', 3],
      ['shop', 2],
    ]);
    assert.deepEqual(shown(numbers.byTask), [['Login', 2]]);
    assert.deepEqual(shown(numbers.byTag), [
      ['auth', 2],
      ['ui', 1],
    ]);
  });
});
