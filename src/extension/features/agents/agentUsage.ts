import { homedir } from 'node:os';
import { l10n, window } from 'vscode';
import { addDays } from '../../../core/time/days.ts';
import { presentDay } from '../../../core/time/presentDay.ts';
import type { Services } from '../../services.ts';
import { askLogs, readingOf } from './askLogs.ts';
import { chooseTools } from './chooseTools.ts';
import { checkBudget } from './checkBudget.ts';
import { beginTexts } from './sessions/keptTexts.ts';
import { recordSessions } from './recordSessions.ts';
import { usageText } from './usageText.ts';

/** Reads the logs of the chosen tools, asks which ones if none is chosen, and returns the page; undefined if it was canceled. */
export async function agentUsage(services: Services): Promise<string | undefined> {
  const { settings } = services;
  const known = settings.get('agents.tools');
  const tools = known.length > 0 ? known : await chooseTools(services);
  if (!tools || tools.length === 0) return undefined;
  const days = await askDays();
  if (days === undefined) return undefined;
  const to = presentDay(services.readOptions());
  const texts = await beginTexts(services);
  const input = { ...readingOf(services, tools), ...texts.wanted, from: addDays(to, 1 - days), to };
  const answer = await askLogs(input, l10n.t('Reading the logs of AI tools…'), texts.take);
  if (!('report' in answer)) return undefined;
  const isRecorded = settings.get('agents.record');
  if (isRecorded) {
    await recordSessions(services, answer);
    await texts.kept();
    await checkBudget(services);
  }
  const time = isRecorded ? (await services.read('agents.usage', { days })).time : undefined;
  const plans = settings.get('agents.plansUsd');
  const { currency } = settings;
  return usageText(answer.report, {
    t: l10n.t,
    home: homedir(),
    isRecorded,
    plans,
    ...(currency && { currency }),
    ...(time && { time }),
  });
}

/** The number of days on the page, ending with today. */
async function askDays(): Promise<number | undefined> {
  const items = [
    { label: l10n.t('Last 7 days'), days: 7 },
    { label: l10n.t('Last 30 days'), days: 30 },
    { label: l10n.t('Last 365 days'), days: 365 },
  ];
  return (await window.showQuickPick(items, { title: l10n.t('Show AI Tool Usage'), ignoreFocusOut: true }))?.days;
}
