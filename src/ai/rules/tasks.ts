import { minuteMs } from '../../core/time/days.ts';
import type { BranchWork, BrokenFile, FailingRun, PlanDraft, PlanInputs } from '../../core/insights/planInputs.ts';
import type { Translate } from '../../core/base/translate.ts';
import { byPriority } from '../byPriority.ts';
import { githubTasks } from './githubTasks.ts';
import { hasNoWork, isCarriedOver, knownEvidence, taskEvidence } from '../evidence.ts';
import { unmeasured } from '../../core/insights/unmeasured.ts';
import { counted } from '../../core/base/counted.ts';

export type DraftTask = PlanDraft['tasks'][number];

/** The maximum of each in a plan: more is a list, not a plan. */
const most = { listed: 6, unfinished: 6, failingRuns: 2, brokenFiles: 3, branches: 2 } as const;

/** Tasks of the user's own list first, then the unfinished plan, then measurements: failing, broken, and half-done work. */
export function draftTasks(inputs: PlanInputs, t: Translate): DraftTask[] {
  if (hasNoWork(inputs)) return firstMorning(inputs, t);
  const measured = [
    ...inputs.failingRuns.slice(0, most.failingRuns).map((run) => failingTask(run, t)),
    ...githubTasks(inputs, t),
    ...inputs.brokenFiles.slice(0, most.brokenFiles).map((file) => brokenTask(file, t)),
    ...inputs.branches.slice(0, most.branches).map((branch, i) => branchTask(branch, i, t)),
    ...(inputs.branches.length === 0 ? goOnTasks(inputs, t) : []),
  ];
  const listed = (inputs.listed ?? []).slice(0, most.listed);
  return [...listed, ...unfinishedTasks(inputs, t), ...measured].filter(isFirstOfItsTitle);
}

/** Carried over as they were, the more urgent ones first. */
function unfinishedTasks({ unfinished }: PlanInputs, t: Translate): DraftTask[] {
  const tasks = unfinished
    .filter(isCarriedOver)
    .sort((a, b) => byPriority(a.priority, b.priority) || a.order - b.order);
  return tasks.slice(0, most.unfinished).map((task) => ({
    title: task.title,
    priority: task.priority,
    minutes: task.minutes,
    ...inProject(task.project),
    evidence: [taskEvidence(task, t), ...task.evidence],
  }));
}

/** Half an hour, and five runs of the task: finding the cause takes running it again. An hour and a half at most. */
function failingTask({ name, medianMs, project, evidence }: FailingRun, t: Translate): DraftTask {
  const minutes = Math.min(90, 30 + roundTo5((5 * medianMs) / minuteMs));
  return { title: t('Make "{0}" pass again', name), priority: 'high', minutes, ...inProject(project), evidence };
}

/** Ten minutes, and five for each error; an hour at most. */
function brokenTask({ file, errors, project, evidence }: BrokenFile, t: Translate): DraftTask {
  const title = counted(t, ['Fix the error in {1}', 'Fix {0} errors in {1}'], [errors, file]);
  const priority = errors >= 3 ? 'high' : 'medium';
  return { title, priority, minutes: Math.min(60, 10 + 5 * errors), ...inProject(project), evidence };
}

/** Half as long as was spent on it lately, between half an hour and two hours. The busiest branch matters more. */
function branchTask({ branch, minutes, project, evidence }: BranchWork, index: number, t: Translate): DraftTask {
  const length = Math.min(120, Math.max(30, roundTo5(minutes / 2)));
  const priority = index === 0 ? 'medium' : 'low';
  return { title: t('Continue {0}', branch), priority, minutes: length, project, evidence };
}

/** If no branch shows what is half done, the last edited file does. */
function goOnTasks({ lastDay }: PlanInputs, t: Translate): DraftTask[] {
  if (!lastDay?.endedIn) return [];
  const { project, file } = lastDay.endedIn;
  const title = t('Continue in {0}, where you left off', file);
  return [{ title, priority: 'medium', minutes: 60, ...inProject(project), evidence: lastDay.evidence.slice(-1) }];
}

/** Without any records: three small steps that improve the next plan. They say that they have no evidence. */
function firstMorning(inputs: PlanInputs, t: Translate): DraftTask[] {
  const none = knownEvidence(inputs, t).get(unmeasured.work);
  const evidence = [...(none ? [none] : []), ...inputs.capacityEvidence];
  return [
    { title: t('Choose the one result that would make this a good day'), priority: 'high', minutes: 10, evidence },
    { title: t('Work on it for an hour without a break'), priority: 'high', minutes: 60, evidence },
    { title: t('Write down what is left open, as tasks of this plan'), priority: 'medium', minutes: 10, evidence },
  ];
}

function isFirstOfItsTitle({ title }: DraftTask, index: number, tasks: readonly DraftTask[]): boolean {
  return tasks.findIndex((task) => task.title === title) === index;
}

function inProject(project: string | undefined): { readonly project?: string } {
  return project === undefined ? {} : { project };
}

function roundTo5(minutes: number): number {
  return 5 * Math.round(minutes / 5);
}
