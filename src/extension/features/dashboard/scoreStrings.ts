import { l10n } from 'vscode';
import type { ScoreStrings } from '../../../shared/viewStrings.ts';

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
    progress: l10n.t('No plan for today, or nothing of it due yet.'),
    quality: l10n.t('No errors, builds or tests to go by today.'),
    steadiness: l10n.t('A day off by your settings, or too early to tell.'),
    collaboration: l10n.t('GitHub is not connected, or nothing happened there and nothing waits.'),
  };
}
