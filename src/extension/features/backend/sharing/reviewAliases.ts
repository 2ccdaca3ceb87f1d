import { l10n, type QuickPickItem, window } from 'vscode';
import { cleaned } from '../../../../core/sharing/shareBatch.ts';
import type { SharedDays } from '../../../../core/sharing/shareSchedule.ts';
import type { Services } from '../../../services.ts';
import { ProjectAliases } from './shareAliases.ts';

const longestAlias = 100;

/** Shows what each project is called, and lets the user change it. @returns false when the user canceled */
export async function reviewAliases(services: Services, days: SharedDays): Promise<boolean> {
  const aliases = await ProjectAliases.open(services);
  const { parts } = await services.read('activity.range', { days, by: 'project' });
  const projects = parts.filter(({ type }) => type === 'name');
  const title = l10n.t('Project Aliases');
  for (;;) {
    const items: (QuickPickItem & { readonly id?: string })[] = [
      { label: l10n.t('Continue'), detail: l10n.t('The backend gets these aliases, and no name of a project.') },
      ...projects.map(({ id, name }) => ({ id, label: aliases.of(id), description: name })),
    ];
    const placeHolder = l10n.t('Select a project to change its alias');
    const chosen = await window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true });
    if (!chosen) return false;
    if (chosen.id === undefined) return true;
    const alias = await window.showInputBox({
      title,
      prompt: l10n.t(
        'What the backend sees in place of "{0}". Leave it empty for an alias without a meaning.',
        chosen.description ?? '',
      ),
      value: chosen.label,
      ignoreFocusOut: true,
      validateInput: (text) =>
        text.length > longestAlias ? l10n.t('Enter at most {0} characters.', longestAlias) : undefined,
    });
    if (alias !== undefined) await aliases.choose(chosen.id, alias.trim() === '' ? '' : cleaned(alias, longestAlias));
  }
}
