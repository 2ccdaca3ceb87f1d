import { spentIn } from '../../../ai/budget.ts';
import { forecast } from '../../../ai/forecast.ts';
import { itemsOf, verdictOn } from '../../../ai/judgements.ts';
import type { NamedItem } from '../../../ai/judgements.ts';
import { errorCode } from '../../../core/base/appError.ts';
import { dayMs } from '../../../core/time/days.ts';
import type { Day } from '../../../core/time/days.ts';
import { shownAnalysis } from '../../../core/insights/insights.ts';
import type {
  InsightsView,
  Judgement,
  NextCall,
  ShownAnalysis,
  StoredAnalysis,
} from '../../../core/insights/insights.ts';
import type { Receipt } from '../../../core/insights/receipts.ts';
import { analysisOf, nextQuestion, readKept } from '../../ai/analyses.ts';
import { claudeKey } from '../../ai/claudeKey.ts';
import { isModelChosen } from '../../ai/modelChoice.ts';
import { receiptBook, receiptsSince } from '../../ai/receiptBook.ts';
import type { Services } from '../../services.ts';
import { plannedTitles, taskTitle } from './insightTasks.ts';

/** Returns the insights that the view shows: a day's analysis, or the latest. */
export async function viewOf(services: Services, day?: Day): Promise<InsightsView> {
  const { settings, context, clock } = services;
  const startOfToday = receiptBook(services).startOfToday();
  const [{ analyses, judgements }, receipts, key, titles] = await Promise.all([
    readKept(services),
    receiptsSince(services, Math.min(startOfToday, clock.now() - dayMs)),
    claudeKey.read(context.secrets),
    plannedTitles(services),
  ]);
  const latest = analyses.at(-1);
  const analysis = day === undefined ? latest : await analysisOf(services, day);
  const { calls, usd } = spentIn(
    receipts.filter(({ at }) => at >= startOfToday),
    settings.get('ai.prices'),
  );
  return {
    analysis: analysis ? shown(analysis, judgements, titles) : null,
    latest: latest?.day ?? null,
    history: analyses.slice(0, -1).toReversed().map(inShort),
    next: await nextCall(services, receipts, startOfToday),
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

function inShort({ day, provider, bottlenecks }: StoredAnalysis): InsightsView['history'][number] {
  return { day, provider, named: bottlenecks.map(({ description }) => description) };
}

/** An analysis with the user's verdicts on its items, and without data that only the next analysis needs. */
function shown(analysis: StoredAnalysis, judgements: readonly Judgement[], titles: ReadonlySet<string>): ShownAnalysis {
  const named = new Map(itemsOf(analysis).map((one) => [one.item, one]));
  const mark = <T extends NamedItem['item']>(item: T) => {
    const one = named.get(item);
    if (!one) throw new RangeError('an item of another analysis');
    const { id } = one;
    return { ...item, id, verdict: verdictOn(one, judgements) ?? null, planned: titles.has(taskTitle(one)) };
  };
  const { bottlenecks, insights, tools } = analysis;
  return shownAnalysis.parse({
    ...analysis,
    bottlenecks: bottlenecks.map(mark),
    insights: insights.map(mark),
    tools: tools.map(mark),
  });
}

/** Describes what a refresh would take; null if no model is used, or none is available. */
async function nextCall(
  services: Services,
  receipts: readonly Receipt[],
  startOfToday: number,
): Promise<NextCall | null> {
  const { settings, clock, log } = services;
  if (!isModelChosen(services)) return null;
  try {
    const { provider, ask } = await nextQuestion(services);
    const limits = { usd: settings.get('ai.dailyLimitUsd'), calls: settings.get('ai.dailyLimitCalls') };
    const desk = { provider, limits, prices: settings.get('ai.prices'), clock };
    return forecast(ask, desk, { receipts, startOfToday });
  } catch (error) {
    // No model in the editor, or not allowed: what can be shown is shown.
    log.debug(`insights: ${errorCode(error)}`);
    return null;
  }
}
