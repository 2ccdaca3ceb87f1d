import { l10n, window } from 'vscode';
import { addDays, minuteMs } from '../../../../core/time/days.ts';
import { presentDay } from '../../../../core/time/presentDay.ts';
import { MarkdownPage } from '../../../markdownPage.ts';
import { perWindow } from '../../../perWindow.ts';
import type { Services } from '../../../services.ts';
import { hasTexts } from './keptTexts.ts';
import { sessionText } from './sessionText.ts';

/** Days whose sessions are offered, ending today. */
const offeredDays = 7;

const pageOf = perWindow(({ context }: Services) => {
  const page = new MarkdownPage('daymark-agent-session', 'Agent Session.md');
  context.subscriptions.push(page);
  return page;
});

/**
 * Opens the page of a recorded session, with what is kept of it.
 * @throws AppError `not-found` where there is none
 */
export async function showSession(services: Services, id: string): Promise<void> {
  const { clock, settings } = services;
  const details = await services.read('agents.details', { session: id });
  const texts = hasTexts(services) ? await services.store('textsOf', { session: id }) : [];
  const timeOf = (at: number): string => new Date(at + clock.utcOffset(at) * minuteMs).toISOString().slice(0, 16);
  const { currency } = settings;
  const keeps = settings.get('agents.keepTexts');
  const voice = {
    t: l10n.t,
    timeOf: (at: number) => timeOf(at).replace('T', ' '),
    keeps,
    ...(currency && { currency }),
  };
  await pageOf(services).show(sessionText(details, texts, voice));
}

/** Asks for a recorded session of the last days, and opens its page. */
export async function chooseSession(services: Services): Promise<void> {
  const id = await pickSession(services, l10n.t('Show Agent Session'));
  if (id !== undefined) await showSession(services, id);
}

async function pickSession(services: Services, title: string): Promise<string | undefined> {
  const { clock } = services;
  const today = presentDay(services.readOptions());
  const days = await Promise.all(
    Array.from({ length: offeredDays }, (_, back) => services.read('agents.day', { day: addDays(today, -back) })),
  );
  const timeOf = (at: number): string => new Date(at + clock.utcOffset(at) * minuteMs).toISOString().slice(11, 16);
  const items = days.flatMap(({ day, sessions }) =>
    // What was only told of is not recorded under its id.
    sessions
      .filter(({ id }) => !id.startsWith('told:'))
      .map(({ id, tool, project, work }) => ({
        label: [tool, ...(project === '' ? [] : [project])].join(' · '),
        description: [day, ...work.slice(0, 1).map(({ start }) => timeOf(start))].join(' '),
        id,
      })),
  );
  if (items.length === 0) {
    void window.showInformationMessage(
      l10n.t('No session of an agent was recorded in the last days. Turn on daymark.agents.record.'),
    );
    return undefined;
  }
  return (await window.showQuickPick(items, { title, matchOnDescription: true }))?.id;
}
