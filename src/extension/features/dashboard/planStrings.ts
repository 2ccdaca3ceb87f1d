import { l10n } from 'vscode';
import type { PlanStrings } from '../../../core/views/viewStrings.ts';

/** Texts of the plan. */
export function planStrings(): PlanStrings {
  return {
    heading: l10n.t('Plan'),
    headingTomorrow: l10n.t('Tomorrow, {0}'),
    headingDay: l10n.t('{0}'),
    empty: l10n.t(
      'No plan yet. Plans are made from what was measured: unfinished branches, open errors, failing runs, and tasks left over.',
    ),
    emptyToday: l10n.t('No plan for today.'),
    starter: l10n.t(
      'This is a starter plan: nothing is measured yet. After a day of work, plans use your unfinished branches, open errors, and failing runs.',
    ),
    emptyTasks: l10n.t('No tasks in this plan.'),
    generate: l10n.t('Generate Plan'),
    generateAgain: l10n.t('Generate Again'),
    generating: l10n.t('Making the plan…'),
    replaceAsk: l10n.t('There is a plan for {0}. Replace it?'),
    replaceKeeps: l10n.t('Tasks that you ticked or added yourself are kept.'),
    replace: l10n.t('Replace Plan'),
    keep: l10n.t('Keep It'),
    made: { one: l10n.t('Plan made: {0} task'), other: l10n.t('Plan made: {0} tasks') },
    ...taskStrings(),
    learning: l10n.t('Learning Goal'),
    reflection: l10n.t('Looking Back'),
    answer: l10n.t('Your answer'),
    answerHint: l10n.t('Saved automatically.'),
    answerLong: l10n.t('At most {0} characters. Anything longer is not saved.'),
    saving: l10n.t('Saving…'),
    saved: l10n.t('Saved.'),
    notSaved: l10n.t('Not saved yet. Your text is kept here.'),
  };
}

type TaskKey =
  | 'progress'
  | 'doneOf'
  | 'minutesOf'
  | 'overCapacity'
  | 'capacityWhy'
  | 'madeBy'
  | 'tasks'
  | 'addTask'
  | 'added'
  | 'newTask'
  | 'editTask'
  | 'task'
  | 'priority'
  | 'minutes'
  | 'taskEmpty'
  | 'taskLong'
  | 'minutesInvalid'
  | 'drag'
  | 'moveUp'
  | 'moveDown'
  | 'moved'
  | 'reorderHint'
  | 'deleteAsk'
  | 'deleted'
  | 'byYou'
  | 'start'
  | 'stop'
  | 'started'
  | 'stopped'
  | 'running'
  | 'actualOf'
  | 'link'
  | 'linkInvalid'
  | 'lastDone'
  | 'lastTime'
  | 'doneWord'
  | 'openWord'
  | 'notStarted';

function taskStrings(): Pick<PlanStrings, TaskKey> {
  return {
    progress: l10n.t('Tasks done'),
    doneOf: l10n.t('{0} of {1} done'),
    minutesOf: l10n.t('{0} planned of {1}'),
    overCapacity: l10n.t('{0} planned, more than the {1} of your usual day'),
    capacityWhy: l10n.t('Why {0}'),
    madeBy: l10n.t('Made by {0}.'),
    tasks: l10n.t('Tasks'),
    addTask: l10n.t('Add Task'),
    added: l10n.t('Task added'),
    newTask: l10n.t('New task'),
    editTask: l10n.t('Edit "{0}"'),
    task: l10n.t('Task'),
    priority: l10n.t('Priority'),
    minutes: l10n.t('Minutes'),
    taskEmpty: l10n.t('Enter what to do.'),
    taskLong: l10n.t('At most {0} characters.'),
    minutesInvalid: l10n.t('From {0} minutes to {1} hours, such as 45 or 1h 30m.'),
    drag: l10n.t('Drag to reorder'),
    moveUp: l10n.t('Move Up'),
    moveDown: l10n.t('Move Down'),
    moved: l10n.t('Moved to {0} of {1}'),
    reorderHint: l10n.t('Alt+Up and Alt+Down move the task too.'),
    deleteAsk: l10n.t('Delete "{0}"?'),
    deleted: l10n.t('Task deleted'),
    byYou: l10n.t('Added by you.'),
    start: l10n.t('Start "{0}"'),
    stop: l10n.t('Stop "{0}"'),
    started: l10n.t('Started: {0}'),
    stopped: l10n.t('Stopped: {0}'),
    running: l10n.t('started'),
    actualOf: l10n.t('{0} of {1}'),
    link: l10n.t('Link'),
    linkInvalid: l10n.t('An address that begins with https:// or http://.'),
    lastDone: l10n.t('{0}: {1} of {2} done'),
    lastTime: l10n.t('{0} planned, {1} worked.'),
    doneWord: l10n.t('done'),
    openWord: l10n.t('open'),
    notStarted: l10n.t('estimated at {0}, never started'),
  };
}
