import { l10n } from 'vscode';
import type {
  TaskFormStrings,
  TaskHelpStrings,
  TaskListStrings,
  TaskRepeatStrings,
} from '../../../core/views/taskStrings.ts';

/** Texts of the list of tasks. */
export function taskStrings(): TaskListStrings {
  return {
    heading: l10n.t('Tasks'),
    open: { one: l10n.t('{0} open task'), other: l10n.t('{0} open tasks') },
    empty: l10n.t('No tasks yet. Type one above and press Enter.'),
    nothingFits: l10n.t('No task fits the filter.'),
    add: l10n.t('Add a task'),
    addHint: l10n.t('Fix login #auth !high ^fri 2h @web-app'),
    added: l10n.t('Task added.'),
    unclear: l10n.t("Can't read {0}, so it stays in the title."),
    noTitle: l10n.t('Enter what there is to do.'),
    filter: l10n.t('Filter and sort tasks'),
    filterOff: l10n.t('Remove filter'),
    search: l10n.t('Search tasks'),
    show: l10n.t('Show'),
    groupBy: l10n.t('Group by'),
    sortBy: l10n.t('Sort by'),
    tag: l10n.t('Tag'),
    project: l10n.t('Project'),
    any: l10n.t('Any'),
    noProject: l10n.t('No project'),
    noTag: l10n.t('No tag'),
    showAll: l10n.t('Show All {0} Tasks'),
    subtasks: l10n.t('{0} of {1} subtasks'),
    overdue: l10n.t('Overdue: {0}'),
    completed: l10n.t('Completed "{0}".'),
    nextOn: l10n.t('Completed "{0}". It repeats.'),
    reopened: l10n.t('Reopened "{0}".'),
    deleted: l10n.t('Deleted "{0}".'),
    archived: l10n.t('Archived "{0}".'),
    moved: l10n.t('Moved to position {0} of {1}.'),
    sortByHand: l10n.t('Sort the list by hand to move tasks.'),
    undone: l10n.t('Undone.'),
    start: l10n.t('Start'),
    pause: l10n.t('Set to To Do'),
    plan: l10n.t("Add to Today's Plan"),
    planned: l10n.t('Added "{0}" to today\'s plan.'),
    skip: l10n.t('Skip This Time'),
    archive: l10n.t('Archive'),
    unarchive: l10n.t('Unarchive'),
    drag: l10n.t('Drag to move'),
    parent: l10n.t('Part of {0}'),
    ...choiceStrings(),
    repeat: repeatStrings(),
    form: formStrings(),
    help: helpStrings(),
  };
}

type Choices = 'scopes' | 'groupings' | 'orders' | 'statuses' | 'priorities' | 'buckets';

function choiceStrings(): Pick<TaskListStrings, Choices> {
  return {
    scopes: {
      open: l10n.t('Open'),
      done: l10n.t('Done'),
      archived: l10n.t('Archived'),
      all: l10n.t('All'),
    },
    groupings: {
      none: l10n.t('Nothing'),
      status: l10n.t('Status'),
      due: l10n.t('Due date'),
      priority: l10n.t('Priority'),
      project: l10n.t('Project'),
      tag: l10n.t('Tag'),
    },
    orders: {
      manual: l10n.t('By hand'),
      due: l10n.t('Due date'),
      priority: l10n.t('Priority'),
      created: l10n.t('Newest first'),
      updated: l10n.t('Last changed'),
      done: l10n.t('Last completed'),
      title: l10n.t('Title'),
    },
    statuses: {
      todo: l10n.t('To do'),
      inProgress: l10n.t('In progress'),
      done: l10n.t('Done'),
      archived: l10n.t('Archived'),
    },
    priorities: {
      low: l10n.t('Low'),
      medium: l10n.t('Medium'),
      high: l10n.t('High'),
      urgent: l10n.t('Urgent'),
    },
    buckets: {
      overdue: l10n.t('Overdue'),
      today: l10n.t('Today'),
      tomorrow: l10n.t('Tomorrow'),
      week: l10n.t('Next 7 days'),
      later: l10n.t('Later'),
      none: l10n.t('No due date'),
    },
  };
}

function repeatStrings(): TaskRepeatStrings {
  return {
    day: { one: l10n.t('Every day'), other: l10n.t('Every {0} days') },
    workday: l10n.t('Every workday'),
    week: { one: l10n.t('Every week'), other: l10n.t('Every {0} weeks') },
    month: { one: l10n.t('Every month'), other: l10n.t('Every {0} months') },
    on: l10n.t('{0} on {1}'),
    fromDone: l10n.t('{0} after it is done'),
  };
}

function formStrings(): TaskFormStrings {
  return {
    name: l10n.t('Edit task: {0}'),
    title: l10n.t('Title'),
    titleEmpty: l10n.t('Enter what there is to do.'),
    titleLong: l10n.t('At most {0} characters.'),
    description: l10n.t('Description'),
    due: l10n.t('Due'),
    time: l10n.t('Time'),
    timeInvalid: l10n.t('Enter a time such as 14:30, and a date.'),
    priority: l10n.t('Priority'),
    estimate: l10n.t('Estimate'),
    estimateInvalid: l10n.t('Enter a time such as 2h or 30m.'),
    tags: l10n.t('Tags'),
    tagsHint: l10n.t('Words, with spaces between them.'),
    project: l10n.t('Project'),
    repeat: l10n.t('Repeats'),
    repeats: {
      none: l10n.t('Never'),
      day: l10n.t('Every day'),
      workday: l10n.t('Every workday'),
      week: l10n.t('Every week'),
      month: l10n.t('Every month'),
      other: l10n.t('As before'),
    },
    repeatNeedsDue: l10n.t('A task that repeats needs a due date.'),
    saved: l10n.t('Task saved.'),
  };
}

function helpStrings(): TaskHelpStrings {
  return {
    heading: l10n.t('Keyboard shortcuts'),
    line: l10n.t(
      'In the line above: #tag, !low to !urgent, ^date, 2h, @project, *weekly, and links. A backslash keeps a word as it is.',
    ),
    keys: [
      ['↑ ↓', l10n.t('Move between tasks')],
      ['Space', l10n.t('Complete or reopen')],
      ['Enter', l10n.t('Show or hide details')],
      ['E', l10n.t('Edit')],
      ['S', l10n.t('Start, or set to To Do')],
      ['1 – 4', l10n.t('Set the priority, 1 is urgent')],
      ['Alt+↑ ↓', l10n.t('Move up or down')],
      ['P', l10n.t("Add to today's plan")],
      ['A', l10n.t('Archive')],
      ['Delete', l10n.t('Delete')],
      ['U', l10n.t('Undo')],
      ['N', l10n.t('Add a task')],
      ['/', l10n.t('Search')],
      ['?', l10n.t('Show or hide this list')],
    ],
  };
}
