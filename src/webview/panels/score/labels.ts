import * as l10n from '@vscode/l10n';
import type { ScoreLevel, ScoreComponentId, SplitPart } from '../../../core/views/views.ts';

/** Levels of the score. */
export const levelLabels = (): Readonly<Record<ScoreLevel, string>> => ({
  good: l10n.t('High'),
  fair: l10n.t('Medium'),
  low: l10n.t('Low'),
  none: l10n.t('No score yet'),
});

/** Describes what each component measures. */
export const componentMeanings = (): Readonly<Record<ScoreComponentId, string>> => ({
  focus: l10n.t('Time in unbroken stretches.'),
  flow: l10n.t('Few switches between files and projects.'),
  progress: l10n.t('The plan and its tasks.'),
  quality: l10n.t('Errors fixed, failing runs turned green.'),
  steadiness: l10n.t('Time compared with your own goal. More than the goal adds nothing.'),
  collaboration: l10n.t('Reviews and comments given, pull requests moved forward.'),
});

/** Describes why a component has no data. */
export const componentMissing = (): Readonly<Record<ScoreComponentId, string>> => ({
  focus: l10n.t('Less than 15 minutes of work observed so far.'),
  flow: l10n.t('Less than 15 minutes of work observed so far.'),
  progress: l10n.t('No plan for today, or none of it is due yet.'),
  quality: l10n.t('No errors, builds, or tests were seen today.'),
  steadiness: l10n.t('A day off by your settings, or too early in the day.'),
  collaboration: l10n.t('GitHub is not connected, or nothing happened there and nothing is waiting.'),
});

/** Describes what would raise each component tomorrow, with placeholders as in `componentFacts`. The limits are those of docs/score.md. */
export const raiseHow = (): Readonly<Record<ScoreComponentId, string>> => ({
  focus: l10n.t(
    'work 25 minutes at a time without a pause of over 5; today, {brokenMinutes} were in shorter stretches.',
  ),
  flow: l10n.t(
    'stay below 60 file switches and 4 project switches an hour; today there were {fileSwitchesPerHour} and {projectSwitchesPerHour}.',
  ),
  progress: l10n.t('finish what is due, or plan less: {openMinutes} of what was due are still open.'),
  quality: l10n.t('leave no error open and no build or test failing; now there are {errorsOpen} and {runsFailing}.'),
  steadiness: l10n.t('{missingMinutes} more by the same time of day; the goal is {goalMinutes}.'),
  collaboration: l10n.t('answer the reviews that wait for you first; {waiting} wait.'),
});

/** Describes when a component without data would count. */
export const raiseMissing = (): Readonly<Record<ScoreComponentId, string>> => ({
  focus: l10n.t('it counts after 15 minutes of observed work.'),
  flow: l10n.t('it counts after 15 minutes of observed work.'),
  progress: l10n.t('make a plan to have something to measure against.'),
  quality: l10n.t('it counts as soon as an error, build, or test is seen.'),
  steadiness: l10n.t('it counts on your workdays.'),
  collaboration: l10n.t('it counts once GitHub is connected and something happens there.'),
});

/** Parts of the time of a day. */
export const splitLabels = (): Readonly<Record<SplitPart, string>> => ({
  coding: l10n.t('Development'),
  learning: l10n.t('Learning'),
  collaboration: l10n.t('Collaboration'),
  rest: l10n.t('Everything else'),
});
