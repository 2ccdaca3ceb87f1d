import * as vscode from 'vscode';
import { failureText } from '../../../ai/failureText.ts';
import { priceOf, pricesOf } from '../../../ai/prices.ts';
import type { Models } from '../../../ai/claude/claudeClient.ts';
import { AppError } from '../../../shared/appError.ts';
import { dayMs } from '../../../shared/days.ts';
import { receiptsView } from '../../../shared/receipts.ts';
import type { Receipt, ReceiptsView } from '../../../shared/receipts.ts';
import { analysisPayload } from '../../ai/analyses.ts';
import { openClaude } from '../../ai/claudeBundle.ts';
import { claudeKey } from '../../ai/claudeKey.ts';
import { payloadsOf } from '../../ai/payloadView.ts';
import { planPayload } from '../../ai/plans.ts';
import { readReceipt, receiptsSince } from '../../ai/receiptBook.ts';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';
import { planDay } from '../plan/planning.ts';

const { l10n, window } = vscode;
/** Receipts are listed for so long (ms), and at most so many. */
const listedMs = 90 * dayMs;
const listedAtMost = 200;

/** The key, the model, what would be sent, and the receipts of what was. */
export const ai: Feature = {
  id: 'ai',
  commands: (services) => ({
    'daymark.setClaudeKey': () => setKey(services),
    'daymark.removeClaudeKey': () => removeKey(services),
    'daymark.chooseModel': () => chooseModel(services),
    'daymark.showPayload': () => showPayload(services),
  }),
  handlers: (services) => ({
    'receipts.list': async () => {
      const receipts = await receiptsSince(services, services.clock.now() - listedMs);
      const items = receipts.toReversed().slice(0, listedAtMost);
      return { items: items.map(listed), pricesOf };
    },
    'receipts.show': async ({ id }) => (await showReceipt(services, id), {}),
  }),
};

/** A receipt without what is long. */
function listed(receipt: Receipt): ReceiptsView['items'][number] {
  return receiptsView.shape.items.element.parse(receipt);
}

/** Asks for the key, checks it with a free call, and keeps it in the editor's secret storage. */
async function setKey(services: Services): Promise<void> {
  const { context, settings } = services;
  const entered = await window.showInputBox({
    title: l10n.t('Claude API key'),
    prompt: l10n.t(
      'It is checked with a free request to {0}, then kept in the secret storage of your editor.',
      settings.get('ai.claude.baseUrl'),
    ),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => (/^\S{8,400}$/.test(text.trim()) ? undefined : l10n.t('A key has no spaces.')),
  });
  const key = entered?.trim();
  if (!key) return;
  const found = await listModels(services, key);
  if (found.outcome === 'auth' || found.outcome === 'permission') throw failed(services, found.outcome);
  await claudeKey.store(context.secrets, key);
  if (found.outcome !== 'ok') {
    // A gateway may have no list of models.
    void window.showWarningMessage(
      l10n.t('The key was kept, but could not be checked: {0}', failureText(found.outcome, services.t)),
    );
  } else void window.showInformationMessage(l10n.t('The key works and was kept.'));
  await offerToTurnOn(services);
}

async function offerToTurnOn({ settings }: Services): Promise<void> {
  if (settings.get('ai.enabled')) return;
  const turnOn = l10n.t('Turn On AI');
  const text = l10n.t('AI is off. Once it is on, you see what would be sent before anything is.');
  if ((await window.showInformationMessage(text, turnOn)) === turnOn) await settings.set('ai.enabled', true);
}

async function removeKey({ context }: Services): Promise<void> {
  await claudeKey.remove(context.secrets);
  void window.showInformationMessage(l10n.t('The key was removed from this editor.'));
}

function listModels(services: Services, key: string): Thenable<Models> {
  const title = l10n.t('Asking {0}', services.settings.get('ai.claude.baseUrl'));
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, async (_, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    return (await openClaude(key, services.settings)).models(controller.signal);
  });
}

async function chooseModel(services: Services): Promise<void> {
  const items = services.settings.get('ai.provider') === 'vscode' ? await editorModels() : await claudeModels(services);
  const chosen = await window.showQuickPick(items, { title: l10n.t('Choose Model'), matchOnDescription: true });
  if (!chosen) return;
  const key = services.settings.get('ai.provider') === 'vscode' ? 'ai.vscode.model' : 'ai.claude.model';
  await services.settings.set(key, chosen.id);
}

interface ModelItem extends vscode.QuickPickItem {
  readonly id: string;
}

async function editorModels(): Promise<ModelItem[]> {
  const models = await vscode.lm.selectChatModels();
  return models.map(({ id, name, vendor }) => ({ id, label: name, description: `${vendor} · ${id}` }));
}

async function claudeModels(services: Services): Promise<ModelItem[]> {
  const key = await claudeKey.read(services.context.secrets);
  if (key === undefined) throw failed(services, 'no-key');
  const found = await listModels(services, key);
  if (found.outcome !== 'ok') throw failed(services, found.outcome);
  const prices = services.settings.get('ai.prices');
  return found.models.map(({ id, name, retiresAt }) => {
    const price = priceOf(id, prices);
    const cost = price
      ? l10n.t('{0} / {1} US dollars for a million tokens in / out', price.input, price.output)
      : l10n.t('price not known');
    const retires = retiresAt === undefined ? [] : [l10n.t('to be retired on {0}', retiresAt)];
    return { id, label: name, description: id, detail: [cost, ...retires].join(' · ') };
  });
}

function failed({ t }: Services, reason: Parameters<typeof failureText>[0]): AppError {
  return new AppError(`ai-${reason}`, failureText(reason, t));
}

/** Opens exactly what an analysis or a plan would send now, with the settings as they are; nothing is sent. */
async function showPayload(services: Services): Promise<void> {
  const analysis = { label: l10n.t('Analysis'), make: () => analysisPayload(services) };
  const plan = { label: l10n.t('Plan'), make: () => planPayload(services, planDay(services)) };
  const chosen = await window.showQuickPick([analysis, plan], { title: l10n.t('Show what would be sent for') });
  if (chosen) await payloadsOf(services).show(l10n.t('What would be sent'), await chosen.make());
}

async function showReceipt(services: Services, id: string): Promise<void> {
  const document = await services.read('document', { id });
  const receipt = document && document.collection === 'receipts' ? readReceipt(document.body) : undefined;
  if (!receipt) throw new AppError('not-found', l10n.t('That receipt is gone.'));
  await payloadsOf(services).show(l10n.t('What was sent'), receipt.payload);
}
