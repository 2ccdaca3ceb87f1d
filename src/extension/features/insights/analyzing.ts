import { l10n, window } from 'vscode';
import type { InsightsView, StoredAnalysis } from '../../../core/insights/insights.ts';
import { analyzeNow } from '../../ai/analyses.ts';
import { reportFallback, withCancel } from '../../ai/progress.ts';
import type { Services } from '../../services.ts';
import { viewOf } from './insightsShown.ts';

/** The command: analyzes, shows the findings, and summarizes them in a line. */
export async function analyzeAndShow(services: Services): Promise<void> {
  const { bottlenecks } = await analyze(services);
  services.dashboard.show('insights');
  const text =
    bottlenecks.length === 0
      ? l10n.t('Daymark: nothing measured slows you down')
      : l10n.t('Daymark: {0}', bottlenecks[0]?.description ?? '');
  void window.setStatusBarMessage(text, 8000);
}

/** Analyzes now, with cancelable progress if a model is used. */
export async function analyzeForView(services: Services): Promise<InsightsView> {
  await analyze(services);
  return viewOf(services);
}

async function analyze(services: Services): Promise<StoredAnalysis> {
  const run = (signal: AbortSignal) => analyzeNow(services, 'user', signal);
  const { analysis, failure } = await withCancel(services, l10n.t('Analyzing your last days'), run);
  if (failure) reportFallback(failure);
  return analysis;
}
