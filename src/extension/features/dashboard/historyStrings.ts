import { l10n } from 'vscode';
import type {
  CalendarStrings,
  HeatMapStrings,
  HistoryStrings,
  TimelineStrings,
  TopStrings,
} from '../../../core/views/historyStrings.ts';

/** Texts of the panels that look back over days. */
export function historyStrings(): HistoryStrings {
  return {
    range: l10n.t('Range'),
    ranges: {
      7: l10n.t('7 days'),
      14: l10n.t('14 days'),
      30: l10n.t('30 days'),
      90: l10n.t('90 days'),
      365: l10n.t('A year'),
    },
    rest: l10n.t('Others'),
    none: {
      source: l10n.t('No source'),
      kind: l10n.t('No kind'),
      project: l10n.t('No project'),
      language: l10n.t('No language'),
    },
    nothing: l10n.t('Nothing was recorded in these days.'),
    openDay: l10n.t('Click or press Enter to open the day.'),
  };
}

export function timelineStrings(): TimelineStrings {
  return {
    heading: l10n.t('Today'),
    chart: l10n.t('Timeline of today'),
    chartOf: l10n.t('Timeline of {0}'),
    block: l10n.t('{0}, {1}, {2}'),
    gap: l10n.t('Gap of {0}'),
    empty: l10n.t('Your day appears here as you work: typing, reading, debugging, running tasks.'),
    nothing: l10n.t('Nothing was recorded on this day.'),
    legend: l10n.t('Kinds of activity'),
    lanes: {
      work: l10n.t('Work'),
      meetings: l10n.t('Meetings'),
      runs: l10n.t('Runs'),
      commits: l10n.t('Commits'),
      github: l10n.t('GitHub'),
    },
    outcomes: {
      passed: l10n.t('passed'),
      failed: l10n.t('failed'),
      running: l10n.t('running'),
      unknown: l10n.t('ended'),
    },
    columns: { time: l10n.t('Time'), what: l10n.t('What'), duration: l10n.t('Duration') },
    zoom: {
      group: l10n.t('Zoom'),
      in: l10n.t('Zoom In'),
      out: l10n.t('Zoom Out'),
      earlier: l10n.t('Earlier'),
      later: l10n.t('Later'),
      whole: l10n.t('Whole Day'),
    },
    before: l10n.t('Previous Day'),
    after: l10n.t('Next Day'),
    backToToday: l10n.t('Back to Today'),
    score: l10n.t('score {0}'),
    hint: l10n.t(
      'Press Enter to see why it counts and to correct it. Up and Down change the lane, plus and minus zoom, Shift+Left and Shift+Right move, 0 shows the whole day.',
    ),
    openHint: l10n.t('Click or press Enter for the reason and corrections'),
    waits: {
      name: l10n.t('Waited on GitHub: {0}'),
      ci: l10n.t('CI {0}'),
      review: l10n.t('review {0}'),
      note: l10n.t(
        "Measured from each one's page on GitHub. Waits at the same time count once, and none of it is your time.",
      ),
    },
  };
}

export function heatMapStrings(): HeatMapStrings {
  return {
    heading: l10n.t('Hours of the Week'),
    chart: l10n.t('Time for each hour of the week, on average'),
    table: l10n.t('Time for each hour of the week'),
    hour: l10n.t('Hour'),
    best: l10n.t('Most of your time lies between {0} and {1}: {2} of it.'),
    fullest: l10n.t('The fullest hour is {0} at {1}, {2} on average.'),
    mean: l10n.t('on average'),
    cell: l10n.t('{0}, {1}: {2} on average'),
    empty: l10n.t('Your working hours appear here after your first day.'),
  };
}

export function calendarStrings(): CalendarStrings {
  return {
    heading: l10n.t('Year'),
    chart: l10n.t('Time for each day of a year'),
    table: l10n.t('Time for each month'),
    cell: l10n.t('{0}: {1}'),
    sum: { one: l10n.t('{0} day worked, {1}'), other: l10n.t('{0} days worked, {1} in all') },
    month: l10n.t('Month'),
    daysWorked: l10n.t('Days'),
    fullest: l10n.t('Fullest day'),
    empty: l10n.t('Your year appears here, day by day.'),
  };
}

export function topStrings(): TopStrings {
  return {
    heading: l10n.t('Where Time Went'),
    lists: {
      project: l10n.t('Projects'),
      language: l10n.t('Languages'),
      file: l10n.t('Files'),
      branch: l10n.t('Branches'),
    },
    none: {
      project: l10n.t('No project'),
      language: l10n.t('No language'),
      file: l10n.t('No file'),
      branch: l10n.t('No branch'),
    },
    open: l10n.t('{0}, {1}: the days behind it'),
    moreDays: { one: l10n.t('{0} more day, {1}'), other: l10n.t('{0} more days, {1}') },
    empty: l10n.t('Projects, languages, files and branches appear here as you work.'),
  };
}
