import { errorCode } from '../../../core/base/appError.ts';
import { dayMs, minuteMs } from '../../../core/time/days.ts';
import { presentDay } from '../../../core/time/presentDay.ts';
import { oneWindow } from '../../oneWindow.ts';
import type { Services } from '../../services.ts';
import { askQuietly, readingOf } from './askLogs.ts';
import { checkBudget } from './checkBudget.ts';
import { hasTexts } from './hasTexts.ts';
import { beginTexts } from './sessions/keptTexts.ts';
import { recordSessions } from './recordSessions.ts';

const lastReadKey = 'agents.lastRead';
const lastTookKey = 'agents.lastReadTook';
/** Reading again takes at most this share of the time. */
const mostShare = 1 / 200;
const soonestMs = 20 * minuteMs;

/**
 * Reads the logs of the chosen tools and records the sessions, unless another window does, or did lately: every 20 minutes where that takes a
 * few seconds, and once a day where it takes minutes, or where texts only expire.
 */
export async function readWhenDue(services: Services): Promise<void> {
  const { context, settings, clock, log } = services;
  const tools = settings.get('agents.tools');
  const began = clock.now();
  const isRead = settings.get('agents.record') && tools.length > 0;
  // Where nothing is read any more, texts that were kept still expire.
  if (!isRead && !hasTexts(services)) return;
  const tookMs = isRead ? context.globalState.get<number>(lastTookKey, 0) : Number.POSITIVE_INFINITY;
  const pause = Math.min(dayMs, Math.max(soonestMs, tookMs / mostShare));
  // A wall clock that was set back must not stop it.
  const isDue = Math.abs(began - context.globalState.get<number>(lastReadKey, 0)) >= pause;
  if (!isDue) return;
  const read = async (): Promise<void> => {
    const today = presentDay(services.readOptions());
    const texts = await beginTexts(services);
    if (isRead) {
      const input = { ...readingOf(services, tools), ...texts.wanted, from: today, to: today };
      const answer = await askQuietly(input, texts.take);
      if ('report' in answer) await recordSessions(services, answer);
      await texts.kept();
      await checkBudget(services);
      await context.globalState.update(lastTookKey, clock.now() - began);
    }
    await context.globalState.update(lastReadKey, began);
  };
  await oneWindow(services, 'agents')
    .ifFree(read)
    .catch((error: unknown) => log.warn(`the logs of AI tools could not be read: ${errorCode(error)}`));
}
