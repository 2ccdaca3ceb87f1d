import type { Digest } from '../core/insights/digest.ts';
import { weekdayLabel } from '../core/base/format.ts';
import type { Evidence } from '../core/facts/facts.ts';
import type { StoredAnalysis } from '../core/insights/insights.ts';
import type { PlanDraft, PlanInputs } from '../core/insights/planInputs.ts';
import type { Translate } from '../core/base/translate.ts';
import { Aliases } from './aliases.ts';
import type { NameMode } from './aliases.ts';
import type { PlanAnswer } from './answerSchemas.ts';
import { callModel } from './callModel.ts';
import type { Desk } from './callModel.ts';
import { clampPlan } from './clamp.ts';
import type { ClampedPlan } from './clamp.ts';
import { digestPayload } from './digestPayload.ts';
import { correctEstimates } from './estimates.ts';
import { unsupportedNumbers } from './ground.ts';
import { openWork } from './openWork.ts';
import { plainText } from './plainText.ts';
import { planSystem } from './prompts.ts';
import type { Ask } from './provider.ts';
import { planByRules } from './rules/planner.ts';

/** How the user wants to work, in their own words; empty where they said nothing. */
export interface Preferences {
  readonly workingHours: string;
  readonly focusTime: string;
  readonly interests: readonly string[];
}

export interface PlanningInput {
  readonly inputs: PlanInputs;
  readonly digest: Digest;
  readonly analysis?: StoredAnalysis | undefined;
  readonly preferences: Preferences;
  readonly t: Translate;
}

export interface PlanQuestion {
  readonly ask: Ask;
  readonly aliases: Aliases;
  /** By the id that was sent, what it stands for. */
  readonly evidence: ReadonlyMap<string, Evidence>;
  /** Roots of projects, by the name that was sent. */
  readonly projects: ReadonlyMap<string, string>;
}

/** Of the digest so many tokens; the rest of the room is for what is open. */
const digestTokens = 3000;
/** Characters that a title keeps. */
const titleLength = 200;

/** A plan by the built-in rules, corrected and made to fit. */
export function plannedByRules(inputs: PlanInputs, t: Translate): ClampedPlan {
  return clampPlan(correctEstimates(planByRules(inputs, t), inputs), inputs, t);
}

/** The question of a plan: capacity, preferences, what is open, what is measured, and what was concluded. */
export function planQuestion(
  { inputs, digest, analysis, preferences, t }: PlanningInput,
  names: NameMode,
): PlanQuestion {
  const aliases = new Aliases(names);
  const open = openWork(inputs, aliases);
  const payload = digestPayload(digest, aliases, { most: digestTokens });
  const evidence = new Map<string, Evidence>(open.evidence);
  for (const [id, fact] of payload.sent) evidence.set(id, { id: fact.id, text: fact.text });
  const content = JSON.stringify({
    day: inputs.day,
    weekday: weekdayLabel(inputs.day, t),
    capacityMinutes: inputs.capacityMinutes,
    preferences,
    open: open.facts,
    facts: payload.content.facts,
    concluded: (analysis?.bottlenecks ?? []).map(({ type, impact, since }) => ({ type, impact, since })),
  });
  return { ask: { task: 'plan', system: planSystem, content }, aliases, evidence, projects: open.projects };
}

/** Asks a model for a plan; it is corrected, made to fit and its numbers are checked, whatever the model says. @throws AppError `ai-…` */
export async function plannedByModel(
  input: PlanningInput,
  { desk, names }: { desk: Desk; names: NameMode },
  signal: AbortSignal,
): Promise<ClampedPlan> {
  const question = planQuestion(input, names);
  const { answer } = await callModel({ ...question.ask, task: 'plan' }, desk, signal);
  return readPlan(answer, question, input);
}

/** Reads a model's plan. */
export function readPlan(answer: PlanAnswer, question: PlanQuestion, { inputs, t }: PlanningInput): ClampedPlan {
  const draft = draftIn(answer, question);
  // What the inputs themselves know has its own words.
  const measured = [...question.evidence.values()].filter(({ text }) => text !== '');
  const clamped = clampPlan(correctEstimates(draft, inputs), { ...inputs, measured }, t);
  const { tasks, learning, reflection } = clamped.draft;
  const flag = <T extends { readonly evidence: readonly Evidence[] }>(item: T, text: string): T => {
    const wrong = unsupportedNumbers([text], item.evidence);
    if (wrong.length === 0) return item;
    const note = { id: 'unverified', text: t('Not in what was measured: {0}', wrong.join(', ')) };
    return { ...item, evidence: [...item.evidence, note] };
  };
  return {
    ...clamped,
    draft: {
      tasks: tasks.map((task) => flag(task, task.title)),
      ...(learning && { learning: flag(learning, learning.title) }),
      ...(reflection && { reflection: flag(reflection, reflection.question) }),
    },
  };
}

function draftIn({ tasks, learning, reflection }: PlanAnswer, question: PlanQuestion): PlanDraft {
  const { aliases, evidence, projects } = question;
  const cited = (ids: readonly string[]) => ids.slice(0, 50).flatMap((id) => evidence.get(id) ?? []);
  const say = (text: string) => aliases.restore(plainText(text, titleLength));
  return {
    // A list longer than this is no plan; the clamp takes what fits.
    tasks: tasks.slice(0, 100).map(({ task, priority, project, estimated_duration: minutes, evidence: ids }) => {
      const root = projects.get(project);
      return {
        title: say(task),
        priority,
        minutes,
        evidence: cited(ids),
        ...(root !== undefined && { project: root }),
      };
    }),
    learning: { title: say(learning.task), minutes: learning.estimated_duration, evidence: cited(learning.evidence) },
    reflection: { question: say(reflection.question), evidence: cited(reflection.evidence) },
  };
}
