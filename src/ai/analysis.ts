import type { Clock } from '../core/base/clock.ts';
import type { Digest, DigestFact, DigestTopic } from '../core/insights/digest.ts';
import { dayMs } from '../core/time/days.ts';
import type {
  Analysis,
  Bottleneck,
  BottleneckType,
  Insight,
  Judgement,
  StoredAnalysis,
  ToolSuggestion,
} from '../core/insights/insights.ts';
import type { Translate } from '../core/base/translate.ts';
import { NameAliases } from './aliases.ts';
import type { NameMode } from './aliases.ts';
import type { AnalysisAnswer } from './answerSchemas.ts';
import { callModel } from './callModel.ts';
import type { Desk } from './callModel.ts';
import { digestPayload, fingerprintOf, sentFacts } from './digestPayload.ts';
import type { DigestPayload } from './digestPayload.ts';
import { ItemReader } from './claims/itemReader.ts';
import { withoutMuted } from './judgements.ts';
import { textLimits } from './plainText.ts';
import { analysisSystem } from './prompts.ts';
import type { ModelQuestion } from './provider.ts';
import { analyzeByRules, itemsAtMost } from './rules/analyzer.ts';
import type { RuleFinding } from './rules/finding.ts';

/** The input of an analysis. */
export interface AnalysisInput {
  readonly digest: Digest;
  /** The last one, if any. */
  readonly previous?: StoredAnalysis | undefined;
  /** The user's verdicts on earlier items, oldest first. */
  readonly judgements?: readonly Judgement[];
  readonly clock: Clock;
  readonly t: Translate;
}

/** The question to a model, and how to read the answer. */
export interface AnalysisQuestion {
  readonly ask: ModelQuestion;
  readonly payload: DigestPayload;
  readonly aliases: NameAliases;
}

/** The maximum number of judgements sent to a model, the latest ones. */
const judgedAtMost = 20;

/** Builds the question of an analysis: what is new since the last one, and its conclusions. */
export function analysisQuestion(
  { digest, previous, judgements = [] }: AnalysisInput,
  names: NameMode,
): AnalysisQuestion {
  const aliases = new NameAliases(names);
  const isModels = previous !== undefined && previous.provider !== 'rules';
  const payload = digestPayload(digest, aliases, isModels ? { sentBefore: previous.told } : {});
  const concluded = isModels ? { previous: conclusionsOf(previous, aliases) } : {};
  const judged = judgements.length > 0 ? { judged: judgedIn(judgements, payload, aliases) } : {};
  const content = JSON.stringify({ ...payload.content, ...concluded, ...judged });
  return { ask: { task: 'analysis', system: analysisSystem, content }, payload, aliases };
}

/** Earlier conclusions: as text only if names may be sent, since it contains names. */
function conclusionsOf({ day, bottlenecks, insights }: StoredAnalysis, { isSecretive }: NameAliases): object {
  return {
    day,
    bottlenecks: bottlenecks.map(({ type, impact, since, description }) => ({
      type,
      impact,
      since,
      ...(!isSecretive && { description }),
    })),
    insights: insights.map(({ category, observation }) => ({ category, ...(!isSecretive && { observation }) })),
  };
}

/** Judged items, with their facts by the ids under which they are sent. A tool's name is a model's text, which may contain names. */
function judgedIn(judgements: readonly Judgement[], { sent }: DigestPayload, { isSecretive }: NameAliases): object[] {
  const idOf = new Map([...sent].map(([id, fact]) => [fact.id, id]));
  return judgements.slice(-judgedAtMost).flatMap(({ list, kind, verdict, evidence }) => {
    if (list === 'tools' && isSecretive) return [];
    return [{ list, kind, verdict, evidence: evidence.flatMap((id) => idOf.get(id) ?? []) }];
  });
}

/** Asks a model for an analysis, and checks its answer. @throws AppError `ai-…` */
export async function analyzeByModel(
  input: AnalysisInput,
  { desk, names }: { desk: Desk; names: NameMode },
  signal: AbortSignal,
): Promise<StoredAnalysis> {
  const question = analysisQuestion(input, names);
  const { answer, model } = await callModel({ ...question.ask, task: 'analysis' }, desk, signal);
  return readAnalysis(answer, question, { ...input, provider: desk.provider.id, model });
}

/** The analysis by the built-in rules. @param fallback why not by the provider that was chosen */
export function analysisByRules(input: AnalysisInput, fallback?: string): StoredAnalysis {
  const { digest, t, judgements } = input;
  const { bottlenecks, insights, tools, muted } = analyzeByRules(digest, t, judgements);
  const ground = <T extends object>(found: readonly RuleFinding<T>[]) =>
    found.map(({ item, facts }) => ({ ...item, ...groundedOn(facts), since: digest.to }));
  const items = {
    bottlenecks: ground(bottlenecks),
    insights: ground(insights),
    tools: ground(tools),
    dropped: 0,
    muted,
  };
  return assemble(items, { ...input, provider: 'rules', ...(fallback !== undefined && { fallback }) });
}

type AnalysisParts = AnalysisInput &
  Pick<Analysis, 'provider' | 'model' | 'fallback'> & { readonly sent?: DigestPayload['sent'] };
type Items = Pick<Analysis, 'bottlenecks' | 'insights' | 'tools' | 'dropped' | 'muted'>;

/** The words for kinds of bottlenecks, by the topics that can show them. */
const typeTopics: Readonly<Partial<Record<BottleneckType, readonly DigestTopic[]>>> = {
  'flaky-run': ['run', 'github'],
  'failing-run': ['run', 'github'],
  'slow-run': ['run', 'github'],
  'recurring-error': ['error', 'language', 'file'],
  'broken-file': ['file', 'error'],
  'context-switching': ['switching', 'focus', 'project', 'hour'],
  interruptions: ['focus', 'switching', 'hour'],
  'review-wait': ['review', 'github', 'branch', 'plan'],
  'stuck-branch': ['branch', 'github', 'plan'],
  'plan-overload': ['plan', 'estimate', 'week', 'total'],
  estimates: ['estimate', 'plan'],
};

/** Reads a model's answer: evidence looked up, every text checked against it, aliases turned back into names. */
export function readAnalysis(
  answer: AnalysisAnswer,
  { payload, aliases }: AnalysisQuestion,
  parts: AnalysisParts,
): StoredAnalysis {
  const { digest, t } = parts;
  const facts = sentFacts(payload.sent, aliases);
  const reader = new ItemReader({ facts, aliases, days: daysIn(digest) }, payload.sent, t);
  const since = digest.to;
  const items = {
    bottlenecks: reader.read(answer.bottlenecks, itemsAtMost.bottlenecks, (item, checked) => {
      const description = checked.main(item.description, textLimits.long);
      const frequency = checked.further(item.frequency, textLimits.short);
      const type = checked.isAbout(typeTopics[item.type]) ? item.type : 'other';
      return { type, description, frequency, impact: item.impact, ...checked.grounded(), since };
    }),
    insights: reader.read(answer.insights, itemsAtMost.insights, (item, checked) => {
      const observation = checked.main(item.observation, textLimits.long);
      const recommendation = checked.further(item.recommendation, textLimits.long, 'advice');
      return { category: item.category, observation, recommendation, ...checked.grounded(), since };
    }),
    tools: reader.read(answer.tool_suggestions, itemsAtMost.tools, (item, checked) => {
      const tool = checked.name(item.tool, textLimits.tool);
      const reason = checked.reason(item.reason, textLimits.long);
      return { tool, reason, priority: item.priority, ...checked.grounded(), since };
    }),
  };
  return assemble(
    { ...withoutMuted(items, parts.judgements ?? []), dropped: reader.dropped },
    { ...parts, sent: payload.sent },
  );
}

function daysIn({ from, to }: Digest): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;
}

/** Items of the built-in rules are made from their evidence, so nothing of them can be ungrounded. */
function groundedOn(facts: readonly DigestFact[]) {
  return {
    evidence: facts.map(({ id, text, url }) => ({ id, text, ...(url !== undefined && { url }) })),
    flagged: [],
  };
}

function assemble(items: Items, parts: AnalysisParts): StoredAnalysis {
  const { digest, previous, clock, provider, model, fallback } = parts;
  return {
    version: 1,
    day: digest.to,
    from: digest.from,
    to: digest.to,
    madeAt: clock.now(),
    provider,
    ...(model !== undefined && { model }),
    ...(fallback !== undefined && { fallback }),
    bottlenecks: items.bottlenecks.map((item) => dated(item, previous?.bottlenecks, ({ type }) => type)),
    insights: items.insights.map((item) => dated(item, previous?.insights, ({ category }) => category)),
    tools: items.tools.map((item) => dated(item, previous?.tools, ({ tool }) => tool)),
    dropped: items.dropped,
    muted: items.muted,
    told: fingerprintsIn(parts),
  };
}

/** An item that was found before keeps the day on which it was first found: the same kind, resting on the same fact. */
function dated<T extends Bottleneck | Insight | ToolSuggestion>(
  item: T,
  before: readonly T[] | undefined,
  kindOf: (item: T) => string,
): T {
  const same = before?.find(
    (one) => kindOf(one) === kindOf(item) && one.evidence.some(({ id }) => item.evidence.some((own) => own.id === id)),
  );
  return same ? { ...item, since: same.since } : item;
}

/** The facts sent now or before: those omitted for size are sent next time. */
function fingerprintsIn({ digest, previous, sent }: AnalysisParts): Record<string, string> {
  const now = new Set(sent?.values());
  const isSent = (fact: DigestFact) => now.has(fact) || previous?.told[fact.id] === fingerprintOf(fact);
  return Object.fromEntries(digest.facts.filter(isSent).map((fact) => [fact.id, fingerprintOf(fact)]));
}
