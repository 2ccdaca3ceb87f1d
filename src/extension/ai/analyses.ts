import { asFailure } from '../../ai/failureText.ts';
import { analysisByRules, analysisQuestion, analyzeByModel } from '../../ai/analysis.ts';
import type { AnalysisInput } from '../../ai/analysis.ts';
import { payloadOf } from '../../ai/callModel.ts';
import type { ModelQuestion, ModelProvider } from '../../ai/provider.ts';
import type { NameMode } from '../../ai/aliases.ts';
import { digestDays } from '../../analytics/digest/digest.ts';
import type { AppError } from '../../core/base/appError.ts';
import { dayMs } from '../../core/time/days.ts';
import type { Day } from '../../core/time/days.ts';
import type { Digest, DigestFact } from '../../core/insights/digest.ts';
import type { DocumentFact } from '../../core/facts/facts.ts';
import { storedAnalysisSchema } from '../../core/insights/insights.ts';
import type { Judgement, StoredAnalysis } from '../../core/insights/insights.ts';
import { jsonOf } from '../../core/base/jsonOf.ts';
import type { Services } from '../services.ts';
import { openDesk, previewProvider } from './aiDesk.ts';
import { keptMs, readJudgements } from './judgements.ts';
import { isModelChosen, type CallOrigin } from './modelChoice.ts';

const prefix = 'insights:';

/** The result of an analysis. */
export interface AnalysisResult {
  readonly analysis: StoredAnalysis;
  /** Reason why the chosen model did not make it. */
  readonly failure?: AppError;
}

/** The stored insights: analyses and judgements of the last days, oldest first. */
export interface StoredInsights {
  readonly analyses: readonly StoredAnalysis[];
  readonly judgements: readonly Judgement[];
}

export async function readKept(services: Pick<Services, 'read' | 'records' | 'clock'>): Promise<StoredInsights> {
  const now = services.clock.now();
  const range = { from: now - keptMs, to: now + dayMs };
  const [documents, judgements] = await Promise.all([
    services.read('facts.documents', { collection: 'insights', ...range }),
    readJudgements(services),
  ]);
  return {
    analyses: documents.filter(({ id }) => id.startsWith(prefix)).flatMap((document) => readAnalysis(document) ?? []),
    judgements: judgements.map(({ values }) => values),
  };
}

/** The analysis of a day, however long ago. */
export async function analysisOf({ read }: Pick<Services, 'read'>, day: Day): Promise<StoredAnalysis | undefined> {
  const document = await read('facts.document', { id: `${prefix}${day}` });
  return document && readAnalysis(document);
}

function readAnalysis({ body }: DocumentFact): StoredAnalysis | undefined {
  return storedAnalysisSchema.safeParse(jsonOf(body)).data;
}

export function readDigestNow({ read }: Pick<Services, 'read'>): Promise<Digest> {
  return read('digest.get', { days: digestDays });
}

/**
 * Analyzes the last days and stores it as today's: by the chosen model, or else by the built-in rules. When the model fails, a good
 * analysis of today that a model made before is left as it is.
 */
export async function analyzeNow(services: Services, by: CallOrigin, signal: AbortSignal): Promise<AnalysisResult> {
  const { settings } = services;
  const { input, today } = await readInput(services);
  if (!isModelChosen(services)) return { analysis: await store(services, analysisByRules(input)) };
  try {
    const external = by === 'user' ? await askTools(services, signal) : [];
    const desk = await openDesk(services, by, external.length > 0 ? 'external' : 'facts');
    const names: NameMode = settings.get('ai.names');
    // Before the measurements, which are cut at their end.
    const digest = { ...input.digest, facts: [...external, ...input.digest.facts] };
    return { analysis: await store(services, await analyzeByModel({ ...input, digest }, { desk, names }, signal)) };
  } catch (error) {
    const failure = asFailure(error, services.t);
    services.log.warn(`analysis: ${failure.code}`);
    if (today && today.provider !== 'rules') return { analysis: today, failure };
    const analysis = analysisByRules(input, failure.code.replace(/^ai-/, ''));
    return { analysis: await store(services, analysis), failure };
  }
}

/** Asks the configured tools of MCP servers for evidence. */
async function askTools(services: Services, signal: AbortSignal): Promise<readonly DigestFact[]> {
  if (services.settings.get('ai.mcpTools').length === 0) return [];
  return (await import('./mcp/askTools.ts')).askTools(services, signal);
}

/** Returns what an analysis would send now, and to whom; works even without a key. */
export async function nextQuestion(
  services: Services,
): Promise<{ readonly provider: ModelProvider; readonly ask: ModelQuestion }> {
  const { input } = await readInput(services);
  const { ask } = analysisQuestion(input, services.settings.get('ai.names'));
  return { provider: await previewProvider(services), ask };
}

/** Returns what an analysis would send now, with the chosen model. */
export async function analysisPayload(services: Services): Promise<string> {
  const { provider, ask } = await nextQuestion(services);
  return payloadOf(provider, ask);
}

/** Returns the current input of an analysis, and today's analysis if there is one. */
async function readInput(services: Services): Promise<{ input: AnalysisInput; today: StoredAnalysis | undefined }> {
  const { clock, t } = services;
  const [digest, { analyses, judgements }] = await Promise.all([readDigestNow(services), readKept(services)]);
  const previous = analyses.findLast(({ day }) => day < digest.to);
  const today = analyses.find(({ day }) => day === digest.to);
  return { input: { digest, previous, judgements, clock, t }, today };
}

async function store({ recorder, read, clock }: Services, analysis: StoredAnalysis): Promise<StoredAnalysis> {
  const id = `${prefix}${analysis.day}`;
  const before = await read('facts.document', { id });
  const at = clock.now();
  const base = { type: 'document', collection: 'insights', id, rev: (before?.rev ?? 0) + 1, at } as const;
  const start = before?.start ?? at;
  recorder.append({ ...base, start, end: start, offset: clock.utcOffset(at), body: JSON.stringify(analysis) });
  await recorder.flush();
  return analysis;
}
