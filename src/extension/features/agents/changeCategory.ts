import { l10n, window } from 'vscode';
import { sessionCategories, type SessionCategory } from '../../../agents/sessionCategory.ts';
import { sessionCategoryLabels } from '../../../core/views/labels.ts';
import { operate } from '../../operate.ts';
import type { Services } from '../../services.ts';
import { pickSession } from './sessions/pickSession.ts';

/** Lets the user say what a session of an agent was for, where the rules were wrong or found nothing. */
export async function changeCategory(services: Services): Promise<void> {
  const chosen = await pickSession(services, l10n.t('Change Category of Agent Session'));
  if (!chosen) return;
  const names: Readonly<Record<SessionCategory, string>> = sessionCategoryLabels(l10n.t);
  const categories = [
    ...sessionCategories.map((category) => ({ label: names[category], category: category as SessionCategory | null })),
    { label: l10n.t('Let the Rules Decide'), category: null },
  ];
  const to = await window.showQuickPick(categories, { title: chosen.label, ignoreFocusOut: true });
  if (!to) return;
  const params = { session: chosen.id, category: to.category };
  await operate(services, { transport: 'view', operation: 'agents.categorize', params });
  services.dashboard.agentsChanged();
}
