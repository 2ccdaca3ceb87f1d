import { l10n } from 'vscode';
import type { ScoreStrings } from '../../../core/views/viewStrings.ts';

/** Sentences for the numbers behind each component of the score; their names are those of the facts in analytics/score. */
export function scoreFactStrings(): ScoreStrings['facts'] {
  return {
    focus: [l10n.t('{unbrokenMinutes} of {minutes} in unbroken stretches, the longest {longestMinutes}.')],
    flow: [
      l10n.t('Switches between files: {fileSwitches}, {fileSwitchesPerHour} an hour.'),
      l10n.t('Between projects: {projectSwitches}, {projectSwitchesPerHour} an hour.'),
    ],
    progress: [l10n.t('{tasksDone} of {tasks} tasks done; {doneMinutes} done of {dueMinutes} due by now.')],
    quality: [
      l10n.t('Errors fixed: {errorsFixed}; still open: {errorsOpen}.'),
      l10n.t('Builds and tests that pass: {runsPassing}; that fail: {runsFailing}; turned green: {turnedGreen}.'),
    ],
    steadiness: [l10n.t('{workedMinutes} worked; {expectedMinutes} expected by now of a goal of {goalMinutes}.')],
    collaboration: [
      l10n.t('Pull requests reviewed: {reviews}; threads commented on: {comments}; your own moved on: {pulls}.'),
      l10n.t('Reviews that waited for you since before the day began: {waiting}.'),
    ],
  };
}

/** Why a component has no data. */
export function scoreMissingStrings(): ScoreStrings['missing'] {
  return {
    focus: l10n.t('Less than 15 minutes of work observed so far.'),
    flow: l10n.t('Less than 15 minutes of work observed so far.'),
    progress: l10n.t('No plan for today, or none of it is due yet.'),
    quality: l10n.t('No errors, builds, or tests were seen today.'),
    steadiness: l10n.t('A day off by your settings, or too early in the day.'),
    collaboration: l10n.t('GitHub is not connected, or nothing happened there and nothing is waiting.'),
  };
}

type RaiseStrings = Pick<ScoreStrings, 'whyOf' | 'raise' | 'raiseNone' | 'raisePoints' | 'raiseHow' | 'raiseMissing'>;

/** What would raise each component tomorrow; the limits named are those of docs/score.md. */
export function scoreRaiseStrings(): RaiseStrings {
  const enough = l10n.t('it counts after 15 minutes of observed work.');
  return {
    whyOf: l10n.t('{0}, {1}: why'),
    raise: l10n.t('Tomorrow: {0}'),
    raiseNone: l10n.t('Tomorrow: keep it up, there are no more points to gain.'),
    raisePoints: { one: l10n.t('Up to {0} point.'), other: l10n.t('Up to {0} points.') },
    raiseHow: {
      focus: l10n.t(
        '25 minutes at a time without a pause of over 5; {brokenMinutes} of today were in shorter stretches.',
      ),
      flow: l10n.t(
        'stay below 60 changes of file and 4 of project an hour; today there were {fileSwitchesPerHour} and {projectSwitchesPerHour}.',
      ),
      progress: l10n.t('finish what is due, or plan less: {openMinutes} of what was due are still open.'),
      quality: l10n.t(
        'leave no error open and no build or test failing; now there are {errorsOpen} and {runsFailing}.',
      ),
      steadiness: l10n.t('{missingMinutes} more by the same time of day; the goal is {goalMinutes}.'),
      collaboration: l10n.t('answer the reviews that wait for you first; {waiting} wait.'),
    },
    raiseMissing: {
      focus: enough,
      flow: enough,
      progress: l10n.t('make a plan to have something to measure against.'),
      quality: l10n.t('it counts as soon as an error, build, or test is seen.'),
      steadiness: l10n.t('it counts on your workdays.'),
      collaboration: l10n.t('it counts once GitHub is connected and something happens there.'),
    },
  };
}

/** What the time went to, and how it compares. */
export function scoreTimeStrings(): Pick<ScoreStrings, 'split' | 'splitParts' | 'compare'> {
  return {
    split: l10n.t('Where the time went'),
    splitParts: {
      coding: l10n.t('Coding'),
      learning: l10n.t('Learning'),
      collaboration: l10n.t('Collaboration'),
      rest: l10n.t('Other'),
    },
    compare: {
      name: l10n.t('Comparison'),
      week: l10n.t('This week'),
      lastWeek: l10n.t('{0} on last week'),
      month: l10n.t('This month'),
      lastMonth: l10n.t('{0} on last month'),
      best: l10n.t('Best week'),
      from: l10n.t('from {0}'),
      failed: l10n.t('Weeks and months could not be compared.'),
    },
  };
}
