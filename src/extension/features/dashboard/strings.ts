import { l10n } from 'vscode';
import type {
  ActivityStrings,
  CommonStrings,
  FeedStrings,
  ScoreStrings,
  ViewStrings,
} from '../../../core/views/viewStrings.ts';
import { calendarStrings, heatMapStrings, historyStrings, timelineStrings, topStrings } from './historyStrings.ts';
import type { LogStrings } from '../../../core/views/logStrings.ts';
import { goalStrings } from './goalStrings.ts';
import { timeStrings } from './timeStrings.ts';
import { taskStrings } from './taskStrings.ts';
import { insightsStrings } from './insightsStrings.ts';
import { planStrings } from './planStrings.ts';
import { scoreFactStrings, scoreMissingStrings, scoreRaiseStrings, scoreTimeStrings } from './scoreStrings.ts';

/** Every text of the view, in VS Code's display language. */
export function viewStrings(): ViewStrings {
  return {
    common: commonStrings(),
    score: scoreStrings(),
    activity: activityStrings(),
    timeline: timelineStrings(),
    history: historyStrings(),
    heatMap: heatMapStrings(),
    calendar: calendarStrings(),
    top: topStrings(),
    plan: planStrings(),
    goals: goalStrings(),
    time: timeStrings(),
    tasks: taskStrings(),
    feed: feedStrings(),
    insights: insightsStrings(),
    log: logStrings(),
    ...wordStrings(),
  };
}

function commonStrings(): CommonStrings {
  return {
    title: l10n.t('Daymark dashboard'),
    loading: l10n.t('Reading your day…'),
    failed: l10n.t('The dashboard could not be read'),
    failedHint: l10n.t('Tracking continues. For details, run "Daymark: Run Health Check" from the command palette.'),
    panelFailed: l10n.t('This part of the dashboard could not be shown.'),
    retry: l10n.t('Try Again'),
    lost: l10n.t('No answer came from the extension. Try again; if that does not help, reload the window.'),
    demo: l10n.t('Demo data: made up, not yours'),
    paused: l10n.t('Tracking is paused in this window.'),
    pausedAll: l10n.t('Tracking is paused in all windows.'),
    resume: l10n.t('Resume'),
    info: l10n.t('Information'),
    warning: l10n.t('Warning'),
    error: l10n.t('Error'),
    save: l10n.t('Save'),
    cancel: l10n.t('Cancel'),
    close: l10n.t('Close'),
    edit: l10n.t('Edit'),
    delete: l10n.t('Delete'),
    undo: l10n.t('Undo'),
    today: l10n.t('Today'),
    yesterday: l10n.t('Yesterday'),
    asTable: l10n.t('Show as Table'),
    asList: l10n.t('Show as List'),
    hideTable: l10n.t('Hide Table'),
    hideList: l10n.t('Hide List'),
    total: l10n.t('Total'),
    day: l10n.t('Day'),
    evidence: l10n.t('Evidence for this'),
    settings: l10n.t('Settings'),
    back: l10n.t('Back to Dashboard'),
  };
}

function scoreStrings(): ScoreStrings {
  return {
    heading: l10n.t('Score'),
    outOf: l10n.t('{0}: {1} of 100'),
    daily: l10n.t('{0}: {1}'),
    announce: l10n.t('Score {0}, {1}'),
    levels: { good: l10n.t('High'), fair: l10n.t('Medium'), low: l10n.t('Low'), none: l10n.t('No score yet') },
    firstDay: l10n.t('It appears after the first 15 minutes of work in an editor. Nothing needs to be set up.'),
    none: l10n.t('It appears after the first 15 minutes of work today.'),
    trendUp: l10n.t('{0} above your usual {1}'),
    trendDown: l10n.t('{0} below your usual {1}'),
    trendSame: l10n.t('As on your usual {1}'),
    trendNone: l10n.t('A comparison appears once there is an earlier {0}.'),
    sparkline: l10n.t('Score of the last seven days'),
    noScore: l10n.t('no score'),
    timeToday: l10n.t('Today'),
    ofGoal: l10n.t('of {0}'),
    goalReached: l10n.t('goal of {0} reached'),
    machine: l10n.t('{0} of machine time, not counted'),
    breakdown: l10n.t('What Makes Up the Score'),
    weight: l10n.t('Makes up {0} of the score.'),
    noData: l10n.t('no data'),
    leftOut: l10n.t('{0} Left out of the score.'),
    components: {
      focus: l10n.t('Focus'),
      flow: l10n.t('Flow'),
      progress: l10n.t('Progress'),
      quality: l10n.t('Quality'),
      steadiness: l10n.t('Steadiness'),
      collaboration: l10n.t('Collaboration'),
    },
    meanings: {
      focus: l10n.t('Time in unbroken stretches.'),
      flow: l10n.t('Few switches between files and projects.'),
      progress: l10n.t('The plan and its tasks.'),
      quality: l10n.t('Errors fixed, failing runs turned green.'),
      steadiness: l10n.t('Time compared with your own goal. More than the goal adds nothing.'),
      collaboration: l10n.t('Reviews and comments given, pull requests moved on.'),
    },
    facts: scoreFactStrings(),
    missing: scoreMissingStrings(),
    ...scoreRaiseStrings(),
    ...scoreTimeStrings(),
  };
}

function activityStrings(): ActivityStrings {
  return {
    heading: l10n.t('Activity'),
    chart: l10n.t('Time for each of the last {0} days, {1}'),
    nothing: l10n.t('{0}: nothing recorded'),
    empty: l10n.t('As you work, each day gets a bar here. The first one appears within seconds of your first edit.'),
    goal: l10n.t('Goal'),
    legend: l10n.t('What the bars show'),
    share: l10n.t('{0}: {1}'),
    by: l10n.t('Grouping'),
    weekly: l10n.t('Each bar is the average day of a week.'),
    chartFailed: l10n.t('The chart could not be loaded. The table has the same figures.'),
    groupings: {
      source: l10n.t('by source'),
      kind: l10n.t('by kind'),
      project: l10n.t('by project'),
      language: l10n.t('by language'),
    },
  };
}

function feedStrings(): FeedStrings {
  return {
    heading: l10n.t('Recent Activity'),
    empty: l10n.t('Your activity appears here as it happens. You can log work away from the editor yourself.'),
    running: l10n.t('running'),
    passed: l10n.t('passed'),
    failed: l10n.t('failed'),
    errors: { one: l10n.t('{0} error'), other: l10n.t('{0} errors') },
    more: l10n.t('Load More'),
    end: l10n.t('No more entries.'),
    filter: l10n.t('Filter'),
    filterOff: l10n.t('Remove Filter'),
    search: l10n.t('Search'),
    source: l10n.t('Source'),
    allSources: l10n.t('All'),
    project: l10n.t('Project'),
    allProjects: l10n.t('All'),
    nothingFits: l10n.t('Nothing matches.'),
    searchedTo: l10n.t('Searched back to {0}'),
    editItem: l10n.t('Edit "{0}"'),
    deleteItem: l10n.t('Delete "{0}"'),
    deleteAsk: l10n.t('Delete "{0}"?'),
    deleted: l10n.t('Activity deleted'),
  };
}

function logStrings(): LogStrings {
  return {
    open: l10n.t('Log Activity'),
    heading: l10n.t('Log Activity'),
    headingEdit: l10n.t('Edit Activity'),
    quick: l10n.t('Quick adds'),
    task: l10n.t('Task'),
    taskHint: l10n.t('What did you do?'),
    kind: l10n.t('Kind'),
    duration: l10n.t('Duration'),
    durationHint: l10n.t('45, or 1h 30m'),
    unit: l10n.t('Unit'),
    minutes: l10n.t('minutes'),
    hours: l10n.t('hours'),
    errors: l10n.t('Errors met'),
    notes: l10n.t('Notes'),
    when: l10n.t('When'),
    ended: l10n.t('Ended at'),
    started: l10n.t('Started at'),
    time: l10n.t('Date and time'),
    span: l10n.t('{0} to {1}'),
    submit: l10n.t('Log Activity'),
    submitEdit: l10n.t('Save Changes'),
    saved: l10n.t('Activity logged'),
    taskEmpty: l10n.t('Enter what you did.'),
    tooLong: l10n.t('At most {0} characters.'),
    durationEmpty: l10n.t('Enter how long it took.'),
    durationFormat: l10n.t('A duration such as 45, 1.5, 1h 30m or 1:30.'),
    durationNegative: l10n.t('Enter a duration greater than zero.'),
    durationZero: l10n.t('Enter a duration greater than zero.'),
    durationLong: l10n.t('At most {0} hours. Log each day separately.'),
    errorsInvalid: l10n.t('A whole number from 0 to {0}.'),
    timeEmpty: l10n.t('Enter a date and a time.'),
    timeFuture: l10n.t('The end is in the future.'),
  };
}

function wordStrings(): Pick<ViewStrings, 'kinds' | 'sources' | 'priorities' | 'providers'> {
  return {
    kinds: {
      coding: l10n.t('Coding'),
      reading: l10n.t('Reading'),
      debugging: l10n.t('Debugging'),
      testing: l10n.t('Testing'),
      building: l10n.t('Building'),
      terminal: l10n.t('Terminal'),
      reviewing: l10n.t('Reviewing'),
      planning: l10n.t('Planning'),
      learning: l10n.t('Learning'),
      meeting: l10n.t('Meeting'),
      browsing: l10n.t('Browsing'),
      break: l10n.t('Break'),
      other: l10n.t('Other'),
    },
    sources: {
      editor: l10n.t('Editor'),
      debug: l10n.t('Debugger'),
      task: l10n.t('Task'),
      terminal: l10n.t('Terminal'),
      hub: l10n.t('Other editors'),
      manual: l10n.t('By hand'),
      github: l10n.t('GitHub'),
    },
    priorities: { high: l10n.t('High'), medium: l10n.t('Medium'), low: l10n.t('Low') },
    providers: {
      rules: l10n.t('the built-in rules'),
      claude: l10n.t('Claude'),
      vscode: l10n.t("the editor's language model"),
    },
  };
}
