import type { Reading } from '../core/operations/reading.ts';
import type { TimeRange } from '../core/time/days.ts';
import { queries as found } from './generated/queries.ts';

/**
 * The list of queries: names, and how to load the definitions. Cheap to load itself. It is bundled into the worker; the extension host uses
 * only its types. Only queries that combine parts of several rooms are listed by hand, here.
 */
export const queries = {
  ...found,
  'goals.get': goals,
  'goals.now': async () => (await goalsNow()).now,
  'goals.forPlan': async () => (await goalsNow()).forPlan,
  'focus.state': async () => (await focus()).state,
  'focus.days': async () => (await focus()).days,
  'breaks.get': async () => (await breaks()).get,
  'breaks.facts': async () => (await breaks()).facts,
  'focus.patterns': async () => (await focus()).patterns,
  'milestones.get': milestones,
  'tips.today': tips,
  'agents.usage': async () => (await agents()).usage,
  'agents.details': async () => (await agents()).details,
  'agents.day': async () => (await agents()).day,
  'agents.results': results,
  'agents.runs': agentRuns,
  'timers.reminder': timerReminder,
  'timers.get': async () => (await time()).timers,
  'entries.list': async () => (await time()).entries,
  'reports.days': async () => (await time()).reportDays,
  'reports.numbers': async () => (await time()).numbers,
  'reports.months': months,
  'tasks.time': async () => (await time()).taskTime,
  'research.get': async () => (await time()).research,
  'suggestions.list': async () => (await time()).suggestions,
  'categories.time': async () => (await categories()).time,
  'categories.preview': async () => (await categories()).preview,
  'calendar.events': async () => (await calendar()).events,
  'calendar.meetingChanges': async () => (await calendar()).changes,
} as const;

const history = () => import('../analytics/history/historyQueries.ts');

/** The time of agents is compared with the human's; here the two meet. */
async function agents() {
  const [{ agentUsageQuery }, { agentDayQuery }, { agentSessionQuery }, { humanTime }, { projectNames }] =
    await Promise.all([
      import('../agents/usageQuery.ts'),
      import('../agents/dayQuery.ts'),
      import('../agents/sessionQuery.ts'),
      import('../analytics/humanTime.ts'),
      import('../analytics/labels.ts'),
    ]);
  const basis = { humanTime, projectNames };
  return { usage: agentUsageQuery(basis), day: agentDayQuery(basis), details: agentSessionQuery(basis) };
}

async function agentRuns() {
  const [{ agentRunsQuery }, { projectNames }] = await Promise.all([
    import('../agents/runs/runsQuery.ts'),
    import('../analytics/labels.ts'),
  ]);
  return agentRunsQuery({ projectNames });
}

/** Agent work is joined with the user's pull requests and tasks. */
async function results() {
  const [{ agentResultsQuery }, { readTimed }, { linkedTasks }, { projectNames }] = await Promise.all([
    import('../agents/attribution/resultsQuery.ts'),
    import('../analytics/collaboration/events.ts'),
    import('../planning/tasks/linkedTasks.ts'),
    import('../analytics/labels.ts'),
  ]);
  return agentResultsQuery({
    projectNames,
    tasks: linkedTasks,
    pulls: ({ reader }, range) =>
      readTimed(reader, range, new Set(['pull'])).flatMap(({ event }) => (event.kind === 'pull' ? [event] : [])),
  });
}

/** Goals are judged by the days that analytics sums up, and by the tasks that planning knows; here they meet. */
async function goalBasis() {
  const [{ dailyTotals }, { kindLabel, projectNames }, { tasksDone }] = await Promise.all([
    history(),
    import('../analytics/labels.ts'),
    import('../planning/tasks/doneTasks.ts'),
  ]);
  return { totals: dailyTotals, tasksDone, projectNames, kindLabel };
}

async function goals() {
  const [{ goalsQuery }, basis] = await Promise.all([import('../habits/goalQueries.ts'), goalBasis()]);
  return goalsQuery(basis);
}

async function goalsNow() {
  const [{ goalsNowQueries }, basis] = await Promise.all([import('../habits/goalsNow.ts'), goalBasis()]);
  return goalsNowQueries(basis);
}

/** Focus sessions are compared with measured time, and with agents that waited for a prompt. */
async function focus() {
  const [{ focusDaysQuery, focusStateQuery }, { focusPatternsQuery }, basis, { measuredTime }, { projectNames }] =
    await Promise.all([
      import('../habits/focus/focusQueries.ts'),
      import('../habits/focus/patternQuery.ts'),
      patternBasis(),
      import('../analytics/daySegments.ts'),
      import('../analytics/labels.ts'),
    ]);
  return {
    state: focusStateQuery({ projectNames }),
    patterns: focusPatternsQuery(basis),
    days: focusDaysQuery({ measured: measuredTime, projectNames, agentPrompts: basis.agentPrompts }),
  };
}

/** Analytics, agents, and GitHub each know what ends a stretch of work. */
async function patternBasis() {
  const [{ stretchesWithChats }, { promptsWaited }, { ciRuns }] = await Promise.all([
    import('../analytics/categories.ts'),
    import('../agents/usageQuery.ts'),
    import('../analytics/collaboration/ciRuns.ts'),
  ]);
  return {
    stretches: stretchesWithChats,
    agentPrompts: promptsWaited,
    ciRuns: ({ reader }: Reading, range: TimeRange) =>
      ciRuns(reader, range).flatMap(({ start, end }) => (end === undefined ? [] : [{ start, end }])),
  };
}

/** Milestones are earned by the days that analytics sums up. */
async function milestones() {
  const [{ milestonesQuery }, basis] = await Promise.all([
    import('../habits/milestones/milestoneQuery.ts'),
    goalBasis(),
  ]);
  return milestonesQuery(basis);
}

/** Tips rest on all that habits look at. */
async function tips() {
  const [{ tipQuery }, { dailyTotals }, basis] = await Promise.all([
    import('../habits/tips/tipQuery.ts'),
    history(),
    patternBasis(),
  ]);
  return tipQuery({ totals: dailyTotals, ...basis });
}

/** Breaks are gaps in measured time. */
async function breaks() {
  const [{ breakFactsQuery, breaksQuery }, { measuredTime }] = await Promise.all([
    import('../habits/breaks/breaks.ts'),
    import('../analytics/daySegments.ts'),
  ]);
  return { get: breaksQuery(measuredTime), facts: breakFactsQuery(measuredTime) };
}

/** Entries are compared with the time that analytics measures. */
async function time() {
  const [
    queries,
    suggestions,
    days,
    numbers,
    { measuredTime, connectedByDay, stretchesByDay },
    { projectNames },
    { categorizedTime },
    taskTime,
    research,
  ] = await Promise.all([
    import('../planning/time/timeQueries.ts'),
    import('../planning/time/suggestionQueries.ts'),
    import('../planning/reports/reportDays.ts'),
    import('../planning/reports/numbers.ts'),
    import('../analytics/daySegments.ts'),
    import('../analytics/labels.ts'),
    import('../analytics/categories.ts'),
    import('../planning/reports/taskTime.ts'),
    import('../planning/reports/research.ts'),
  ]);
  const basis = { measured: measuredTime, projectNames };
  const reportBasis = { measured: categorizedTime, projectNames };
  return {
    timers: queries.timersQuery(basis),
    entries: queries.entriesQuery(basis),
    suggestions: suggestions.suggestionsQuery(basis),
    reportDays: days.reportDaysQuery(reportBasis),
    numbers: numbers.numbersQuery(reportBasis),
    taskTime: taskTime.taskTimeQuery(stretchesByDay),
    research: research.researchQuery({ projectNames, connected: connectedByDay }),
  };
}

/** Months are made of the days that analytics sums up. */
async function months() {
  const [{ monthsQuery }, { dailyTotals }] = await Promise.all([import('../planning/reports/months.ts'), history()]);
  return monthsQuery(dailyTotals);
}

/** The timer is compared with where the user works now. */
async function timerReminder() {
  const [{ timerReminderQuery }, { measuredTime }, { projectNames }] = await Promise.all([
    import('../planning/time/timerReminder.ts'),
    import('../analytics/daySegments.ts'),
    import('../analytics/labels.ts'),
  ]);
  return timerReminderQuery({ measured: measuredTime, projectNames });
}

/** Meetings are judged by the time that analytics measures. */
async function calendar() {
  const [{ calendarEventsQuery, meetingChangesQuery }, { measuredTime }] = await Promise.all([
    import('../planning/calendar/calendarQueries.ts'),
    import('../analytics/daySegments.ts'),
  ]);
  const basis = { measured: measuredTime };
  return { events: calendarEventsQuery(basis), changes: meetingChangesQuery(basis) };
}

/** Categories are compared with the time that analytics measures. */
async function categories() {
  const [{ categoryTimeQuery, previewRuleQuery }, { measuredSubjects }, { categorySums, prepareCategorySums }] =
    await Promise.all([
      import('../planning/categories/categoryQueries.ts'),
      import('../analytics/categories.ts'),
      history(),
    ]);
  const basis = { subjects: measuredSubjects, sums: categorySums, prepare: prepareCategorySums };
  return { time: categoryTimeQuery(basis), preview: previewRuleQuery(basis) };
}

type Definition<N extends QueryName> = Awaited<ReturnType<(typeof queries)[N]>>;

export type QueryName = keyof typeof queries;
/** A query's parameters, with defaults filled in. */
export type QueryParams<N extends QueryName> = Parameters<Definition<N>['run']>[1];
export type QueryResult<N extends QueryName> = ReturnType<Definition<N>['run']>;
