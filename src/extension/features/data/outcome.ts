import { l10n } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import type { CheckpointResult } from '../../../storage/store.ts';

/** Throws, in words, when a change of the SQLite file did not come about. */
export function requireDone({ outcome }: Pick<CheckpointResult, 'outcome'>): void {
  if (outcome === 'done' || outcome === 'nothing') return;
  if (outcome === 'read-only') {
    throw new AppError(
      'storage-readonly',
      l10n.t('The SQLite file cannot be written here. "Daymark: Run Health Check" says why.'),
    );
  }
  throw new AppError(
    'storage-locked',
    l10n.t('Another window is writing the SQLite file. Nothing was changed; try again in a moment.'),
  );
}

/** `12 spans, 3 runs`: counts by type; `nothing` if there are none. */
export function countsInWords(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([type, count]) => `${count} × ${type}`);
  return parts.join(', ') || l10n.t('nothing');
}
