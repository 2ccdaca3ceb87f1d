import { l10n, window } from 'vscode';
import { spentIn } from '../../../ai/budget.ts';
import { analysisSchema } from '../../../shared/insights.ts';
import type { Analysis, InsightsView, StoredAnalysis } from '../../../shared/insights.ts';
import { analyzeNow, storedAnalyses } from '../../ai/analyses.ts';
import { claudeKey } from '../../ai/claudeKey.ts';
import { tellFallback, withCancel } from '../../ai/progress.ts';
import { receiptBook, receiptsSince } from '../../ai/receiptBook.ts';
import type { Services } from '../../services.ts';

/** Days of earlier analyses that are listed. */
const historyLength = 14;

/** The command: analyzes, shows what was found, and says it in a line. */
export async function analyzeAndShow(services: Services): Promise<void> {
  const { bottlenecks } = await analyze(services);
  services.dashboard.show('insights');
  const text =
    bottlenecks.length === 0
      ? l10n.t('Daymark: nothing measured slows you down')
      : l10n.t('Daymark: {0}', bottlenecks[0]?.description ?? '');
  void window.setStatusBarMessage(text, 8000);
}

/** Analyzes now, with progress that can be cancelled where a model is asked. */
export async function analyze(services: Services): Promise<StoredAnalysis> {
  const run = (signal: AbortSignal) => analyzeNow(services, 'user', signal);
  const { analysis, failure } = await withCancel(services, l10n.t('Analyzing your last days'), run);
  if (failure) tellFallback(failure);
  return analysis;
}

/** What the view shows of insights. */
export async function viewOf(services: Services): Promise<InsightsView> {
  const { settings, context } = services;
  const receipts = await receiptsSince(services, receiptBook(services).startOfToday());
  const [stored, key] = await Promise.all([storedAnalyses(services), claudeKey.read(context.secrets)]);
  const { calls, usd } = spentIn(receipts);
  const last = stored.at(-1);
  return {
    analysis: last ? shown(last) : null,
    history: stored
      .slice(0, -1)
      .reverse()
      .slice(0, historyLength)
      .map(({ day, provider, bottlenecks }) => ({
        day,
        provider,
        named: bottlenecks.map(({ description }) => description),
      })),
    ai: {
      enabled: settings.get('ai.enabled'),
      provider: settings.get('ai.provider'),
      hasKey: key !== undefined,
      callsToday: calls,
      callsLimit: settings.get('ai.dailyLimitCalls'),
      usdToday: usd,
      usdLimit: settings.get('ai.dailyLimitUsd'),
    },
  };
}

/** Without what only the next analysis needs. */
function shown(analysis: StoredAnalysis): Analysis {
  return analysisSchema.parse(analysis);
}
