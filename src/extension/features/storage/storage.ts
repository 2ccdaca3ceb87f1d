import { Disposable, l10n, window } from 'vscode';
import { errorCode } from '../../../core/base/appError.ts';
import { minuteMs } from '../../../core/time/days.ts';
import type { Disposable as Held } from '../../../core/base/event.ts';
import type { StorageHealth } from '../../../core/facts/reader.ts';
import { mayCheckpointBeDue } from '../../../storage/checkpointDue.ts';
import { layoutOf } from '../../../storage/disk/layout.ts';
import { nodeFiles } from '../../../storage/disk/nodeFiles.ts';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';

/** How long after a fact to check whether a checkpoint is due, ms: soon after the first one, since each day begins with a checkpoint. */
const firstCheckMs = 2 * minuteMs;
const checkMs = 10 * minuteMs;

/** Keeps the SQLite file up to date while something is recorded, and tells once when the disk refuses. */
export const storage: Feature = {
  id: 'storage',
  commands: (services) => ({ 'daymark.saveNow': () => saveNow(services) }),
  start: (services) => {
    const { journal, notices, today } = services;
    const first = today.onDidChange(() => {
      first.dispose();
      void tellMode(services);
    });
    return Disposable.from(
      scheduleCheckpoints(services),
      first,
      journal.onDidFail((error) => notices.hold({ id: 'journal', severity: 'error', text: error.message })),
      journal.onDidFlush(() => notices.clear('journal')),
    );
  },
};

/** Checks some minutes after a fact whether a checkpoint is due; while nothing is recorded, no timer runs. */
function scheduleCheckpoints({ context, journal, recorder, clock, log, store }: Services): Disposable {
  const layout = layoutOf(context.globalStorageUri.fsPath);
  let next: Held | undefined;
  let wait = firstCheckMs;
  const listener = recorder.onDidRecord(() => {
    next ??= clock.after(wait, () => {
      next = undefined;
      wait = checkMs;
      // The file may be written hours from now. Until then the journal itself has to survive a power cut.
      journal.flush().catch(() => log.debug('flush failed'));
      // Checked here, because otherwise the worker would start only to find nothing to do.
      if (!mayCheckpointBeDue(nodeFiles, layout, clock.now())) return;
      store('checkpoint', { when: 'due' }).then(
        ({ outcome }) => log.debug(`checkpoint: ${outcome}`),
        (error: unknown) => log.warn(`checkpoint failed: ${errorCode(error)}`),
      );
    });
  });
  return Disposable.from(listener, { dispose: () => next?.dispose() });
}

/** Says once when the SQLite file could not be opened as it should; tracking goes on in every case. */
async function tellMode({ store, notices, log }: Services): Promise<void> {
  const health = await store('health', {}).catch((error: unknown) => {
    log.warn(`no health: ${errorCode(error)}`);
    return undefined;
  });
  const texts: Partial<Record<StorageHealth['mode'], string>> = {
    'read-only-newer': l10n.t(
      'Your Daymark data was written by a newer version of Daymark. It is shown but not changed; what you do is kept in the journals. Update the extension.',
    ),
    'read-only-folder': l10n.t(
      'Daymark cannot write to its data folder. What you do is kept in memory until it can. Check the permissions of the folder.',
    ),
    rebuilt: l10n.t(
      'The SQLite file was damaged or not written by Daymark. It was set aside, not deleted, and a new one was rebuilt from the newest backup and the journals.',
    ),
  };
  const text = health && texts[health.mode];
  if (!text) return;
  const action = { label: l10n.t('Run Health Check'), command: 'daymark.health' };
  notices.hold({ id: 'storage', severity: health.mode === 'rebuilt' ? 'warning' : 'error', text, action });
}

async function saveNow({ store }: Services): Promise<void> {
  const { outcome, folder } = await store('checkpoint', {});
  if (outcome === 'done' || outcome === 'nothing') {
    void window.setStatusBarMessage(l10n.t('Daymark: everything is in {0}', `${folder}/daymark.sqlite`), 5000);
  } else if (outcome === 'read-only') {
    void window.showWarningMessage(
      l10n.t(
        'The SQLite file cannot be written here. What is recorded stays in the journals; the health check says why.',
      ),
    );
  } else {
    void window.showWarningMessage(l10n.t('Another window is writing the SQLite file. Try again in a moment.'));
  }
}
