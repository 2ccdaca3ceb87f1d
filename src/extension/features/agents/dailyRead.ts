import { join } from 'node:path';
import { errorCode } from '../../../core/base/appError.ts';
import { dayMs } from '../../../core/time/days.ts';
import { presentDay } from '../../../core/time/presentDay.ts';
import { FolderLock } from '../../../storage/disk/folderLock.ts';
import { nodeFiles } from '../../../storage/disk/nodeFiles.ts';
import type { Services } from '../../services.ts';
import { askQuietly, readingOf } from './askLogs.ts';
import { checkBudget } from './checkBudget.ts';
import { recordSessions } from './recordSessions.ts';

const lastReadKey = 'agents.lastRead';
/** How often the lock shows a sign of life while logs are read, ms. */
const beatMs = 20_000;

/** Reads the logs of the chosen tools and records the sessions, unless another window does, or did today. */
export async function readDaily(services: Services): Promise<void> {
  const { context, settings, clock, log } = services;
  const tools = settings.get('agents.tools');
  const isDue = clock.now() - context.globalState.get<number>(lastReadKey, 0) >= dayMs;
  if (!settings.get('agents.record') || tools.length === 0 || !isDue) return;
  const held = new FolderLock(nodeFiles, join(context.globalStorageUri.fsPath, 'agents.lock'), clock).tryAcquire();
  if (!held) return;
  const beat = setInterval(() => held.beat(), beatMs);
  try {
    const today = presentDay(services.readOptions());
    const answer = await askQuietly({ ...readingOf(services, tools), from: today, to: today });
    if ('report' in answer) await recordSessions(services, answer.sessions);
    await checkBudget(services);
    await context.globalState.update(lastReadKey, clock.now());
  } catch (error) {
    log.warn(`the logs of AI tools could not be read: ${errorCode(error)}`);
  } finally {
    clearInterval(beat);
    held.release();
  }
}
