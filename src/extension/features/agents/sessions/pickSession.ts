import { clockTime } from '../../../../core/time/clockTime.ts';
import { l10n, window } from 'vscode';
import { addDays } from '../../../../core/time/days.ts';
import { sessionCategoryLabels } from '../../../../core/views/labels.ts';
import { presentDay } from '../../../../core/time/presentDay.ts';
import type { Services } from '../../../services.ts';

/** Days whose sessions are offered, ending today. */
const offeredDays = 7;

/** A recorded session that the user chose. */
interface ChosenSession {
  readonly id: string;
  /** Its tool and project. */
  readonly label: string;
}

/** Asks for a recorded session of the last days; undefined if there is none, or none was chosen. */
export async function pickSession(services: Services, title: string): Promise<ChosenSession | undefined> {
  const { clock } = services;
  const today = presentDay(services.readOptions());
  const days = await Promise.all(
    Array.from({ length: offeredDays }, (_, back) => services.read('agents.day', { day: addDays(today, -back) })),
  );
  const names = sessionCategoryLabels(l10n.t);
  const items = days.flatMap(({ day, sessions }) =>
    // A session that is known from telemetry alone has no record of its own.
    sessions
      .filter(({ id }) => !id.startsWith('told:'))
      .map(({ id, tool, project, work, category }) => ({
        label: [tool, ...(project === '' ? [] : [project])].join(' · '),
        description: [day, ...work.slice(0, 1).map(({ start }) => clockTime(start, clock.utcOffset(start)))].join(' '),
        detail: category === undefined ? l10n.t('No category') : names[category],
        id,
      })),
  );
  if (items.length === 0) {
    void window.showInformationMessage(
      l10n.t('No agent session was recorded in the last few days. Turn on daymark.agents.record.'),
    );
    return undefined;
  }
  // Reading takes a moment, in which something may take the focus: the list stays open without it.
  return window.showQuickPick(items, { title, matchOnDescription: true, ignoreFocusOut: true });
}
