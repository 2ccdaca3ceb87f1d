import type { GoalsView, GoalView, Handlers } from '../../../src/catalog/view.ts';
import { daysAgo } from './sampleHistory.ts';

const outcomes = ['met', 'met', 'missed', 'met', 'met', 'rest', 'rest'] as const;

function recent(count: number): GoalView['recent'] {
  return Array.from({ length: count }, (_, at) => {
    const day = daysAgo(count - 1 - at);
    const outcome = at === count - 1 ? 'open' : (outcomes[at % 7] ?? 'met');
    return { from: day, to: day, value: outcome === 'met' ? 260 : 40, outcome };
  });
}

function sampleGoals(): GoalView[] {
  const plain = { direction: 'atLeast' as const, weekdays: [1, 2, 3, 4, 5], firstDay: daysAgo(60), archived: false };
  return [
    {
      ...plain,
      id: 'g1',
      title: 'At least 5h a day',
      measure: 'time',
      target: 300,
      period: 'day',
      now: { value: 283, target: 300, outcome: 'open' },
      consistency: { met: 31, due: 39 },
      streak: { current: 12, longest: 18 },
      recent: recent(28),
    },
    {
      ...plain,
      id: 'g2',
      title: 'At most 5h of Meeting a week',
      measure: 'kind',
      subject: 'meeting',
      direction: 'atMost',
      target: 300,
      period: 'week',
      now: { value: 180, target: 300, outcome: 'open' },
      consistency: { met: 3, due: 8 },
      streak: { current: 0, longest: 2 },
      recent: recent(8),
      fitting: 390,
    },
    {
      ...plain,
      id: 'g3',
      title: 'Tasks done a week: at least 5',
      measure: 'tasks',
      target: 5,
      period: 'week',
      now: { value: 5, target: 5, outcome: 'met' },
      consistency: { met: 8, due: 8 },
      streak: { current: 9, longest: 9 },
      recent: recent(8),
    },
  ];
}

type GoalMethod = Extract<keyof Handlers, `goals.${string}` | `restDays.${string}`>;

/** Goals that are kept in memory, as the real host keeps them. */
export function goalHandlers(isFirstDay: () => boolean, newId: () => string): Pick<Handlers, GoalMethod> {
  let goals: GoalView[] | undefined;
  const deleted = new Map<string, GoalView>();
  let restDays: GoalsView['restDays'] = [{ id: 'off1', from: daysAgo(-10), to: daysAgo(-14) }];
  const known = () => (goals ??= isFirstDay() ? [] : sampleGoals());
  const change = (id: string, changes: Partial<GoalView>) =>
    (goals = known().map((goal) => (goal.id === id ? { ...goal, ...changes } : goal)));
  return {
    'goals.get': async ({ archived }) => ({
      goals: known().filter((goal) => archived || !goal.archived),
      hasArchived: known().some((goal) => goal.archived),
      restDays,
      codingDays: { current: 14, longest: 30, consistency: isFirstDay() ? { met: 0, due: 0 } : { met: 36, due: 39 } },
      workdays: [1, 2, 3, 4, 5],
      choices: {
        projects: [{ id: '/home/ada/daymark', name: 'daymark' }],
        languages: [{ id: 'typescript', name: 'typescript' }],
        categories: [{ id: 'learning', name: 'Learning' }],
      },
    }),
    'goals.save': async ({ id = newId(), ...input }) => {
      const title = `${input.direction === 'atLeast' ? 'At least' : 'At most'} ${input.target} a ${input.period}`;
      const fresh: GoalView = {
        ...input,
        id,
        title,
        archived: false,
        now: { value: 0, target: input.target, outcome: 'open' },
        consistency: { met: 0, due: 0 },
        streak: { current: 0, longest: 0 },
        recent: [],
      };
      if (known().some((goal) => goal.id === id)) change(id, { ...input, title });
      else goals = [...known(), fresh];
      return { id };
    },
    'goals.retarget': async ({ id, target }) => (change(id, { target, fitting: undefined }), {}),
    'goals.archive': async ({ id, archived }) => (change(id, { archived }), {}),
    'goals.delete': async ({ id }) => {
      const goal = known().find((one) => one.id === id);
      if (goal) deleted.set(id, goal);
      goals = known().filter((one) => one.id !== id);
      return {};
    },
    'goals.restore': async ({ id }) => {
      const goal = deleted.get(id);
      if (goal) goals = [...known(), goal];
      return {};
    },
    'restDays.add': async (span) => {
      const id = newId();
      restDays = [...restDays, { id, ...span }];
      return { id };
    },
    'restDays.delete': async ({ id }) => {
      restDays = restDays.filter((span) => span.id !== id);
      return {};
    },
  };
}
