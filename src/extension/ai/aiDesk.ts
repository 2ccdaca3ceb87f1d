import { l10n, type LanguageModelChat, lm, window } from 'vscode';
import { claudeProvider } from '../../ai/claude/claudeProvider.ts';
import type { Desk } from '../../ai/callModel.ts';
import { failureText } from '../../ai/failureText.ts';
import { mostOf } from '../../ai/budget.ts';
import { priceOf } from '../../ai/prices.ts';
import type { ModelProvider } from '../../ai/provider.ts';
import { estimateTokens } from '../../ai/tokens.ts';
import { AppError } from '../../core/base/appError.ts';
import type { AiFailure } from '../../core/insights/receipts.ts';
import type { Services } from '../services.ts';
import { openClaude } from './claudeBundle.ts';
import { claudeKey } from './claudeKey.ts';
import { editorProvider } from './editorProvider.ts';
import type { CallOrigin } from './modelChoice.ts';
import { payloadsOf } from './payloadView.ts';
import { receiptBook } from './receiptBook.ts';

/** Data that leaves the machine with a call: measurements, or source code (for a draft or for tests), texts of a session, or answers of MCP servers, which are asked for each time. */
export type SentContent = 'facts' | 'code' | 'codeForTests' | 'session' | 'external';

/**
 * Everything that a call of the chosen model needs.
 * @throws AppError `ai-no-key`, `ai-no-model` or `ai-permission` when it cannot be called
 */
export async function openDesk(services: Services, by: CallOrigin, sends: SentContent = 'facts'): Promise<Desk> {
  const { settings, clock, t } = services;
  const provider = await providerFor(services, by);
  return {
    provider,
    receipts: receiptBook(services),
    limits: { usd: settings.get('ai.dailyLimitUsd'), calls: settings.get('ai.dailyLimitCalls') },
    prices: settings.get('ai.prices'),
    clock,
    t,
    mayBeSent: (payload) => mayBeSent({ services, provider, by, sends }, payload),
  };
}

/** The chosen model; the key is only looked up when something is sent. */
export async function providerFor(services: Services, by: CallOrigin): Promise<ModelProvider> {
  const { settings, context, t } = services;
  const fail = (reason: AiFailure) => new AppError(`ai-${reason}`, failureText(reason, t));
  if (settings.get('ai.provider') === 'vscode') {
    const model = await editorModel(services);
    if (!model) throw fail('no-model');
    const access = context.languageModelAccessInformation.canSendRequest(model);
    if (access === false || (by === 'schedule' && access !== true)) throw fail('permission');
    return editorProvider(model);
  }
  const key = await claudeKey.read(context.secrets);
  if (key === undefined) throw fail('no-key');
  return claudeProvider(settings.get('ai.claude.model'), () => openClaude(key, settings));
}

/** The provider whose payload is shown, which can be Claude even without a key. */
export function previewProvider(services: Services): Promise<ModelProvider> | ModelProvider {
  if (services.settings.get('ai.provider') === 'vscode') return providerFor(services, 'user');
  return claudeProvider(services.settings.get('ai.claude.model'), () =>
    Promise.reject(new AppError('ai-no-key', failureText('no-key', services.t))),
  );
}

async function editorModel({ settings }: Services): Promise<LanguageModelChat | undefined> {
  const id = settings.get('ai.vscode.model');
  const models = await lm.selectChatModels(id === '' ? {} : { id });
  return models[0];
}

interface CallOptions {
  readonly services: Services;
  readonly provider: ModelProvider;
  readonly by: CallOrigin;
  readonly sends: SentContent;
}

/** Consent applies to one provider, address, and way of handling names; any other needs new consent. For anything but facts it applies to one payload. */
async function mayBeSent(sending: CallOptions, payload: string): Promise<boolean> {
  const { services, provider, by, sends } = sending;
  const { context, settings } = services;
  if (sends !== 'facts') {
    if (by === 'schedule') return false;
    await payloadsOf(services).show(l10n.t('What would be sent'), payload);
    return askToSend(sending, payload);
  }
  const where = provider.id === 'claude' ? settings.get('ai.claude.baseUrl') : provider.model;
  const consent = `daymark.consent ${provider.id} ${where} ${settings.get('ai.names')}`;
  if (context.globalState.get(consent) === true) return true;
  if (by === 'schedule') return false;
  await payloadsOf(services).show(l10n.t('What would be sent'), payload);
  const isGiven = await askToSend(sending, payload);
  if (isGiven) await context.globalState.update(consent, true);
  return isGiven;
}

const codeNotice = (): string =>
  l10n.t('Review it in the editor. It contains source code with its real names, so you are asked each time.');
const notices: Readonly<Record<SentContent, () => string>> = {
  facts: () =>
    l10n.t("Review it in the editor. You won't be asked again for this provider and this setting for names."),
  code: codeNotice,
  codeForTests: codeNotice,
  session: () =>
    l10n.t(
      'Review it in the editor. It contains texts of your commits and of the session as you chose, with real names, so you are asked each time.',
    ),
  external: () => l10n.t('Review it in the editor. It contains answers of MCP servers, so you are asked each time.'),
};

const withoutModel: Readonly<Record<SentContent, () => string>> = {
  facts: () => l10n.t('The built-in rules are used instead.'),
  code: () => l10n.t('The draft lists commits and files.'),
  codeForTests: () => l10n.t('No tests are written.'),
  session: () => l10n.t('Nothing is proposed.'),
  external: () => l10n.t('The built-in rules are used instead.'),
};

async function askToSend({ services, provider, sends }: CallOptions, payload: string): Promise<boolean> {
  const size = sizeOf(provider, payload, services.settings.get('ai.prices'));
  const isCode = sends === 'code' || sends === 'codeForTests';
  const send = { label: isCode ? l10n.t('Send Source Code') : l10n.t('Send'), description: size };
  const keep = {
    label: l10n.t("Don't Send"),
    description: withoutModel[sends](),
  };
  const chosen = await window.showQuickPick([send, keep], {
    title: l10n.t('This is exactly what would be sent to {0}', provider.model),
    placeHolder: notices[sends](),
    ignoreFocusOut: true,
  });
  return chosen === send;
}

/** Describes the size of a payload and its possible cost. */
export function sizeOf({ id, model, maxTokens }: ModelProvider, payload: string, prices: Desk['prices']): string {
  const input = estimateTokens(payload);
  if (id === 'vscode') return l10n.t('about {0} tokens, billed by your plan with the provider', input);
  const most = mostOf({ input, output: maxTokens }, priceOf(model, prices));
  if (most === null) return l10n.t('about {0} tokens; the price of {1} is not known', input, model);
  return l10n.t('about {0} tokens, at most {1} US dollars', input, most.toFixed(3));
}
