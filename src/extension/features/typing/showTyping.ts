import { commands, env, l10n, window } from 'vscode';
import { addDays } from '../../../core/time/days.ts';
import { presentDay } from '../../../core/time/presentDay.ts';
import type { QueryResult } from '../../../catalog/queries.ts';
import { markdownPage } from '../../markdownPage.ts';
import type { Services } from '../../services.ts';

const daysShown = 30;

const page = markdownPage('daymark-typing', 'Typing.md');

/** "Show Typing Counts": the last days with their counts. */
export async function showTyping(services: Services): Promise<void> {
  if (!services.settings.get('typing.count')) {
    const settings = l10n.t('Open Settings');
    const chosen = await window.showInformationMessage(
      l10n.t('Daymark counts keys only if you switch on "daymark.typing.count".'),
      settings,
    );
    if (chosen === settings) await commands.executeCommand('workbench.action.openSettings', 'daymark.typing.count');
    return;
  }
  const to = presentDay(services.readOptions());
  const { days } = await services.read('typing.days', { from: addDays(to, 1 - daysShown), to });
  const counted = days.filter(({ keys, mouse }) => keys + mouse > 0).toReversed();
  await page(services).show(pageOf(counted));
}

function pageOf(days: QueryResult<'typing.days'>['days']): string {
  const number = new Intl.NumberFormat(env.language);
  const heads = [l10n.t('Day'), l10n.t('Typed'), l10n.t('Deleted'), l10n.t('Keys'), l10n.t('Mouse')];
  const rows = days.map(({ day, typed, removed, keys, mouse }) => [
    day,
    ...[typed, removed, keys, mouse].map((count) => number.format(count)),
  ]);
  const lines = [heads, heads.map((_, index) => (index === 0 ? '---' : '---:')), ...rows];
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return [
    `# ${l10n.t('Typing')}`,
    days.length === 0 ? l10n.t('Nothing was counted yet. Counts appear after a minute of work.') : table,
    l10n.t(
      'Typed and deleted are the characters that you changed with keys in text editors, without pasted, completed, and generated text. Keys are those that changed a text or moved its cursor: VS Code reports no others, such as shortcuts or keys in terminals. Mouse is the number of selections and cursor moves that you made with it.',
    ),
    l10n.t('Daymark records how many, never what was typed.'),
  ].join('\n\n');
}
