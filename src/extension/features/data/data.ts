import type { Feature } from '../../feature.ts';
import { eraseData } from './erase.ts';
import { exportData } from './exportData.ts';
import { importData, undoImport } from './importData.ts';
import { restoreBackup } from './restore.ts';

/** The user's data is the user's: out, in, back, and away. */
export const data: Feature = {
  id: 'data',
  commands: (services) => ({
    'daymark.exportData': () => exportData(services),
    'daymark.importData': () => importData(services),
    'daymark.undoImport': () => undoImport(services),
    'daymark.restoreBackup': () => restoreBackup(services),
    'daymark.eraseData': () => eraseData(services),
  }),
};
