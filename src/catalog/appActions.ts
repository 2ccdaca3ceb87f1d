/**
 * The actions that need nothing but core's `App`, so that they also run where there is no VS Code. Cheap to load itself; a definition,
 * and zod with it, is loaded on first use.
 */
export const appActions = {
  'activity.save': async () => (await activities()).saveActivityAction,
  'activity.delete': async () => (await activities()).deleteActivityAction,
  'activity.log': async () => (await activities()).logActivity,
  'plan.saveTask': async () => (await plans()).savePlanTask,
  'plan.tick': async () => (await plans()).tickPlanTask,
  'plan.start': async () => (await plans()).startPlanTask,
  'plan.stop': async () => (await plans()).stopPlanTask,
  'plan.move': async () => (await plans()).movePlanTask,
  'plan.deleteTask': async () => (await plans()).deletePlanTask,
  'plan.tickLearning': async () => (await plans()).tickLearning,
  'goals.save': async () => (await goals()).saveGoal,
  'goals.retarget': async () => (await goals()).retargetGoal,
  'goals.archive': async () => (await goals()).archiveGoal,
  'goals.delete': async () => (await goals()).deleteGoal,
  'goals.restore': async () => (await goals()).restoreGoal,
  'restDays.add': async () => (await goals()).addRestDays,
  'restDays.delete': async () => (await goals()).deleteRestDays,
  'tasks.create': async () => (await tasks()).createTaskAction,
  'tasks.add': async () => (await import('../planning/tasks/quickAdd/quickAddActions.ts')).quickAddTask,
  'tasks.revise': async () => (await tasks()).reviseTaskAction,
  'tasks.complete': async () => (await tasks()).completeTaskAction,
  'tasks.reopen': async () => (await tasks()).reopenTaskAction,
  'tasks.skip': async () => (await tasks()).skipTaskAction,
  'tasks.setStatus': async () => (await tasks()).setTaskStatusAction,
  'tasks.move': async () => (await tasks()).moveTaskAction,
  'tasks.plan': async () => (await tasks()).planTaskAction,
  'tasks.delete': async () => (await tasks()).deleteTaskAction,
  'tasks.restore': async () => (await tasks()).restoreTaskAction,
  'tasks.changeMany': async () => (await tasks()).changeManyTasks,
  'timers.start': async () => (await timers()).startTimer,
  'timers.stop': async () => (await timers()).stopTimer,
  'timers.pause': async () => (await timers()).pauseTimer,
  'timers.resume': async () => (await timers()).resumeTimer,
  'timers.answerGap': async () => (await timers()).answerGap,
  'entries.save': async () => (await entries()).saveEntry,
  'entries.split': async () => (await entries()).splitEntry,
  'entries.merge': async () => (await entries()).mergeEntries,
  'entries.duplicate': async () => (await entries()).duplicateEntry,
  'entries.delete': async () => (await entries()).deleteEntry,
  'entries.restore': async () => (await entries()).restoreEntry,
  'suggestions.accept': async () => (await suggestions()).acceptSuggestion,
  'suggestions.dismiss': async () => (await suggestions()).dismissSuggestion,
  'suggestions.restore': async () => (await suggestions()).restoreSuggestion,
  'suggestions.renameRule': async () => (await suggestions()).renameRule,
  'suggestions.deleteRule': async () => (await suggestions()).deleteRule,
  'plan.answer': async () => (await plans()).answerReflection,
} as const;

const activities = () => import('../planning/activityActions.ts');
const plans = () => import('../planning/planActions.ts');
const goals = () => import('../habits/goalActions.ts');
const tasks = () => import('../planning/tasks/taskActions.ts');
const timers = () => import('../planning/time/timerActions.ts');
const suggestions = () => import('../planning/time/suggestionActions.ts');
const entries = () => import('../planning/time/entryActions.ts');
