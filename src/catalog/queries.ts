/**
 * The list of queries: name, and how to load the definition. Cheap to load itself. It is bundled into the worker; in the extension host only
 * its types are used.
 */
export const queries = {
  'activity.range': async () => (await history()).getActivityRange,
  'history.get': async () => (await history()).getHistory,
  'patterns.get': async () => (await history()).getPatterns,
  'top.get': async () => (await history()).getTop,
  'top.days': async () => (await history()).getTopDays,
  'day.get': async () => (await history()).getDay,
  'feed.more': async () => (await dashboard()).moreOfFeed,
  'dashboard.stored': async () => (await dashboard()).readDashboard,
  'today.rows': async () => (await dashboard()).readToday,
  'goals.get': goals,
  'agents.usage': async () => (await agents()).usage,
  'agents.day': async () => (await agents()).day,
  'agents.stored': async () => (await import('../agents/usageQuery.ts')).storedSessions,
  'timers.get': async () => (await time()).timers,
  'entries.list': async () => (await time()).entries,
  'reports.days': async () => (await time()).reportDays,
  'reports.numbers': async () => (await time()).numbers,
  'suggestions.list': async () => (await time()).suggestions,
  'suggestions.rule': async () => (await import('../planning/time/suggestionQueries.ts')).findRule,
  'timers.state': async () => (await timeReads()).getTimerState,
  'entries.get': async () => (await timeReads()).getEntry,
  'today.get': async () => (await import('../analytics/todayQuery.ts')).getToday,
  'plan.get': async () => (await planning()).getPlan,
  'plan.last': async () => (await planAnalytics()).getLastPlan,
  'plan.inputs': async () => (await planAnalytics()).getPlanInputs,
  'plan.stored': async () => (await planning()).getStoredPlan,
  'tasks.list': async () => (await tasks()).listTasksQuery,
  'tasks.get': async () => (await tasks()).getTask,
  'tasks.preview': async () => (await quickAdd()).previewTask,
  'tasks.projectNamed': async () => (await quickAdd()).projectNamed,
  'tasks.forPlan': async () => (await import('../planning/tasks/forPlan.ts')).tasksForPlan,
  'tasks.find': async () => (await tasks()).findTasks,
  'tasks.positions': async () => (await tasks()).taskPositions,
  'plan.task': async () => (await planning()).getPlanTask,
  'digest.get': async () => (await accounts()).getDigest,
  'figure.explain': async () => (await accounts()).explainFigure,
  'rules.preview': async () => (await accounts()).previewRules,
  'week.get': async () => (await accounts()).getWeek,
  'records.get': async () => (await records()).getRecord,
  'facts.document': async () => (await facts()).getDocument,
  'facts.documents': async () => (await facts()).listDocuments,
  'facts.documentRevs': async () => (await facts()).getDocumentRevs,
} as const;

const history = () => import('../analytics/history/historyQueries.ts');
const dashboard = () => import('../analytics/dashboardQueries.ts');
const planAnalytics = () => import('../analytics/plan/planQueries.ts');
const planning = () => import('../planning/planQueries.ts');
const tasks = () => import('../planning/tasks/taskQueries.ts');
const quickAdd = () => import('../planning/tasks/quickAdd/quickAddQueries.ts');
const accounts = () => import('../analytics/accountQueries.ts');
const records = () => import('../core/records/recordQueries.ts');
/** The time of agents is compared with the human's; here the two meet. */
async function agents() {
  const [{ agentUsageQuery }, { agentDayQuery }, { humanTime }, { projectNames }] = await Promise.all([
    import('../agents/usageQuery.ts'),
    import('../agents/dayQuery.ts'),
    import('../analytics/humanTime.ts'),
    import('../analytics/labels.ts'),
  ]);
  const basis = { humanTime, projectNames };
  return { usage: agentUsageQuery(basis), day: agentDayQuery(basis) };
}

/** Goals are judged by the days that analytics sums up; here the two meet. */
async function goals() {
  const [{ goalsQuery }, { dailyTotals }, { kindLabel, projectNames }] = await Promise.all([
    import('../habits/goalQueries.ts'),
    history(),
    import('../analytics/labels.ts'),
  ]);
  return goalsQuery({ totals: dailyTotals, projectNames, kindLabel });
}

/** Entries are compared with the time that analytics measures. */
async function time() {
  const [queries, suggestions, days, numbers, { measuredTime }, { projectNames }] = await Promise.all([
    import('../planning/time/timeQueries.ts'),
    import('../planning/time/suggestionQueries.ts'),
    import('../planning/reports/reportDays.ts'),
    import('../planning/reports/numbers.ts'),
    import('../analytics/daySegments.ts'),
    import('../analytics/labels.ts'),
  ]);
  const basis = { measured: measuredTime, projectNames };
  return {
    timers: queries.timersQuery(basis),
    entries: queries.entriesQuery(basis),
    suggestions: suggestions.suggestionsQuery(basis),
    reportDays: days.reportDaysQuery(basis),
    numbers: numbers.numbersQuery(basis),
  };
}

const timeReads = () => import('../planning/time/readEntries.ts');
const facts = () => import('../core/facts/factQueries.ts');

type Definition<N extends QueryName> = Awaited<ReturnType<(typeof queries)[N]>>;

export type QueryName = keyof typeof queries;
/** What a query takes, once its defaults are filled in. */
export type QueryParams<N extends QueryName> = Parameters<Definition<N>['run']>[1];
export type QueryResult<N extends QueryName> = ReturnType<Definition<N>['run']>;
