import { join } from 'node:path';
import { errorCode } from '../../../core/base/appError.ts';
import { dayMs, minuteMs } from '../../../core/time/days.ts';
import { presentDay } from '../../../core/time/presentDay.ts';
import { FolderLock } from '../../../storage/disk/folderLock.ts';
import { nodeFiles } from '../../../storage/disk/nodeFiles.ts';
import type { Services } from '../../services.ts';
import { askQuietly, readingOf } from './askLogs.ts';
import { checkBudget } from './checkBudget.ts';
import { recordSessions } from './recordSessions.ts';

const lastReadKey = 'agents.lastRead';
const lastTookKey = 'agents.lastReadTook';
/** Reading again takes at most this share of the time. */
const mostShare = 1 / 200;
const soonestMs = 20 * minuteMs;
/** The interval of the lock's heartbeat while logs are read, in ms. */
const beatMs = 20_000;

/**
 * Reads the logs of the chosen tools and records the sessions, unless another window does, or did lately: every 20 minutes where that takes a
 * few seconds, and once a day where it takes minutes.
 */
export async function readWhenDue(services: Services): Promise<void> {
  const { context, settings, clock, log } = services;
  const tools = settings.get('agents.tools');
  const began = clock.now();
  const pause = Math.min(dayMs, Math.max(soonestMs, context.globalState.get<number>(lastTookKey, 0) / mostShare));
  // A wall clock that was set back must not stop it.
  const isDue = Math.abs(began - context.globalState.get<number>(lastReadKey, 0)) >= pause;
  if (!settings.get('agents.record') || tools.length === 0 || !isDue) return;
  const held = new FolderLock(nodeFiles, join(context.globalStorageUri.fsPath, 'agents.lock'), clock).tryAcquire();
  if (!held) return;
  const beat = setInterval(() => held.beat(), beatMs);
  try {
    const today = presentDay(services.readOptions());
    const answer = await askQuietly({ ...readingOf(services, tools), from: today, to: today });
    if ('report' in answer) await recordSessions(services, answer);
    await checkBudget(services);
    await context.globalState.update(lastReadKey, began);
    await context.globalState.update(lastTookKey, clock.now() - began);
  } catch (error) {
    log.warn(`the logs of AI tools could not be read: ${errorCode(error)}`);
  } finally {
    clearInterval(beat);
    held.release();
  }
}
