import { l10n } from 'vscode';
import type { GoalFormStrings, GoalStrings, RestDayStrings } from '../../../core/views/habitStrings.ts';

/** Texts of the goals. */
export function goalStrings(): GoalStrings {
  return {
    heading: l10n.t('Goals'),
    empty: l10n.t('No goals yet. Set one for your time, a project, a language, or your tasks.'),
    emptyHint: l10n.t("Weekends, days off, and two missed days a month don't break a streak."),
    add: l10n.t('Add Goal'),
    newGoal: l10n.t('New goal'),
    editGoal: l10n.t('Edit goal: {0}'),
    saved: l10n.t('Goal saved.'),
    of: l10n.t('{0} of {1}'),
    atMostOf: l10n.t('{0}, at most {1}'),
    rest: l10n.t('Day off'),
    notStarted: l10n.t('Starts {0}'),
    ended: l10n.t('Ended {0}'),
    consistency: {
      day: { one: l10n.t('{1} of {0} day in the last 8 weeks'), other: l10n.t('{1} of {0} days in the last 8 weeks') },
      week: { one: l10n.t('{1} of {0} week lately'), other: l10n.t('{1} of the last {0} weeks') },
      month: { one: l10n.t('{1} of {0} month lately'), other: l10n.t('{1} of the last {0} months') },
    },
    streak: {
      day: { one: l10n.t('{0} day in a row'), other: l10n.t('{0} days in a row') },
      week: { one: l10n.t('{0} week in a row'), other: l10n.t('{0} weeks in a row') },
      month: { one: l10n.t('{0} month in a row'), other: l10n.t('{0} months in a row') },
    },
    longest: l10n.t('Longest: {0}'),
    recent: l10n.t('Lately: {0}'),
    outcomes: {
      met: l10n.t('met'),
      missed: l10n.t('missed'),
      spared: l10n.t('missed, excused'),
      rest: l10n.t('off'),
      open: l10n.t('not over yet'),
    },
    fitting: l10n.t('Lately you reached about {0}. A goal of that size may fit better.'),
    useFitting: l10n.t('Change to {0}'),
    archive: l10n.t('Archive'),
    archived: l10n.t('Goal archived.'),
    archivedNote: l10n.t('Archived'),
    unarchive: l10n.t('Use Again'),
    showArchived: l10n.t('Show Archived Goals'),
    hideArchived: l10n.t('Hide Archived Goals'),
    deleted: l10n.t('Deleted "{0}".'),
    form: formStrings(),
    rests: restStrings(),
    coding: l10n.t('Coding days'),
    codingHint: l10n.t('Workdays with at least 15 minutes of measured time.'),
  };
}

function formStrings(): GoalFormStrings {
  return {
    measure: l10n.t('What counts'),
    measures: {
      time: l10n.t('All time'),
      project: l10n.t('A project'),
      language: l10n.t('A language'),
      kind: l10n.t('A kind of activity'),
      tasks: l10n.t('Planned tasks done'),
      commits: l10n.t('Commits'),
    },
    project: l10n.t('Project'),
    language: l10n.t('Language'),
    kind: l10n.t('Kind'),
    nothingYet: l10n.t('Nothing recorded yet'),
    direction: l10n.t('Limit'),
    directions: { atLeast: l10n.t('At least'), atMost: l10n.t('At most') },
    time: l10n.t('Time'),
    timeHint: l10n.t('Such as 4h or 1h 30m.'),
    count: l10n.t('Number'),
    timeInvalid: l10n.t('Enter a time of up to {0}, such as 4h.'),
    countInvalid: l10n.t('Enter a whole number from 1 to {0}.'),
    period: l10n.t('Every'),
    periods: { day: l10n.t('Day'), week: l10n.t('Week'), month: l10n.t('Month') },
    weekdays: l10n.t('On'),
    weekdaysInvalid: l10n.t('Choose at least one weekday.'),
    start: l10n.t('First day'),
    end: l10n.t('Last day'),
    endHint: l10n.t('Leave empty for a goal without an end.'),
    dayInvalid: l10n.t('Enter a date.'),
    endInvalid: l10n.t('The last day is before the first.'),
  };
}

function restStrings(): RestDayStrings {
  return {
    heading: l10n.t('Days Off'),
    hint: l10n.t('Vacation, holidays, sick days. Goals are not due on them, and what you do counts all the same.'),
    add: l10n.t('Add Days Off'),
    from: l10n.t('From'),
    to: l10n.t('Through'),
    span: l10n.t('{0} – {1}'),
    remove: l10n.t('Remove {0}'),
    removed: l10n.t('Days off removed.'),
  };
}
