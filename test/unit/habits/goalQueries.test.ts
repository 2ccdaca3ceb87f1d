import assert from 'node:assert/strict';
import { kindLabel, projectNames } from '../../../src/analytics/labels.ts';
import { translator } from '../../../src/core/base/translate.ts';
import type { DayTotals } from '../../../src/core/facts/dailyTotals.ts';
import type { PlanTaskFact } from '../../../src/core/facts/facts.ts';
import type { Reading } from '../../../src/core/operations/reading.ts';
import { defaultTimeRules } from '../../../src/core/rules/rules.ts';
import { addDays, daysBetween, hourMs, type Day } from '../../../src/core/time/days.ts';
import { goalsQuery, type GoalBasis } from '../../../src/habits/goalQueries.ts';
import { goalsNowQueries } from '../../../src/habits/goalsNow.ts';
import { goalInput, goals, restDays, type Goal } from '../../../src/habits/goals.ts';
import { goalOf } from './given.ts';

const today = '2026-11-20';
const now = Date.UTC(2026, 10, 20, 15);

/** Three hours on each workday, two of them on Daymark in TypeScript. */
function totalsOf(day: Day): DayTotals {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const ms = weekday === 0 || weekday === 6 ? 0 : 3 * hourMs;
  const part = (name: string, share: number) => new Map(ms > 0 ? [[name, share * hourMs]] : []);
  const by = {
    project: part('/home/ada/daymark', 2),
    language: part('typescript', 2),
    kind: part('meeting', 1),
    category: part('meeting', 1),
  };
  return { day, totalMs: ms, by };
}

interface Given {
  readonly goals?: readonly Partial<Goal & { status: 'active' | 'archived' }>[];
  readonly restDays?: readonly { from: Day; to: Day }[];
  readonly tasks?: readonly Pick<PlanTaskFact, 'day' | 'doneAt'>[];
  readonly firstDay?: Day;
}

function basisOf(given: Given) {
  const asked: Day[] = [];
  const basis: GoalBasis = {
    totals: {
      prepare: () => 0,
      since: (_, from) => (asked.push(from), daysBetween(from, today).map(totalsOf)),
    },
    tasksDone: () => (given.tasks ?? []).flatMap(({ day, doneAt }) => (doneAt === undefined ? [] : [day])),
    projectNames,
    kindLabel,
  };
  const stored = {
    [goals.name]: (given.goals ?? []).map((goal) => ({ ...goalOf(), status: 'active', ...goal })),
    [restDays.name]: given.restDays ?? [],
  };
  const read = {
    now,
    offset: 0,
    rules: defaultTimeRules,
    goals: { hoursPerDay: 6, workdays: [1, 2, 3, 4, 5] },
    t: translator(),
    records: ({ name }: { name: string }) => ({
      records: (stored[name] ?? []).map((values, at) => ({ id: `${name}${at}`, values })),
    }),
    reader: {
      firstInstant: () => Date.parse(`${given.firstDay ?? '2026-10-05'}T09:00:00Z`),
      documents: () => [],
      records: () => ({ states: [] }),
      recordMarks: () => new Map(),
    },
  } as unknown as Reading;
  return { read, basis, asked };
}

function ask(given: Given, archived = false) {
  const { read, basis, asked } = basisOf(given);
  return { view: goalsQuery(basis).run(read, { archived }), asked };
}

/** The goals that count today, the first day that was asked for, and tasks for a plan of a day. */
function askNow(given: Given, day: Day = today) {
  const { read, basis, asked } = basisOf(given);
  const { now: present, forPlan } = goalsNowQueries(basis);
  return { present: present.run(read, {}), asked: [...asked], tasks: forPlan.run(read, { day }) };
}

describe('the goals that are read', () => {
  it('say how far they are, in minutes, for each measure', () => {
    const given: Given = {
      goals: [
        { firstDay: '2026-11-02' },
        { firstDay: '2026-11-02', measure: 'project', project: '/home/ada/daymark', period: 'week', target: 600 },
        { firstDay: '2026-11-02', measure: 'language', subject: 'css' },
        { firstDay: '2026-11-02', measure: 'kind', subject: 'meeting', direction: 'atMost', target: 60 },
        { firstDay: '2026-11-02', measure: 'tasks', period: 'week', target: 2 },
      ],
      tasks: [{ day: '2026-11-18', doneAt: now }, { day: '2026-11-19', doneAt: now }, { day: '2026-11-19' }],
    };
    const { view } = ask(given);
    assert.deepEqual(
      view.goals.map(({ title, now: at }) => [title, at?.value, at?.target, at?.outcome]),
      [
        ['At least 4h a day', 180, 240, 'open'],
        ['At least 10h of daymark a week', 600, 600, 'met'],
        ['At least 4h of CSS a day', 0, 240, 'open'],
        ['At most 1h of Meeting a day', 60, 60, 'open'],
        ['Tasks done a week: at least 2', 2, 2, 'met'],
      ],
    );
    assert.deepEqual(view.goals[3]?.consistency, { met: 14, due: 14 });
    assert.deepEqual(view.choices.projects, [{ id: '/home/ada/daymark', name: 'daymark' }]);
  });

  it('judge no day before the first fact', () => {
    const { view, asked } = ask({ goals: [{ firstDay: '2010-01-01', target: 60 }], firstDay: '2026-11-16' });
    assert.deepEqual(asked, ['2026-11-16']);
    assert.deepEqual(view.goals[0]?.consistency, { met: 5, due: 5 });
    assert.deepEqual(view.codingDays, { current: 5, longest: 5, consistency: { met: 5, due: 5 } });
  });

  it('leave archived ones out unless requested', () => {
    const given: Given = { goals: [{ status: 'archived' }, {}] };
    assert.deepEqual(
      ask(given).view.goals.map(({ id }) => id),
      ['goals1'],
    );
    assert.equal(ask(given).view.hasArchived, true);
    assert.equal(ask(given, true).view.goals.length, 2);
  });

  it('excuse days off, and list those from the last eight weeks on', () => {
    const given: Given = {
      goals: [{ firstDay: '2026-11-09' }],
      restDays: [
        { from: '2026-11-09', to: addDays(today, -1) },
        { from: '2026-01-05', to: '2026-01-09' },
      ],
    };
    const { view } = ask(given);
    assert.deepEqual(view.goals[0]?.consistency, { met: 0, due: 0 });
    assert.equal(view.restDays.length, 1);
    const ended = (days: number) => ({ from: '2026-01-05', to: addDays(today, -days) });
    assert.deepEqual(
      ask({ restDays: [ended(56), ended(57)] }).view.restDays.map(({ to }) => to),
      [addDays(today, -56)],
    );
  });
});

describe('a goal that is saved', () => {
  const problems = (changes: object) => {
    const parsed = goalInput.safeParse({ ...goalOf(), ...changes });
    return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
  };

  it('is checked as a whole', () => {
    assert.deepEqual(problems({}), []);
    assert.deepEqual(problems({ measure: 'project' }), ['project']);
    assert.deepEqual(problems({ measure: 'kind' }), ['subject']);
    assert.deepEqual(problems({ lastDay: '2026-11-01' }), ['lastDay']);
    assert.deepEqual(problems({ measure: 'tasks', target: 20_000 }), ['target']);
  });

  it('takes only days that exist, and amounts and weekdays that can be', () => {
    for (const firstDay of ['2026-02-30', '2026-13-01', '1999-12-31', '+275760-09-13', 'soon'])
      assert.deepEqual([...new Set(problems({ firstDay }))], ['firstDay'], firstDay);
    for (const target of [0, -5, 0.5, 1e300])
      assert.deepEqual([...new Set(problems({ target }))], ['target'], `${target}`);
    assert.deepEqual(problems({ weekdays: [] }), ['weekdays']);
    assert.deepEqual(problems({ weekdays: [7] }), ['weekdays.0']);
  });
});

describe('the goals that count today', () => {
  it('are as far as in the list of goals, whatever their measure, period, and first day', () => {
    const all = (['day', 'week', 'month'] as const).flatMap((period) =>
      (['2026-10-01', '2026-11-02', '2026-11-18'] as const).flatMap((firstDay) => [
        { period, firstDay },
        { period, firstDay, measure: 'project' as const, project: '/home/ada/daymark' },
        { period, firstDay, measure: 'kind' as const, subject: 'meeting', direction: 'atMost' as const, target: 60 },
        { period, firstDay, measure: 'tasks' as const, target: 2 },
      ]),
    );
    const given: Given = {
      goals: all,
      tasks: [{ day: '2026-11-18', doneAt: now }],
      restDays: [{ from: '2026-11-17', to: '2026-11-17' }],
    };
    const { view } = ask(given);
    assert.deepEqual(
      askNow(given).present.map(({ title, value, due, outcome }) => [title, value, due, outcome]),
      view.goals.map(({ title, now: at }) => [title, at?.value, at?.target, at?.outcome]),
    );
  });

  it('read the present periods only, and nothing where there is no goal', () => {
    assert.deepEqual(askNow({ goals: [{ period: 'week', firstDay: '2026-10-05' }] }).asked, ['2026-11-16']);
    const none: Given = { goals: [{ status: 'archived' }, { lastDay: '2026-11-19' }, { firstDay: '2026-11-21' }] };
    assert.deepEqual(askNow(none), { present: [], asked: [], tasks: [] });
  });
});

describe('a plan for goals', () => {
  const goal = { measure: 'project', project: '/home/ada/daymark', period: 'week', target: 900 } as const;

  it('has the share of a day of what is left in the period', () => {
    // 10 of 15 hours by Friday; on Monday nothing of the next week is done.
    const text = 'Work toward a goal: At least 15h of daymark a week';
    const [friday] = askNow({ goals: [goal] }).tasks;
    assert.deepEqual(friday, {
      title: text,
      priority: 'medium',
      minutes: 240,
      project: '/home/ada/daymark',
      evidence: [{ id: 'goal:goals0', text: 'A goal of yours, 5h left' }],
    });
    assert.equal(askNow({ goals: [goal] }, '2026-11-23').tasks[0]?.minutes, 180);
    const [last] = askNow({ goals: [{ ...goal, target: 601 }] }).tasks;
    assert.deepEqual([last?.minutes, last?.evidence?.[0]?.text], [15, 'A goal of yours, 1m left']);
  });

  it('has none that is met, for all time, a limit, or on a day off or that does not count', () => {
    const others: Given['goals'] = [
      { ...goal, target: 600 },
      {},
      { ...goal, direction: 'atMost' },
      { ...goal, weekdays: [1] },
    ];
    assert.deepEqual(askNow({ goals: others }).tasks, []);
    assert.deepEqual(askNow({ goals: [goal], restDays: [{ from: today, to: today }] }).tasks, []);
  });

  it('has three at most', () => {
    assert.equal(askNow({ goals: Array.from({ length: 5 }, () => goal) }).tasks.length, 3);
  });
});
