import { l10n, lm, ProgressLocation, type QuickPickItem, window } from 'vscode';
import { failureText } from '../../../ai/failureText.ts';
import { priceOf } from '../../../ai/prices.ts';
import type { Models } from '../../../ai/claude/claudeClient.ts';
import { AppError } from '../../../core/base/appError.ts';
import { openClaude } from '../../ai/claudeBundle.ts';
import { claudeKey } from '../../ai/claudeKey.ts';
import type { Services } from '../../services.ts';
import { unlinked } from '../../unlinked.ts';

/** Asks for the key, checks it with a free call, and stores it in the editor's secret storage. */
export async function setKey(services: Services): Promise<void> {
  const { context, settings } = services;
  const entered = await window.showInputBox({
    title: l10n.t('Claude API key'),
    prompt: l10n.t(
      "The key is checked with a free request to {0}, then kept in your editor's secret storage.",
      settings.get('ai.claude.baseUrl'),
    ),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => (/^\S{8,400}$/.test(text.trim()) ? undefined : l10n.t("A key can't contain spaces.")),
  });
  const key = entered?.trim();
  if (!key) return;
  const found = await listModels(services, key);
  if (found.outcome === 'auth' || found.outcome === 'permission') throw failed(services, found.outcome);
  await claudeKey.store(context.secrets, key);
  if (found.outcome !== 'ok') {
    // A gateway may not provide a list of models.
    void window.showWarningMessage(
      unlinked(l10n.t('The key was saved, but could not be checked: {0}', failureText(found.outcome, services.t))),
    );
  } else void window.showInformationMessage(l10n.t('The key works and was saved.'));
  await offerToTurnOn(services);
}

async function offerToTurnOn({ settings }: Services): Promise<void> {
  if (settings.get('ai.enabled')) return;
  const turnOn = l10n.t('Turn On AI');
  const text = l10n.t('AI is off. Once it is on, you see what would be sent before anything is.');
  if ((await window.showInformationMessage(text, turnOn)) === turnOn) await settings.set('ai.enabled', true);
}

/** Deletes the key; its calls stay in the receipts. */
export async function removeKey({ context }: Services): Promise<void> {
  await claudeKey.remove(context.secrets);
  void window.showInformationMessage(l10n.t('The key was removed from this editor.'));
}

function listModels(services: Services, key: string): Thenable<Models> {
  const title = l10n.t('Asking {0}', services.settings.get('ai.claude.baseUrl'));
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, async (_, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    return (await openClaude(key, services.settings)).models(controller.signal);
  });
}

/** Lets the person choose among the models that the provider has now. */
export async function chooseModel(services: Services): Promise<void> {
  const items = services.settings.get('ai.provider') === 'vscode' ? await editorModels() : await claudeModels(services);
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('Choose Model'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (!chosen) return;
  const key = services.settings.get('ai.provider') === 'vscode' ? 'ai.vscode.model' : 'ai.claude.model';
  await services.settings.set(key, chosen.id);
}

interface ModelItem extends QuickPickItem {
  readonly id: string;
}

async function editorModels(): Promise<ModelItem[]> {
  const models = await lm.selectChatModels();
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
