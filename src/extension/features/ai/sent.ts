import { l10n, window } from 'vscode';
import { pricesAsOf } from '../../../core/prices/modelPrices.ts';
import { AppError } from '../../../core/base/appError.ts';
import { dayMs } from '../../../core/time/days.ts';
import { receiptsView } from '../../../core/insights/receipts.ts';
import type { Receipt, ReceiptsView } from '../../../core/insights/receipts.ts';
import { analysisPayload } from '../../ai/analyses.ts';
import { payloadsOf } from '../../ai/payloadView.ts';
import { planPayload } from '../../ai/plans.ts';
import { readReceipt, receiptsSince } from '../../ai/receiptBook.ts';
import type { Services } from '../../services.ts';
import { planDay } from '../../ai/planning.ts';
import { reportPayload } from './drafts/draftReport.ts';

/** Age (ms) up to which receipts are listed, and their largest number. */
const listedMs = 90 * dayMs;
const listedAtMost = 200;

/** Opens exactly what an analysis or a plan would send now, with the settings as they are; nothing is sent. */
export async function showPayload(services: Services): Promise<void> {
  const analysis = { label: l10n.t('Analysis'), make: () => analysisPayload(services) };
  const plan = { label: l10n.t('Plan'), make: () => planPayload(services, planDay(services)) };
  const standup = { label: l10n.t('Standup'), make: () => reportPayload(services, 'standup') };
  const weeklyPost = { label: l10n.t('Weekly post'), make: () => reportPayload(services, 'weeklyPost') };
  const chosen = await window.showQuickPick([analysis, plan, standup, weeklyPost], {
    title: l10n.t('Show what would be sent for'),
  });
  if (chosen) await payloadsOf(services).show(l10n.t('What would be sent'), await chosen.make());
}

/** The receipts of the last days, newest first. */
export async function listReceipts(services: Services): Promise<ReceiptsView> {
  const receipts = await receiptsSince(services, services.clock.now() - listedMs);
  const items = receipts.toReversed().slice(0, listedAtMost);
  return { items: items.map(listed), pricesOf: pricesAsOf };
}

/** A receipt without its long parts. */
function listed(receipt: Receipt): ReceiptsView['items'][number] {
  return receiptsView.shape.items.element.parse(receipt);
}

/** Opens in an editor what a call sent. @throws AppError `not-found` if its receipt or content was erased */
export async function showReceipt(services: Services, id: string): Promise<void> {
  const document = await services.read('facts.document', { id });
  const receipt = document && document.collection === 'receipts' ? readReceipt(document.body) : undefined;
  if (!receipt) throw new AppError('not-found', l10n.t('That receipt no longer exists.'));
  if (receipt.payload === '')
    throw new AppError('not-found', l10n.t('The payload was erased with a project that it named.'));
  await payloadsOf(services).show(l10n.t('What was sent'), receipt.payload);
}
