import type { Digest } from '../core/insights/digest.ts';
import { weekdayLabel } from '../core/base/format.ts';
import type { Evidence } from '../core/facts/facts.ts';
import type { StoredAnalysis } from '../core/insights/insights.ts';
import type { PlanDraft, PlanInputs } from '../core/insights/planInputs.ts';
import type { Translate } from '../core/base/translate.ts';
import { NameAliases } from './aliases.ts';
import type { NameMode } from './aliases.ts';
import type { PlanAnswer } from './answerSchemas.ts';
import { callModel } from './callModel.ts';
import type { Desk } from './callModel.ts';
import { clampPlan } from './clamp.ts';
import type { ClampedPlan } from './clamp.ts';
import { digestPayload, sentFacts } from './digestPayload.ts';
import { correctEstimates } from './estimates.ts';
import { citing } from './claims/citing.ts';
import type { SentEvidence } from './claims/citing.ts';
import { checkText } from './claims/gate.ts';
import type { Field } from './claims/gate.ts';
import { openWork } from './openWork.ts';
import { plainText } from './plainText.ts';
import { planSystem } from './prompts.ts';
import type { ModelQuestion } from './provider.ts';
import { planByRules } from './rules/planner.ts';

/** The user's wishes for the way they work, in their own words; may be empty. */
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
  readonly ask: ModelQuestion;
  readonly aliases: NameAliases;
  /** The items by the id that was sent. */
  readonly evidence: ReadonlyMap<string, Evidence>;
  /** Roots of projects, by the name that was sent. */
  readonly projects: ReadonlyMap<string, string>;
  /** The content of the facts by the id that was sent. */
  readonly sent: SentEvidence;
}

/** The maximum tokens for the digest; the rest is for open work. */
const digestTokens = 3000;
/** Characters that a title keeps. */
const titleLength = 200;

/** A plan by the built-in rules, corrected and made to fit. */
export function plannedByRules(inputs: PlanInputs, t: Translate): ClampedPlan {
  return clampPlan(correctEstimates(planByRules(inputs, t), inputs), inputs, t);
}

/** Builds the question of a plan: capacity, preferences, open work, measurements, and earlier conclusions. */
export function planQuestion(
  { inputs, digest, analysis, preferences, t }: PlanningInput,
  names: NameMode,
): PlanQuestion {
  const aliases = new NameAliases(names);
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
  const sent = {
    facts: new Map([...open.sent, ...sentFacts(payload.sent, aliases)]),
    aliases,
    common: [{ text: `${preferences.workingHours}; ${preferences.focusTime}` }],
  };
  return { ask: { task: 'plan', system: planSystem, content }, aliases, evidence, projects: open.projects, sent };
}

/** Asks a model for a plan; it is corrected, fitted, and its numbers are checked, whatever the model says. @throws AppError `ai-…` */
export async function plannedByModel(
  input: PlanningInput,
  { desk, names }: { desk: Desk; names: NameMode },
  signal: AbortSignal,
): Promise<ClampedPlan> {
  const question = planQuestion(input, names);
  const { answer } = await callModel({ ...question.ask, task: 'plan' }, desk, signal);
  return readPlan(answer, question, input);
}

/** Reads a model's plan. Statements without support in the cited evidence are dropped: a task or a question has no substitute text. */
export function readPlan(answer: PlanAnswer, question: PlanQuestion, { inputs, t }: PlanningInput): ClampedPlan {
  const { draft, ungrounded } = draftIn(answer, question, t);
  // Known inputs have their own text.
  const measured = [...question.evidence.values()].filter(({ text }) => text !== '');
  const clamped = clampPlan(correctEstimates(draft, inputs), { ...inputs, measured }, t);
  return { ...clamped, ungrounded: clamped.ungrounded + ungrounded };
}

/** Tasks of an answer that are read; a list longer than this isn't a plan, and the clamp takes what fits. */
const readAtMost = 100;
/** Ids that an item may cite; a longer list is not read. */
const idsAtMost = 50;

function draftIn(
  { tasks, learning, reflection }: PlanAnswer,
  { aliases, evidence, projects, sent }: PlanQuestion,
  t: Translate,
): { readonly draft: PlanDraft; readonly ungrounded: number } {
  let ungrounded = 0;
  const read = (text: string, field: Field, cited: readonly string[]) => {
    const ids = cited.slice(0, idsAtMost);
    const plain = plainText(text, titleLength);
    const checked = checkText(plain, field, citing(ids, sent, t));
    if (checked.isForeign || checked.refused.length > 0 || checked.text === '') return void ungrounded++;
    return { text: aliases.restore(checked.text), evidence: ids.flatMap((id) => evidence.get(id) ?? []) };
  };
  const drafted = tasks
    .slice(0, readAtMost)
    .flatMap(({ task, priority, project, estimated_duration: minutes, evidence: ids }) => {
      const root = projects.get(project);
      // A project that was never sent is invented, like any other name.
      if (project !== '' && root === undefined) return (ungrounded++, []);
      const title = read(task, 'advice', ids);
      if (!title) return [];
      return [
        {
          title: title.text,
          priority,
          minutes,
          evidence: title.evidence,
          ...(root !== undefined && { project: root }),
        },
      ];
    });
  const goal = read(learning.task, 'advice', learning.evidence);
  const question = read(reflection.question, 'question', reflection.evidence);
  const draft = {
    tasks: drafted,
    ...(goal && { learning: { title: goal.text, minutes: learning.estimated_duration, evidence: goal.evidence } }),
    ...(question && { reflection: { question: question.text, evidence: question.evidence } }),
  };
  return { draft, ungrounded };
}
