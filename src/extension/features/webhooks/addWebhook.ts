import { env, l10n, window } from 'vscode';
import { errorMessage } from '../../../core/base/appError.ts';
import { appEventTypes, type AppEvent, type AppEventType } from '../../../core/events/appEvents.ts';
import { checkUrl, resolveTarget } from '../../../integrations/webhooks/publicAddress.ts';
import { bodyOf, newSecret } from '../../../integrations/webhooks/signing.ts';
import { webhooks } from '../../../integrations/webhooks/webhooks.ts';
import type { Services } from '../../services.ts';
import { eventLabels } from './eventLabels.ts';
import { hasWebhooksKey } from './webhooks.ts';
import { webhookSecret } from './webhookSecret.ts';

/** Asks for an address and events, shows what will be sent, and shows the secret by which the receiver can verify it. */
export async function addWebhook(services: Services): Promise<void> {
  const title = l10n.t('Add Webhook');
  const url = await window.showInputBox({
    title,
    prompt: l10n.t('The address that events are sent to.'),
    placeHolder: 'https://example.com/hook',
    ignoreFocusOut: true,
    validateInput: (text) => messageOf(() => checkUrl(text, { allowPrivate: true })),
  });
  if (!url) return;
  const allowPrivate = await askPrivate(url);
  if (allowPrivate === undefined) return;
  const events = await askEvents(title);
  if (!events || events.length === 0) return;
  const names = await askNames(title);
  if (names === undefined || !(await confirm({ url, names, events }))) return;
  const approved = { url: url.trim(), names, allowPrivate };
  const { id } = await services.records(webhooks).create({ ...approved, events, status: 'active' });
  const secret = newSecret();
  await webhookSecret.store(services, { id, ...approved }, secret);
  await services.context.globalState.update(hasWebhooksKey, true);
  services.didChange();
  const copy = { title: l10n.t('Copy Secret') };
  const close = { title: l10n.t('Close'), isCloseAffordance: true };
  const detail = l10n.t('The receiver checks the signature of each message with it. It is not shown again.');
  if (
    (await window.showInformationMessage(
      l10n.t('The secret of the webhook: {0}', secret),
      { modal: true, detail },
      copy,
      close,
    )) === copy
  )
    await env.clipboard.writeText(secret);
}

function messageOf(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return errorMessage(error);
  }
}

/** Asks whether private addresses may be called, only where that is needed. Returns undefined when it was declined. */
async function askPrivate(url: string): Promise<boolean | undefined> {
  try {
    await resolveTarget(url, { allowPrivate: false });
    return false;
  } catch (error) {
    // Throws where that wouldn't help: a host that isn't found now, or a public one without TLS.
    await resolveTarget(url, { allowPrivate: true });
    const allow = l10n.t('Allow');
    const question = l10n.t('Allow Daymark to call {0}?', url);
    const detail = l10n.t(
      'It leads to this machine or your own network, or has no TLS. Daymark calls such an address only if you allow it. ({0})',
      errorMessage(error),
    );
    return (await window.showWarningMessage(question, { modal: true, detail }, allow)) === allow ? true : undefined;
  }
}

async function askEvents(title: string): Promise<AppEventType[] | undefined> {
  const labels = eventLabels();
  const items = appEventTypes.map((type) => ({
    label: labels[type],
    description: type,
    type,
    picked: type !== 'run.failed',
  }));
  const chosen = await window.showQuickPick(items, {
    title,
    canPickMany: true,
    placeHolder: l10n.t('Events to send'),
    ignoreFocusOut: true,
  });
  return chosen?.map(({ type }) => type);
}

async function askNames(title: string): Promise<boolean | undefined> {
  const items = [
    { label: l10n.t('Without names'), detail: l10n.t('IDs, days, and numbers.'), names: false },
    {
      label: l10n.t('With names'),
      detail: l10n.t('Also titles of tasks and goals, and names of projects and runs.'),
      names: true,
    },
  ];
  return (await window.showQuickPick(items, { title, ignoreFocusOut: true }))?.names;
}

/** Shows what leaves the machine before it does. */
async function confirm({
  url,
  names,
  events,
}: {
  readonly url: string;
  readonly names: boolean;
  readonly events: readonly AppEventType[];
}): Promise<boolean> {
  // One with a name, where there is one.
  const example: AppEvent = events.includes('task.completed')
    ? { ...at('task.completed'), data: { task: 'w1:7', list: 'tasks' }, names: { title: l10n.t('Title of a task') } }
    : { ...at(events[0] ?? 'day.finished'), data: { day: '2026-11-29' }, names: {} };
  const add = l10n.t('Add Webhook');
  const detail = l10n.t(
    'A message like this is sent whenever one of the events occurs:\n\n{0}',
    bodyOf(example, names),
  );
  return (
    (await window.showInformationMessage(l10n.t('Send events to {0}?', url), { modal: true, detail }, add)) === add
  );
}

function at(type: AppEventType): Pick<AppEvent, 'id' | 'type' | 'at'> {
  return { id: '', type, at: Date.now() };
}
