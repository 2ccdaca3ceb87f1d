import { l10n } from 'vscode';
import type {
  EntryFormStrings,
  GapStrings,
  SuggestionStrings,
  TimerStrings,
  TimeStrings,
} from '../../../core/views/timeStrings.ts';

/** Texts of the panel "Time Entries". */
export function timeStrings(): TimeStrings {
  return {
    heading: l10n.t('Time Entries'),
    timer: timerStrings(),
    gap: gapStrings(),
    empty: l10n.t('No time entries on this day.'),
    emptyHint: l10n.t('A timer says what your time is for. How long you were there is measured anyway.'),
    before: l10n.t('Previous Day of Entries'),
    after: l10n.t('Next Day of Entries'),
    toToday: l10n.t('Go to Today'),
    sums: l10n.t('{0} in entries · {1} measured · {2} in both'),
    there: l10n.t('You were there {0}'),
    running: l10n.t('running'),
    overlaps: l10n.t('Overlaps another entry'),
    untitled: l10n.t('Without a title'),
    add: l10n.t('Add Entry'),
    newEntry: l10n.t('New time entry'),
    editEntry: l10n.t('Edit time entry: {0}'),
    saved: l10n.t('Time entry saved.'),
    deleted: l10n.t('Deleted "{0}".'),
    again: l10n.t('Start Again'),
    split: l10n.t('Split…'),
    splitNow: l10n.t('Split'),
    splitAt: l10n.t('Split at'),
    splitInvalid: l10n.t('Enter a time between the start and the end.'),
    duplicate: l10n.t('Duplicate'),
    duplicated: l10n.t('Time entry duplicated.'),
    mergeSpan: l10n.t('Merge with Next, Gap Included ({0})'),
    mergeSum: l10n.t('Merge with Next ({0})'),
    merged: l10n.t('Time entries merged.'),
    form: formStrings(),
    suggestions: suggestionStrings(),
  };
}

function timerStrings(): TimerStrings {
  return {
    what: l10n.t('What are you working on?'),
    placeholder: l10n.t('-10m: 10 minutes ago'),
    start: l10n.t('Start'),
    stop: l10n.t('Stop'),
    pause: l10n.t('Pause'),
    resume: l10n.t('Resume'),
    since: l10n.t('{0} since {1}'),
    paused: l10n.t('Paused at {0} after {1}'),
    started: l10n.t('Timer started.'),
    stopped: l10n.t('Timer stopped.'),
    recent: l10n.t('Start again: {0}'),
  };
}

function gapStrings(): GapStrings {
  return {
    question: l10n.t('The timer ran from {0} to {1} ({2}) while nothing was measured.'),
    keep: l10n.t('Keep It'),
    cut: l10n.t('Stop at {0}'),
    split: l10n.t('Leave It Out'),
    answered: l10n.t('Done.'),
  };
}

function formStrings(): EntryFormStrings {
  return {
    title: l10n.t('Title'),
    tooLong: l10n.t('At most {0} characters.'),
    start: l10n.t('Start'),
    end: l10n.t('End'),
    endHint: l10n.t('The timer runs.'),
    timeInvalid: l10n.t('Enter a date and time.'),
    endInvalid: l10n.t('The end must be after the start.'),
    endLong: l10n.t('An entry lasts seven days at most.'),
    tags: l10n.t('Tags'),
    tagsHint: l10n.t('Separated by commas'),
    tagsInvalid: {
      one: l10n.t('At most {0} tag of up to 100 characters.'),
      other: l10n.t('At most {0} tags of up to 100 characters each.'),
    },
    note: l10n.t('Note'),
  };
}

function suggestionStrings(): SuggestionStrings {
  return {
    heading: { one: l10n.t('{0} Suggested Entry'), other: l10n.t('{0} Suggested Entries') },
    hint: l10n.t('Measured time that belongs to no entry.'),
    accept: l10n.t('Add'),
    acceptOf: l10n.t('Add {0}, {1}'),
    rename: l10n.t('Add As…'),
    renameOf: l10n.t('Add {0}, {1}, with another title'),
    learns: l10n.t('Suggestions for the same branch get this title, too.'),
    dismiss: l10n.t('Dismiss'),
    dismissOf: l10n.t('Dismiss {0}, {1}'),
    dismissed: l10n.t('Dismissed {0}.'),
    rules: l10n.t('Rules for Suggestions'),
    rule: l10n.t('{0}: {1}'),
    editRule: l10n.t('Edit the rule for {0}'),
    deleteRule: l10n.t('Delete the rule for {0}'),
  };
}
