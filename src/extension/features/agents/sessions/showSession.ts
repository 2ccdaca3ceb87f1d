import { dateAndTime } from '../../../../core/time/clockTime.ts';
import { l10n } from 'vscode';
import { minuteMs } from '../../../../core/time/days.ts';
import { markdownPage } from '../../../markdownPage.ts';
import type { Services } from '../../../services.ts';
import { hasTexts } from '../hasTexts.ts';
import { callsPart } from './callsText.ts';
import { pickSession } from './pickSession.ts';
import { readSessionCalls } from './sessionCalls.ts';
import { sessionText } from './sessionText.ts';

const page = markdownPage('daymark-agent-session', 'Agent Session.md');

/**
 * Opens the page of a recorded session, with what is kept of it, and its calls of tools, read from its log.
 * @throws AppError `not-found` where there is none
 */
export async function showSession(services: Services, id: string): Promise<void> {
  const { clock, settings } = services;
  const details = await services.read('agents.details', { session: id });
  const texts = hasTexts(services) ? await services.store('textsOf', { session: id }) : [];
  const { currency } = settings;
  const keeps = settings.get('agents.keepTexts');
  const voice = {
    t: l10n.t,
    timeOf: (at: number) => dateAndTime(at, clock.utcOffset(at)),
    clockOf: (at: number) => new Date(at + clock.utcOffset(at) * minuteMs).toISOString().slice(11, 19),
    keeps,
    ...(currency && { currency }),
  };
  const { read, tool } = await readSessionCalls(services, id);
  const calls = callsPart(read, tool, voice);
  // The record can be older than the log, and that of OpenCode counts none.
  const toolCalls = typeof read === 'string' ? details.toolCalls : Math.max(details.toolCalls, read.total);
  await page(services).show(sessionText({ ...details, toolCalls }, { texts, calls }, voice));
}

/** Asks for a recorded session, and opens its page. */
export async function chooseSession(services: Services): Promise<void> {
  const chosen = await pickSession(services, l10n.t('Show Agent Session'));
  if (chosen) await showSession(services, chosen.id);
}
