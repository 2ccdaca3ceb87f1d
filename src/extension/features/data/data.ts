import type { Disposable } from 'vscode';
import { errorCode } from '../../../core/base/appError.ts';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';
import { eraseData } from './erase.ts';
import { exportData } from './exportData.ts';
import { importData, tellImports, undoImport } from './importData.ts';
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
  start: (services) => watchImports(services),
};

/** Once today was read, and so the worker runs, looks for imports that can be taken back. */
function watchImports(services: Services): Disposable {
  const first = services.today.onDidChange(() => {
    first.dispose();
    tellImports(services).catch((error: unknown) => services.log.warn(`imports: ${errorCode(error)}`));
  });
  return first;
}
