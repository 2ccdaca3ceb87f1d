import { l10n, window } from 'vscode';
import { sessionCategories, type SessionCategory } from '../../../agents/sessionCategory.ts';
import { addDays, minuteMs } from '../../../core/time/days.ts';
import { sessionCategoryLabels } from '../../../core/views/labels.ts';
import { presentDay } from '../../../core/time/presentDay.ts';
import { operate } from '../../operate.ts';
import type { Services } from '../../services.ts';

/** Days whose sessions are offered, ending today. */
const offeredDays = 3;

/** Lets the user say what a session of an agent was for, where the rules were wrong or found nothing. */
export async function changeCategory(services: Services): Promise<void> {
  const { clock } = services;
  const today = presentDay(services.readOptions());
  const days = await Promise.all(
    Array.from({ length: offeredDays }, (_, back) => services.read('agents.day', { day: addDays(today, -back) })),
  );
  const names: Readonly<Record<SessionCategory, string>> = sessionCategoryLabels(l10n.t);
  const timeOf = (at: number): string => new Date(at + clock.utcOffset(at) * minuteMs).toISOString().slice(11, 16);
  const items = days.flatMap(({ day, sessions }) =>
    // What was only told of is not recorded under its id.
    sessions
      .filter(({ id }) => !id.startsWith('told:'))
      .map(({ id, tool, project, work, category }) => ({
        label: [tool, ...(project === '' ? [] : [project])].join(' · '),
        description: [day, ...work.slice(0, 1).map(({ start }) => timeOf(start))].join(' '),
        detail: category === undefined ? l10n.t('No category') : names[category],
        id,
      })),
  );
  if (items.length === 0)
    return void window.showInformationMessage(
      l10n.t('No session of an agent was recorded in the last days. Turn on daymark.agents.record.'),
    );
  const title = l10n.t('Change Category of Agent Session');
  const chosen = await window.showQuickPick(items, { title, matchOnDescription: true });
  if (!chosen) return;
  const categories = [
    ...sessionCategories.map((category) => ({ label: names[category], category: category as SessionCategory | null })),
    { label: l10n.t('Let the Rules Decide'), category: null },
  ];
  const to = await window.showQuickPick(categories, { title: chosen.label });
  if (!to) return;
  const params = { session: chosen.id, category: to.category };
  await operate(services, { transport: 'view', operation: 'agents.categorize', params });
  services.dashboard.agentsChanged();
}
