import { analysisByRules, analysisQuestion, analyzeByModel } from '../../ai/analysis.ts';
import { payloadOf } from '../../ai/callModel.ts';
import type { NameMode } from '../../ai/aliases.ts';
import { digestDays } from '../../analytics/digest/digest.ts';
import { AppError, errorCode } from '../../shared/appError.ts';
import { dayMs } from '../../shared/days.ts';
import type { Digest } from '../../shared/digest.ts';
import type { DocumentFact } from '../../shared/facts.ts';
import { storedAnalysisSchema } from '../../shared/insights.ts';
import type { StoredAnalysis } from '../../shared/insights.ts';
import type { Services } from '../services.ts';
import { openDesk, previewProvider } from './aiDesk.ts';
import { isModelChosen, type By } from './modelChoice.ts';

/** Analyses are looked for as far back as this (ms). */
const historyMs = 60 * dayMs;
const prefix = 'insights:';

/** What an analysis came to. */
export interface Analyzed {
  readonly analysis: StoredAnalysis;
  /** Why the chosen model did not make it. */
  readonly failure?: AppError;
}

/** The stored analyses of the last days, oldest first. */
export async function storedAnalyses({ read, clock }: Pick<Services, 'read' | 'clock'>): Promise<StoredAnalysis[]> {
  const now = clock.now();
  const range = { from: now - historyMs, to: now + dayMs };
  const documents = await read('documents', { collection: 'insights', ...range });
  return documents.filter(({ id }) => id.startsWith(prefix)).flatMap((document) => readAnalysis(document) ?? []);
}

function readAnalysis({ body }: DocumentFact): StoredAnalysis | undefined {
  try {
    const parsed = storedAnalysisSchema.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : undefined;
  } catch {
    // Locked, since its key is not here.
    return undefined;
  }
}

export function readDigestNow({ read, readOptions }: Pick<Services, 'read' | 'readOptions'>): Promise<Digest> {
  return read('digest', { ...readOptions(), days: digestDays });
}

/**
 * Analyzes the last days and stores it as today's: by the chosen model, else by the built-in rules. When the model fails, a good
 * analysis of today that a model made before is left as it is.
 */
export async function analyzeNow(services: Services, by: By, signal: AbortSignal): Promise<Analyzed> {
  const { clock, t, settings } = services;
  const [digest, stored] = await Promise.all([readDigestNow(services), storedAnalyses(services)]);
  const today = stored.find(({ day }) => day === digest.to);
  const previous = stored.findLast(({ day }) => day < digest.to);
  const input = { digest, previous, clock, t };
  if (!isModelChosen(services)) return { analysis: await store(services, analysisByRules(input)) };
  try {
    const desk = await openDesk(services, by);
    const names: NameMode = settings.get('ai.names');
    return { analysis: await store(services, await analyzeByModel(input, { desk, names }, signal)) };
  } catch (error) {
    if (!(error instanceof AppError) || !error.code.startsWith('ai-')) throw error;
    services.log.warn(`analysis: ${error.code}`);
    if (today && today.provider !== 'rules') return { analysis: today, failure: error };
    const made = analysisByRules(input, errorCode(error).replace(/^ai-/, ''));
    return { analysis: await store(services, made), failure: error };
  }
}

/** What an analysis would send now, with the chosen model; told even before there is a key. */
export async function analysisPayload(services: Services): Promise<string> {
  const { clock, t, settings } = services;
  const [digest, stored] = await Promise.all([readDigestNow(services), storedAnalyses(services)]);
  const previous = stored.findLast(({ day }) => day < digest.to);
  const { ask } = analysisQuestion({ digest, previous, clock, t }, settings.get('ai.names'));
  return payloadOf(await previewProvider(services), ask);
}

async function store({ recorder, read, clock }: Services, analysis: StoredAnalysis): Promise<StoredAnalysis> {
  const id = `${prefix}${analysis.day}`;
  const before = await read('document', { id });
  const at = clock.now();
  const base = { type: 'document', collection: 'insights', id, rev: (before?.rev ?? 0) + 1, at } as const;
  const start = before?.start ?? at;
  recorder.append({ ...base, start, end: start, offset: clock.utcOffset(at), body: JSON.stringify(analysis) });
  await recorder.flush();
  return analysis;
}
