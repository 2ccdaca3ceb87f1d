/** Written by `npm run operations -- --write` from the definitions in src. Never edit it by hand. */
import { from } from '../loading.ts';

const resultsQuery = () => import('../../agents/attribution/resultsQuery.ts');
const categorize = () => import('../../agents/categorize.ts');
const decisions = () => import('../../agents/decisions/decisions.ts');
const promptUses = () => import('../../agents/prompts/promptUses.ts');
const performanceQuery = () => import('../../agents/runs/performanceQuery.ts');
const reportedSessions = () => import('../../agents/telemetry/reportedSessions.ts');
const pauses = () => import('../../agents/texts/pauses.ts');
const usageQuery = () => import('../../agents/usageQuery.ts');
const accountQueries = () => import('../../analytics/accountQueries.ts');
const dashboardQueries = () => import('../../analytics/dashboardQueries.ts');
const historyQueries = () => import('../../analytics/history/historyQueries.ts');
const analyticsPlanQueries = () => import('../../analytics/plan/planQueries.ts');
const todayQuery = () => import('../../analytics/todayQuery.ts');
const workReport = () => import('../../analytics/workReport.ts');
const factQueries = () => import('../../core/facts/factQueries.ts');
const recordQueries = () => import('../../core/records/recordQueries.ts');
const readSessions = () => import('../../habits/focus/readSessions.ts');
const typingCounts = () => import('../../habits/typing/typingCounts.ts');
const webhookOperations = () => import('../../integrations/webhooks/webhookOperations.ts');
const blockQueries = () => import('../../planning/blocks/blockQueries.ts');
const calendarQueries = () => import('../../planning/calendar/calendarQueries.ts');
const planCapacity = () => import('../../planning/calendar/planCapacity.ts');
const storeEvents = () => import('../../planning/calendar/storeEvents.ts');
const categoryQueries = () => import('../../planning/categories/categoryQueries.ts');
const planningPlanQueries = () => import('../../planning/planQueries.ts');
const forPlan = () => import('../../planning/tasks/forPlan.ts');
const linkedTasks = () => import('../../planning/tasks/linkedTasks.ts');
const quickAddQueries = () => import('../../planning/tasks/quickAdd/quickAddQueries.ts');
const savedFilters = () => import('../../planning/tasks/savedFilters.ts');
const taskQueries = () => import('../../planning/tasks/taskQueries.ts');
const readEntries = () => import('../../planning/time/readEntries.ts');
const suggestionQueries = () => import('../../planning/time/suggestionQueries.ts');

export const queries = {
  'activity.range': from(historyQueries, 'getActivityRange'),
  'agents.pauses': from(pauses, 'pauses'),
  'agents.promptVersions': from(promptUses, 'promptUsage'),
  'agents.reportedParts': from(reportedSessions, 'reportedParts'),
  'agents.runPerformance': from(performanceQuery, 'agentRunPerformance'),
  'agents.session': from(categorize, 'getAgentSession'),
  'agents.stored': from(usageQuery, 'storedSessions'),
  'agents.storedResults': from(resultsQuery, 'storedResults'),
  'blocks.list': from(blockQueries, 'listBlocks'),
  'blocks.stored': from(blockQueries, 'getStoredBlocks'),
  'blocks.taken': from(blockQueries, 'getTakenBy'),
  'blocks.today': from(blockQueries, 'getFocusBlocks'),
  'calendar.addresses': from(calendarQueries, 'getCalendarAddresses'),
  'calendar.event': from(calendarQueries, 'getEvent'),
  'calendar.storedDays': from(storeEvents, 'getStoredDays'),
  'calendar.taken': from(planCapacity, 'getTakenTime'),
  'calendars.list': from(calendarQueries, 'listCalendars'),
  'categories.decide': from(categoryQueries, 'decideCategory'),
  'categories.list': from(categoryQueries, 'listCategories'),
  'categories.stored': from(categoryQueries, 'getCategories'),
  'dashboard.stored': from(dashboardQueries, 'readDashboard'),
  'day.get': from(historyQueries, 'getDay'),
  'decisions.lastSession': from(decisions, 'getLastSession'),
  'decisions.list': from(decisions, 'listDecisions'),
  'decisions.sessions': from(decisions, 'getListedSessions'),
  'digest.get': from(accountQueries, 'getDigest'),
  'entries.get': from(readEntries, 'getEntry'),
  'facts.document': from(factQueries, 'getDocument'),
  'facts.documentRevs': from(factQueries, 'getDocumentRevs'),
  'facts.documents': from(factQueries, 'listDocuments'),
  'feed.more': from(dashboardQueries, 'moreOfFeed'),
  'figure.explain': from(accountQueries, 'explainFigure'),
  'focus.now': from(readSessions, 'getFocusNow'),
  'history.get': from(historyQueries, 'getHistory'),
  'patterns.get': from(historyQueries, 'getPatterns'),
  'plan.get': from(planningPlanQueries, 'getPlan'),
  'plan.inputs': from(analyticsPlanQueries, 'getPlanInputs'),
  'plan.last': from(analyticsPlanQueries, 'getLastPlan'),
  'plan.stored': from(planningPlanQueries, 'getStoredPlan'),
  'plan.task': from(planningPlanQueries, 'getPlanTask'),
  'records.get': from(recordQueries, 'getRecord'),
  'records.list': from(recordQueries, 'listRecords'),
  'rules.preview': from(accountQueries, 'previewRules'),
  'suggestions.rule': from(suggestionQueries, 'findRule'),
  'taskFilters.find': from(savedFilters, 'findFilter'),
  'taskFilters.list': from(savedFilters, 'listTaskFilters'),
  'tasks.find': from(taskQueries, 'findTasks'),
  'tasks.forPlan': from(forPlan, 'tasksForPlan'),
  'tasks.get': from(taskQueries, 'getTask'),
  'tasks.linked': from(taskQueries, 'findLinkedTask'),
  'tasks.list': from(taskQueries, 'listTasksQuery'),
  'tasks.ofBranch': from(linkedTasks, 'getBranchTask'),
  'tasks.positions': from(taskQueries, 'taskPositions'),
  'tasks.preview': from(quickAddQueries, 'previewTask'),
  'tasks.projectNamed': from(quickAddQueries, 'projectNamed'),
  'timers.state': from(readEntries, 'getTimerState'),
  'today.get': from(todayQuery, 'getToday'),
  'top.days': from(historyQueries, 'getTopDays'),
  'top.get': from(historyQueries, 'getTop'),
  'typing.days': from(typingCounts, 'typingDays'),
  'webhooks.deliveries': from(webhookOperations, 'listDeliveries'),
  'webhooks.list': from(webhookOperations, 'listWebhooksQuery'),
  'week.get': from(accountQueries, 'getWeek'),
  'work.report': from(workReport, 'getWorkReport'),
} as const;
