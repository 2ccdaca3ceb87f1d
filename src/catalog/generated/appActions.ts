/** Written by `npm run operations -- --write` from the definitions in src. Never edit it by hand. */
import { from } from '../loading.ts';

const categorize = () => import('../../agents/categorize.ts');
const decisions = () => import('../../agents/decisions/decisions.ts');
const receive = () => import('../../agents/telemetry/receive.ts');
const breaks = () => import('../../habits/breaks/breaks.ts');
const focusActions = () => import('../../habits/focus/focusActions.ts');
const goalActions = () => import('../../habits/goalActions.ts');
const tipQuery = () => import('../../habits/tips/tipQuery.ts');
const webhookOperations = () => import('../../integrations/webhooks/webhookOperations.ts');
const activityActions = () => import('../../planning/activityActions.ts');
const blockActions = () => import('../../planning/blocks/blockActions.ts');
const calendarActions = () => import('../../planning/calendar/calendarActions.ts');
const categoryActions = () => import('../../planning/categories/categoryActions.ts');
const planActions = () => import('../../planning/planActions.ts');
const quickAddActions = () => import('../../planning/tasks/quickAdd/quickAddActions.ts');
const savedFilters = () => import('../../planning/tasks/savedFilters.ts');
const taskActions = () => import('../../planning/tasks/taskActions.ts');
const entryActions = () => import('../../planning/time/entryActions.ts');
const suggestionActions = () => import('../../planning/time/suggestionActions.ts');
const timerActions = () => import('../../planning/time/timerActions.ts');

export const appActions = {
  'activity.delete': from(activityActions, 'deleteActivityAction'),
  'activity.log': from(activityActions, 'logActivity'),
  'activity.save': from(activityActions, 'saveActivityAction'),
  'agents.categorize': from(categorize, 'categorizeSession'),
  'agents.receive': from(receive, 'receiveTelemetry'),
  'blocks.clear': from(blockActions, 'clearBlocks'),
  'blocks.delete': from(blockActions, 'deleteBlock'),
  'blocks.place': from(blockActions, 'placeBlocks'),
  'blocks.restore': from(blockActions, 'restoreBlock'),
  'blocks.save': from(blockActions, 'saveBlock'),
  'breaks.answer': from(breaks, 'answerBreak'),
  'calendar.answer': from(calendarActions, 'answerMeeting'),
  'calendars.change': from(calendarActions, 'changeCalendar'),
  'categories.delete': from(categoryActions, 'deleteCategory'),
  'categories.deleteRule': from(categoryActions, 'deleteCategoryRule'),
  'categories.restore': from(categoryActions, 'restoreCategory'),
  'categories.save': from(categoryActions, 'saveCategory'),
  'categories.saveRule': from(categoryActions, 'saveCategoryRule'),
  'categories.setSite': from(categoryActions, 'setSiteCategory'),
  'decisions.add': from(decisions, 'addDecision'),
  'decisions.delete': from(decisions, 'deleteDecision'),
  'decisions.edit': from(decisions, 'editDecision'),
  'decisions.restore': from(decisions, 'restoreDecision'),
  'entries.delete': from(entryActions, 'deleteEntry'),
  'entries.duplicate': from(entryActions, 'duplicateEntry'),
  'entries.merge': from(entryActions, 'mergeEntries'),
  'entries.restore': from(entryActions, 'restoreEntry'),
  'entries.save': from(entryActions, 'saveEntry'),
  'entries.split': from(entryActions, 'splitEntry'),
  'focus.delete': from(focusActions, 'deleteFocus'),
  'focus.restore': from(focusActions, 'restoreFocus'),
  'focus.start': from(focusActions, 'startFocus'),
  'focus.stop': from(focusActions, 'stopFocus'),
  'goals.archive': from(goalActions, 'archiveGoal'),
  'goals.delete': from(goalActions, 'deleteGoal'),
  'goals.restore': from(goalActions, 'restoreGoal'),
  'goals.retarget': from(goalActions, 'retargetGoal'),
  'goals.save': from(goalActions, 'saveGoal'),
  'plan.answer': from(planActions, 'answerReflection'),
  'plan.deleteTask': from(planActions, 'deletePlanTask'),
  'plan.move': from(planActions, 'movePlanTask'),
  'plan.saveTask': from(planActions, 'savePlanTask'),
  'plan.start': from(planActions, 'startPlanTask'),
  'plan.stop': from(planActions, 'stopPlanTask'),
  'plan.tick': from(planActions, 'tickPlanTask'),
  'plan.tickLearning': from(planActions, 'tickLearning'),
  'restDays.add': from(goalActions, 'addRestDays'),
  'restDays.delete': from(goalActions, 'deleteRestDays'),
  'suggestions.accept': from(suggestionActions, 'acceptSuggestion'),
  'suggestions.deleteRule': from(suggestionActions, 'deleteRule'),
  'suggestions.dismiss': from(suggestionActions, 'dismissSuggestion'),
  'suggestions.renameRule': from(suggestionActions, 'renameRule'),
  'suggestions.restore': from(suggestionActions, 'restoreSuggestion'),
  'taskFilters.delete': from(savedFilters, 'deleteTaskFilter'),
  'taskFilters.restore': from(savedFilters, 'restoreTaskFilter'),
  'taskFilters.save': from(savedFilters, 'saveTaskFilter'),
  'tasks.add': from(quickAddActions, 'quickAddTask'),
  'tasks.addLinked': from(taskActions, 'addLinkedTask'),
  'tasks.changeMany': from(taskActions, 'changeManyTasks'),
  'tasks.complete': from(taskActions, 'completeTaskAction'),
  'tasks.create': from(taskActions, 'createTaskAction'),
  'tasks.delete': from(taskActions, 'deleteTaskAction'),
  'tasks.linkBranch': from(taskActions, 'linkBranchAction'),
  'tasks.move': from(taskActions, 'moveTaskAction'),
  'tasks.plan': from(taskActions, 'planTaskAction'),
  'tasks.reopen': from(taskActions, 'reopenTaskAction'),
  'tasks.restore': from(taskActions, 'restoreTaskAction'),
  'tasks.revise': from(taskActions, 'reviseTaskAction'),
  'tasks.setStatus': from(taskActions, 'setTaskStatusAction'),
  'tasks.skip': from(taskActions, 'skipTaskAction'),
  'timers.answerGap': from(timerActions, 'answerGap'),
  'timers.pause': from(timerActions, 'pauseTimer'),
  'timers.resume': from(timerActions, 'resumeTimer'),
  'timers.start': from(timerActions, 'startTimer'),
  'timers.stop': from(timerActions, 'stopTimer'),
  'tips.dismiss': from(tipQuery, 'dismissTip'),
  'webhooks.redeliver': from(webhookOperations, 'redeliver'),
} as const;
