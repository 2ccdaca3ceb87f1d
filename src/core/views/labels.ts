import type { ActivityKind, Source, Priority } from '../facts/activity.ts';
import type { PlanProvider } from '../facts/facts.ts';
import type { Translate } from '../base/translate.ts';
import type { ScoreComponentId } from './views.ts';

/** Kinds of activity, as a title begins with them. */
export const kindLabels = (t: Translate): Readonly<Record<ActivityKind, string>> => ({
  coding: t('Coding'),
  reading: t('Reading'),
  debugging: t('Debugging'),
  testing: t('Testing'),
  building: t('Building'),
  terminal: t('Terminal'),
  reviewing: t('Reviewing'),
  planning: t('Planning'),
  learning: t('Learning'),
  meeting: t('Meeting'),
  browsing: t('Browsing'),
  break: t('Break'),
  other: t('Other'),
});

/** Sources of facts. */
export const sourceLabels = (t: Translate): Readonly<Record<Source, string>> => ({
  editor: t('Editor'),
  debug: t('Debugger'),
  task: t('Task'),
  terminal: t('Terminal'),
  hub: t('Other editors'),
  manual: t('By hand'),
  github: t('GitHub'),
});

/** Purposes of sessions of AI tools. */
export const sessionCategoryLabels = (t: Translate) => ({
  feature: t('Feature'),
  fix: t('Bug fix'),
  refactoring: t('Refactoring'),
  docs: t('Docs'),
  tests: t('Tests'),
  exploration: t('Exploration'),
  review: t('Review'),
});

/** Priorities of the tasks of a plan. */
export const priorityLabels = (t: Translate): Readonly<Record<Priority, string>> => ({
  high: t('High'),
  medium: t('Medium'),
  low: t('Low'),
});

/** Makers of plans and analyses, within a sentence. */
export const providerLabels = (t: Translate): Readonly<Record<PlanProvider, string>> => ({
  rules: t('the built-in rules'),
  claude: t('Claude'),
  vscode: t("the editor's language model"),
});

/** Components of the score. */
export const componentLabels = (t: Translate): Readonly<Record<ScoreComponentId, string>> => ({
  focus: t('Focus'),
  flow: t('Flow'),
  progress: t('Progress'),
  quality: t('Quality'),
  steadiness: t('Steadiness'),
  collaboration: t('Collaboration'),
});

/** Sentences for the measured numbers, each in a place of its own name: `{longestMinutes}`. */
export const componentFacts = (t: Translate): Readonly<Record<ScoreComponentId, readonly string[]>> => ({
  focus: [t('{unbrokenMinutes} of {minutes} in unbroken stretches, the longest {longestMinutes}.')],
  flow: [
    t('Switches between files: {fileSwitches}, {fileSwitchesPerHour} an hour.'),
    t('Between projects: {projectSwitches}, {projectSwitchesPerHour} an hour.'),
  ],
  progress: [t('{tasksDone} of {tasks} tasks done; {doneMinutes} done of {dueMinutes} due by now.')],
  quality: [
    t('Errors fixed: {errorsFixed}; still open: {errorsOpen}.'),
    t('Builds and tests passing: {runsPassing}; failing: {runsFailing}; turned green: {turnedGreen}.'),
  ],
  steadiness: [t('{workedMinutes} worked; {expectedMinutes} expected by now of a goal of {goalMinutes}.')],
  collaboration: [
    t('Pull requests reviewed: {reviews}; threads commented on: {comments}; your own moved forward: {pulls}.'),
    t('Reviews that have been waiting for you since before the day began: {waiting}.'),
  ],
});

type AgentTime = 'agentMs' | 'agentSumMs' | 'supervisedMs' | 'delegatedMs' | 'waitingMs' | 'agentWaitedMs';

/** Returns how agent time and your own time overlap, as pairs of a label and a duration in ms. */
export function agentTimeRows(
  time: Readonly<Record<AgentTime, number>>,
  t: Translate,
): readonly (readonly [label: string, ms: number])[] {
  return [
    [t('Agents worked'), time.agentMs],
    [t('All agents together'), time.agentSumMs],
    [t('Supervised: you worked in the same project'), time.supervisedMs],
    [t('Delegated: you did not'), time.delegatedMs],
    [t('Of this, you waited for an agent to finish'), time.waitingMs],
    [t('An agent had finished, and you worked on before you answered'), time.agentWaitedMs],
  ];
}
