import { l10n } from 'vscode';
import { presentDay } from '../../../core/time/presentDay.ts';
import type { Services } from '../../services.ts';
import { budgetText } from './budgetText.ts';

const noticeId = 'agents-budget';

/** Compares this month's cost of AI tools with the budget. Over budget, the dashboard says so; no message interrupts. */
export async function checkBudget(
  services: Pick<Services, 'settings' | 'readOptions' | 'read' | 'notices'>,
): Promise<void> {
  const { settings, notices } = services;
  const budgetUsd = settings.get('agents.monthlyBudgetUsd');
  if (budgetUsd === 0 || !settings.get('agents.record')) return notices.clear(noticeId);
  const today = presentDay(services.readOptions());
  // The month so far: as many days as today's date.
  const { totals } = await services.read('agents.usage', { days: Number(today.slice(-2)) });
  const text = budgetText(totals, { budgetUsd, currency: settings.currency }, l10n.t);
  if (text === undefined) notices.clear(noticeId);
  else notices.hold({ id: noticeId, severity: 'info', text });
}
