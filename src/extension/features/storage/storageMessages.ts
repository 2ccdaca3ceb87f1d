import { l10n, window } from 'vscode';
import type { StorageHealth } from '../../../core/facts/reader.ts';
import type { Services } from '../../services.ts';

/** Holds a notice for a SQLite file that could not be opened as it should. */
export function reportMode({ notices }: Pick<Services, 'notices'>, mode: StorageHealth['mode']): void {
  const texts: Partial<Record<StorageHealth['mode'], string>> = {
    'read-only-newer': l10n.t(
      'Your Daymark data was written by a newer version of Daymark. It is shown but not changed; what you do is kept in the journals. Update the extension.',
    ),
    'read-only-folder': l10n.t(
      "Daymark cannot write to its data folder. Your activity is kept in memory until it can. Check the folder's permissions.",
    ),
    rebuilt: l10n.t(
      'The SQLite file was damaged or not written by Daymark. It was set aside, not deleted, and a new one was rebuilt from the newest backup and the journals.',
    ),
  };
  const text = texts[mode];
  if (!text) return;
  const action = { label: l10n.t('Run Health Check'), command: 'daymark.health' };
  notices.hold({ id: 'storage', severity: mode === 'rebuilt' ? 'warning' : 'error', text, action });
}

/** Writes everything to the SQLite file, and says where it is or why it can't be written. */
export async function saveNow({ store, today }: Services): Promise<void> {
  const { outcome, folder } = await store('checkpoint', {});
  // Leaves a copy of today for the next window.
  if (outcome === 'done') void today.read();
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
