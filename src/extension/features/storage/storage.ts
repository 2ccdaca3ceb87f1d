import { errorCode } from '../../../core/base/appError.ts';
import { minuteMs } from '../../../core/time/days.ts';
import { disposeAll, type Disposable } from '../../../core/base/event.ts';
import { mayCheckpointBeDue } from '../../../storage/checkpointDue.ts';
import { layoutOf } from '../../../storage/disk/layout.ts';
import { nodeFiles } from '../../../storage/disk/nodeFiles.ts';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';

/**
 * Delay after a fact until the check whether a checkpoint is due, in ms: soon after the first one, since each day begins with a checkpoint.
 */
const firstCheckMs = 2 * minuteMs;
const checkMs = 10 * minuteMs;

/** Keeps the SQLite file up to date during recording, and reports once if the disk refuses. */
export const storage: Feature = {
  id: 'storage',
  commands: (services) => ({ 'daymark.saveNow': async () => (await import('./storageMessages.ts')).saveNow(services) }),
  start: (services) => {
    const { worker } = services;
    const first = worker.onDidStart(() => {
      first.dispose();
      void reportMode(services);
    });
    return disposeAll(scheduleCheckpoints(services), first, reportFailures(services));
  },
};

/** Shows that the journal can't be written, until it can be again. */
function reportFailures({ journal, notices }: Services): Disposable {
  let recovery: Disposable | undefined;
  const failure = journal.onDidFail((error) => {
    notices.hold({ id: 'journal', severity: 'error', text: error.message });
    recovery ??= journal.onDidFlush(() => {
      recovery?.dispose();
      recovery = undefined;
      notices.clear('journal');
    });
  });
  return disposeAll(failure, { dispose: () => recovery?.dispose() });
}

/** Checks some minutes after a fact whether a checkpoint is due; while nothing is recorded, no timer runs. */
function scheduleCheckpoints({ context, journal, recorder, clock, log, store, today }: Services): Disposable {
  const layout = layoutOf(context.globalStorageUri.fsPath);
  let next: Disposable | undefined;
  let wait = firstCheckMs;
  const checkLater = (): void => {
    next ??= clock.after(wait, () => {
      next = undefined;
      wait = checkMs;
      // The file may be written hours from now. Until then the journal itself has to survive a power cut.
      journal.flush().catch(() => log.debug('flush failed'));
      // Checked here, because otherwise the worker would start only to find nothing to do.
      if (!mayCheckpointBeDue(nodeFiles, layout, clock.now())) return;
      store('checkpoint', { when: 'due' }).then(
        ({ outcome }) => {
          log.debug(`checkpoint: ${outcome}`);
          // Leaves a copy of today for the next window, while the worker is there.
          if (outcome === 'done') void today.read();
        },
        (error: unknown) => log.warn(`checkpoint failed: ${errorCode(error)}`),
      );
    });
  };
  return disposeAll(recorder.onDidRecord(checkLater), recorder.onDidGrow(checkLater), {
    dispose: () => next?.dispose(),
  });
}

/** Reports once if the SQLite file could not be opened properly; tracking continues in any case. */
async function reportMode(services: Services): Promise<void> {
  const health = await services.store('health', {}).catch((error: unknown) => {
    services.log.warn(`no health: ${errorCode(error)}`);
    return undefined;
  });
  // The texts are loaded only if needed.
  if (health && health.mode !== 'ready') (await import('./storageMessages.ts')).reportMode(services, health.mode);
}
