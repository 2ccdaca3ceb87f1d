import * as z from 'zod';
import { query } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import type { Day } from '../../core/time/days.ts';
import { presentDay } from '../../core/time/presentDay.ts';
import { daySchema } from '../../core/views/views.ts';
import { recordedFrom, type GoalBasis } from '../goalQueries.ts';
import { goalsOf, restDaysOf } from '../storedGoals.ts';
import type { Goal } from '../goals.ts';
import { valuesOf } from '../measured.ts';
import { judgePeriods, type DayValues } from '../progress.ts';
import { milestonesOf } from './milestones.ts';

const milestonesView = z.object({
  milestones: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      what: z.string().describe('What it is earned by.'),
      day: daySchema.optional().describe('The day on which it was earned. Absent as long as it is not.'),
    }),
  ),
});
export type MilestonesView = z.infer<typeof milestonesView>;

type MilestoneBasis = Pick<GoalBasis, 'totals' | 'tasksDone'>;

/** Makes the query for milestones; the catalog hands in what other rooms know. */
export function milestonesQuery(basis: MilestoneBasis) {
  return query('milestones.get', {
    title: 'Milestones',
    description:
      'Milestones and the days on which they were earned, computed from what was recorded. None rewards long hours, late nights, or work on days off.',
    access: 'read',
    transports: ['view', 'http', 'mcp', 'cli'],
    params: z.object({}),
    result: milestonesView,
    prepare: (read) => basis.totals.prepare(read, recordedFrom(read)),
    run: (read): MilestonesView => ({ milestones: milestonesNow(read, basis) }),
  });
}

function milestonesNow(read: Reading, { totals: days, tasksDone }: MilestoneBasis) {
  const first = recordedFrom(read);
  const today = presentDay(read);
  const totals = days.since(read, first);
  const measuring = { read, tasksDone };
  const rests = restDaysOf(read);
  const count = (measure: Goal['measure']): Day[] => listOf(valuesOf({ firstDay: first, measure }, totals, measuring));
  const goalsMet = goalsOf(read).flatMap((goal) => {
    const judged = goal.firstDay < first ? { ...goal, firstDay: first } : goal;
    const results = judgePeriods(judged, { values: valuesOf(judged, totals, measuring), rests, today });
    return results.filter(({ outcome }) => outcome === 'met').map(({ to }) => (to < today ? to : today));
  });
  const facts = {
    totals,
    today,
    rests,
    workdays: read.goals.workdays,
    hoursPerDay: read.goals.hoursPerDay,
    tasks: count('tasks'),
    commits: count('commits'),
    sessions: count('focusSessions'),
    goalsMet: goalsMet.sort(),
  };
  return milestonesOf(facts, read.t);
}

/** Days, each as often as was counted on it, in order. */
function listOf(values: DayValues): Day[] {
  return [...values].flatMap(([day, value]) => Array<Day>(value).fill(day)).sort();
}
