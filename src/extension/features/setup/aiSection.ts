import { l10n } from 'vscode';
import { spentIn } from '../../../ai/budget.ts';
import type { SetupAction, SetupFact } from '../../../core/views/setup.ts';
import { claudeKey } from '../../ai/claudeKey.ts';
import { receiptBook, receiptsSince } from '../../ai/receiptBook.ts';
import type { Services } from '../../services.ts';
import { command, setting, type SectionParts } from './sectionParts.ts';

/** The model, its access to names, its daily budget, and today's cost. */
export async function aiSection(services: Services): Promise<SectionParts> {
  const { settings, context } = services;
  const isOn = settings.get('ai.enabled');
  const provider = settings.get('ai.provider');
  const hasKey = (await claudeKey.read(context.secrets)) !== undefined;
  return {
    id: 'ai',
    title: l10n.t('AI'),
    facts: [
      {
        label: l10n.t('State'),
        text: isOn ? l10n.t('On') : l10n.t('Off: the built-in rules do everything, nothing is sent.'),
      },
      ...(isOn ? await modelFacts(services, hasKey) : []),
    ],
    actions: [
      setting(isOn ? l10n.t('Change AI Settings') : l10n.t('Turn On AI'), 'daymark.ai'),
      ...(isOn ? modelActions(provider, hasKey) : []),
    ],
  };
}

async function modelFacts(services: Services, hasKey: boolean): Promise<SetupFact[]> {
  const { settings } = services;
  const provider = settings.get('ai.provider');
  const { calls, usd } = spentIn(
    await receiptsSince(services, receiptBook(services).startOfToday()),
    services.settings.get('ai.prices'),
  );
  const names = {
    real: l10n.t('are sent as they are'),
    aliased: l10n.t('are replaced by aliases'),
    none: l10n.t('are left out'),
  };
  return [
    { label: l10n.t('Provider'), text: providerName(provider) },
    ...(provider === 'claude' ? claudeFacts(settings.get('ai.claude.model'), hasKey) : []),
    { label: l10n.t('Names of projects and files'), text: names[settings.get('ai.names')] },
    {
      label: l10n.t('Spent today'),
      text: l10n.t(
        '{0} of {1} calls, {2} of {3} US dollars',
        calls,
        settings.get('ai.dailyLimitCalls'),
        usd.toFixed(3),
        settings.get('ai.dailyLimitUsd').toFixed(2),
      ),
    },
  ];
}

function claudeFacts(model: string, hasKey: boolean): SetupFact[] {
  return [
    { label: l10n.t('Model'), text: model },
    hasKey
      ? { label: l10n.t('API key'), text: l10n.t('kept in the secret storage'), tone: 'good' }
      : { label: l10n.t('API key'), text: l10n.t('none yet: the built-in rules are used'), tone: 'bad' },
  ];
}

function providerName(provider: 'claude' | 'vscode' | 'rules'): string {
  if (provider === 'claude') return l10n.t('Claude');
  return provider === 'vscode' ? l10n.t("the editor's language models") : l10n.t('the built-in rules');
}

function modelActions(provider: 'claude' | 'vscode' | 'rules', hasKey: boolean): SetupAction[] {
  if (provider === 'rules') return [];
  const key = hasKey
    ? command(l10n.t('Remove Key'), 'daymark.removeClaudeKey')
    : command(l10n.t('Set Claude API Key'), 'daymark.setClaudeKey', true);
  return [
    ...(provider === 'claude' ? [key] : []),
    command(l10n.t('Choose Model'), 'daymark.chooseModel'),
    command(l10n.t('Show What Would Be Sent'), 'daymark.showPayload'),
  ];
}
