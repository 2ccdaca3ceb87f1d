import { env, l10n, window, type QuickPickItem } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import type { BackupInfo } from '../../../storage/store.ts';
import type { Services } from '../../services.ts';
import { requireDone } from './outcome.ts';
import { whenFree } from '../../worker/whenFree.ts';
import { unlinked } from '../../unlinked.ts';
import { counted } from '../../../core/base/counted.ts';

/** "Restore from Backup": shows what each holds, asks, and goes back; the present state becomes a backup before. */
export async function restoreBackup(services: Services): Promise<void> {
  const backups = await services.store('backups', {});
  if (backups.length === 0)
    throw new AppError(
      'not-found',
      l10n.t('There is no backup yet. One is made each day on which something is recorded.'),
    );
  const chosen = await window.showQuickPick(
    backups.map((backup) => itemOf(backup, services.timeZone.name)),
    {
      title: l10n.t('Restore from Backup'),
      placeHolder: l10n.t('The current state is saved as a backup first'),
    },
  );
  if (!chosen) return;
  if (!chosen.backup.isReadable)
    throw new AppError(
      'storage-damaged',
      l10n.t('That backup is damaged or from a newer version, and cannot be restored.'),
    );
  const restore = l10n.t('Restore');
  const detail = l10n.t(
    'A backup of the current data is made first, with everything recorded since then. New activity is added to the restored data.',
  );
  const sure = await window.showWarningMessage(
    l10n.t('Go back to {0}?', chosen.label),
    { modal: true, detail },
    restore,
  );
  if (sure !== restore) return;
  requireDone(await whenFree(services.clock, () => services.store('restore', { name: chosen.backup.name })));
  await services.today.read();
  services.didChange();
  void window.showInformationMessage(unlinked(l10n.t('Restored: {0}', chosen.label)));
}

function itemOf(backup: BackupInfo, timeZone: string | undefined): QuickPickItem & { readonly backup: BackupInfo } {
  const { date, isReadable, isOccasional, facts, first, last, bytes } = backup;
  const day = (at: number): string => new Date(at).toLocaleDateString(env.language, { timeZone });
  const span = first !== undefined && last !== undefined ? `${day(first)} – ${day(last)}` : '';
  return {
    label: date,
    description: isReadable
      ? counted(l10n.t, ['1 fact, {1} KB', '{0} facts, {1} KB'], [facts, Math.ceil(bytes / 1024)])
      : l10n.t('cannot be read'),
    detail: [span, isOccasional ? l10n.t('made before a migration or a restore') : ''].filter(Boolean).join(' · '),
    backup,
  };
}
