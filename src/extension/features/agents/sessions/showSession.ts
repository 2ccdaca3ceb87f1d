import { l10n } from 'vscode';
import { minuteMs } from '../../../../core/time/days.ts';
import { MarkdownPage } from '../../../markdownPage.ts';
import { perWindow } from '../../../perWindow.ts';
import type { Services } from '../../../services.ts';
import { hasTexts } from '../hasTexts.ts';
import { pickSession } from './pickSession.ts';
import { sessionText } from './sessionText.ts';

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

/** Asks for a recorded session, and opens its page. */
export async function chooseSession(services: Services): Promise<void> {
  const chosen = await pickSession(services, l10n.t('Show Agent Session'));
  if (chosen) await showSession(services, chosen.id);
}
