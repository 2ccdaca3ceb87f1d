import { l10n, window, type QuickPickItem } from 'vscode';
import { counted } from '../../../../core/base/counted.ts';
import type { KeptTextChoice } from '../../../../core/facts/keptTexts.ts';
import type { Services } from '../../../services.ts';
import { chooseTools } from '../chooseTools.ts';
import { hasTexts } from '../hasTexts.ts';

interface ChoiceItem extends QuickPickItem {
  readonly keep: KeptTextChoice;
  readonly erases?: true;
}

/** "Keep Prompts of AI Tools…": shows what would be kept, where, and how long, and turns it on or off. */
export async function chooseTexts(services: Services): Promise<void> {
  const { settings } = services;
  const counts = hasTexts(services) ? await services.store('textCounts', {}) : { sessions: 0, texts: 0 };
  const kept =
    counts.texts === 0
      ? l10n.t('Nothing is kept now.')
      : counted(l10n.t, ['1 text is kept.', '{0} texts are kept.'], [counts.texts]);
  const where = counted(
    l10n.t,
    ['Texts stay on this machine, encrypted, for 1 day.', 'Texts stay on this machine, encrypted, for {0} days.'],
    [settings.get('agents.keepTextsDays')],
  );
  const chosen = await window.showQuickPick(itemsOf(services, counts.texts), {
    title: l10n.t('Keep Prompts of AI Tools'),
    placeHolder: `${kept} ${where}`,
    ignoreFocusOut: true,
  });
  if (!chosen) return;
  const { keep, erases } = chosen;
  if (keep !== 'off') {
    // Kept texts belong to recorded sessions.
    if (settings.get('agents.tools').length === 0 && !(await chooseTools(services))?.length) return;
    if (!settings.get('agents.record')) await settings.set('agents.record', true);
  }
  if (keep !== settings.get('agents.keepTexts')) await settings.set('agents.keepTexts', keep);
  if (erases) {
    await services.store('eraseTexts', {});
    void window.showInformationMessage(l10n.t('No texts are kept any more.'));
  } else if (keep === 'off') void window.showInformationMessage(l10n.t('Nothing more is kept. What is kept expires.'));
  else void window.showInformationMessage(l10n.t('Kept from the next read on. "Show Agent Session…" shows it.'));
}

function itemsOf({ settings }: Services, texts: number): ChoiceItem[] {
  const current = settings.get('agents.keepTexts');
  const items: ChoiceItem[] = [
    { keep: 'off', label: l10n.t('Off'), detail: l10n.t('Keep no texts.') },
    {
      keep: 'prompts',
      label: l10n.t('Prompts'),
      detail: l10n.t('What you ask. Turns on daymark.agents.record.'),
    },
    {
      keep: 'all',
      label: l10n.t('Prompts, Answers, and Code Changes'),
      detail: l10n.t('What is said, and the lines that tools write. Turns on daymark.agents.record.'),
    },
  ];
  const marked = items.map((item) => ({
    ...item,
    ...(item.keep === current && { description: l10n.t('Current') }),
  }));
  if (texts === 0) return marked;
  return [
    ...marked,
    { keep: 'off', erases: true, label: l10n.t('Turn Off and Erase'), detail: l10n.t('Erase what is kept, now.') },
  ];
}
