import { l10n } from 'vscode';
import type { StorageHealth } from '../../../core/facts/reader.ts';
import type { SetupFact } from '../../../core/views/setup.ts';
import { setContextKey } from '../../contextKeys.ts';
import type { Services } from '../../services.ts';
import { command, setting, type SectionParts } from './sectionParts.ts';
import { counted } from '../../../core/base/counted.ts';

const modeTexts = (): Record<StorageHealth['mode'], string> => ({
  ready: l10n.t('Works'),
  'read-only-newer': l10n.t('Read-only: written by a newer version of Daymark'),
  'read-only-folder': l10n.t('Read-only: the folder cannot be written to'),
  rebuilt: l10n.t('Rebuilt from backup and journals after it was damaged'),
});

/** The amount and location of data, its backups, and the ways to export, import, and erase it. */
export async function dataSection({ store, settings }: Services): Promise<SectionParts> {
  const health = await store('health', {});
  const isLocked = (health.lockedNames ?? 0) > 0;
  setContextKey('daymark.namesLocked', isLocked);
  return {
    id: 'data',
    title: l10n.t('Data'),
    facts: [...storageFacts(health), ...backupFacts(health), ...keptFacts(health, settings)],
    actions: [
      command(l10n.t('Export'), 'daymark.exportData'),
      command(l10n.t('Import'), 'daymark.importData'),
      command(l10n.t('Weekly Summary'), 'daymark.weeklySummary'),
      command(l10n.t('Save Now'), 'daymark.saveNow'),
      command(l10n.t('Restore a Backup'), 'daymark.restoreBackup'),
      ...(isLocked ? [command(l10n.t('Enter Recovery Key'), 'daymark.enterRecoveryKey')] : []),
      command(l10n.t('Make Recovery Key'), 'daymark.makeRecoveryKey'),
      command(l10n.t('Open Folder'), 'daymark.openDataFolder'),
      command(l10n.t('Run Health Check'), 'daymark.health'),
      setting(l10n.t('Change What Is Kept'), 'daymark.retention'),
      command(l10n.t('Erase'), 'daymark.eraseData'),
    ],
  };
}

function storageFacts({
  mode,
  folder,
  fileBytes,
  journalBytes,
  facts,
  lastCheckpoint,
  demo,
}: StorageHealth): SetupFact[] {
  return [
    { label: l10n.t('State'), text: modeTexts()[mode], tone: mode === 'ready' ? 'good' : 'bad' },
    ...(demo ? [{ label: l10n.t('Demo'), text: l10n.t('Demo data: made up, not yours') }] : []),
    {
      label: l10n.t('Size'),
      text: counted(l10n.t, ['{1}, 1 fact', '{1}, {0} facts'], [facts, sizeText(fileBytes + journalBytes)]),
    },
    { label: l10n.t('Folder'), text: folder },
    ...(lastCheckpoint === undefined ? [] : [{ label: l10n.t('Last saved'), text: '', at: lastCheckpoint }]),
  ];
}

function backupFacts({ lastBackup }: StorageHealth): SetupFact[] {
  const label = l10n.t('Newest backup');
  if (!lastBackup) return [{ label, text: l10n.t('none yet') }];
  const { name, bytes, isVerified } = lastBackup;
  return [
    {
      label,
      text: isVerified
        ? l10n.t('{0}, {1}: verified', name, sizeText(bytes))
        : l10n.t('{0}, {1}: not verified', name, sizeText(bytes)),
      tone: isVerified ? 'good' : 'bad',
    },
  ];
}

function keptFacts(
  { lockedNames = 0, skippedLines, damagedRows = 0 }: StorageHealth,
  settings: Services['settings'],
): SetupFact[] {
  const months = settings.get('retention.detailMonths');
  return [
    {
      label: l10n.t('Every span is kept for'),
      text: counted(l10n.t, ['1 month, then summed up by hour', '{0} months, then summed up by hour'], [months]),
    },
    ...(lockedNames > 0 ? [{ label: l10n.t('Locked names'), text: String(lockedNames), tone: 'bad' as const }] : []),
    ...(skippedLines > 0
      ? [{ label: l10n.t('Journal lines skipped'), text: String(skippedLines), tone: 'bad' as const }]
      : []),
    ...(damagedRows > 0
      ? [{ label: l10n.t('Damaged rows left out'), text: String(damagedRows), tone: 'bad' as const }]
      : []),
  ];
}

function sizeText(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.ceil(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
