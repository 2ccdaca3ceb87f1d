import { l10n, window, type QuickPickItem } from 'vscode';
import { timeText } from '../../timeText.ts';
import { event } from '../../../core/events/appEvents.ts';
import { listWebhooks, queueFor } from '../../../integrations/webhooks/deliver.ts';
import { deliveries, webhooks, type Delivery, type Webhook } from '../../../integrations/webhooks/webhooks.ts';
import type { Services } from '../../services.ts';
import { eventLabels } from './eventLabels.ts';
import { webhookRunner } from './webhookRunner.ts';
import { webhookSecret } from './webhookSecret.ts';
import { unlinked } from '../../unlinked.ts';
import { counted } from '../../../core/base/counted.ts';

interface Choice extends QuickPickItem {
  readonly run: () => Promise<unknown>;
}

/** Lists the webhooks, and sends a test, shows deliveries, or removes the one that is chosen. */
export async function manageWebhooks(services: Services): Promise<void> {
  const found = await listWebhooks(services);
  if (found.length === 0) {
    void window.showInformationMessage(l10n.t('There are no webhooks. Run "Daymark: Add Webhook…" first.'));
    return;
  }
  const items = found.map((webhook): Choice => {
    const description =
      webhook.status === 'gone' ? l10n.t('stopped: the receiver wants no more deliveries') : webhook.events.join(', ');
    return { label: webhook.url, description, run: () => manage(services, webhook) };
  });
  await choose(items, l10n.t('Manage Webhooks'));
}

async function manage(services: Services, webhook: Webhook): Promise<void> {
  const choices: Choice[] = [
    { label: l10n.t('Send Test Event'), run: () => sendTest(services, webhook) },
    { label: l10n.t('Show Deliveries'), run: () => showDeliveries(services, webhook) },
    { label: l10n.t('Remove Webhook'), run: () => remove(services, webhook) },
  ];
  await choose(choices, webhook.url);
}

async function sendTest(services: Services, webhook: Webhook): Promise<void> {
  const { clock } = services;
  const id = await queueFor(services, webhook, event('webhook.test', String(clock.now()), { at: clock.now() }));
  await reportResult(services, id);
}

async function showDeliveries(services: Services, webhook: Webhook): Promise<void> {
  const labels = eventLabels();
  const page = await services.records(deliveries).list({ by: 'start', descending: true });
  const own = page.records.map(({ id, values }) => ({ id, ...values })).filter((one) => one.webhook === webhook.id);
  if (own.length === 0) {
    void window.showInformationMessage(l10n.t('Nothing has been sent to this webhook in the last 30 days.'));
    return;
  }
  const items = own.map((delivery): Choice => ({
    label: labels[delivery.type],
    description: timeText(services, delivery.start),
    detail: stateText(delivery),
    run: () => redeliver(services, delivery),
  }));
  await choose(items, l10n.t('Choose a message to send it again'));
}

async function redeliver(services: Services, { id }: Delivery): Promise<void> {
  await services.records(deliveries).revise(id, { status: 'pending', due: services.clock.now(), attempts: 0 });
  await reportResult(services, id);
}

async function reportResult(services: Services, id: string): Promise<void> {
  await webhookRunner(services).deliver();
  const [found] = (await services.records(deliveries).list({ ids: [id] })).records;
  if (found) void window.showInformationMessage(unlinked(stateText({ id, ...found.values })));
}

function stateText({ status, attempts, reason = '' }: Delivery): string {
  if (status === 'delivered') return l10n.t('Delivered.');
  if (status === 'failed')
    return counted(l10n.t, ['Gave up after 1 attempt: {1}', 'Gave up after {0} attempts: {1}'], [attempts, reason]);
  return reason === '' ? l10n.t('Waiting to be sent.') : l10n.t('Failed, and will be tried again: {0}', reason);
}

async function remove(services: Services, { id, url }: Webhook): Promise<void> {
  const accept = l10n.t('Remove Webhook');
  if ((await window.showWarningMessage(l10n.t('Remove the webhook {0}?', url), { modal: true }, accept)) !== accept)
    return;
  await services.records(webhooks).remove(id);
  await webhookSecret.remove(services, id);
}

async function choose(items: readonly Choice[], title: string): Promise<void> {
  await (await window.showQuickPick(items, { title, ignoreFocusOut: true }))?.run();
}
