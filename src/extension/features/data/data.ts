import type { Disposable } from 'vscode';
import { errorCode } from '../../../core/base/appError.ts';
import { layoutOf } from '../../../storage/disk/layout.ts';
import { nodeFiles } from '../../../storage/disk/nodeFiles.ts';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';
import { updateUndoImport } from './updateUndoImport.ts';

/** The user's data is the user's: out, in, back, and away. */
export const data: Feature = {
  id: 'data',
  commands: (services) => ({
    'daymark.exportData': async () => (await import('./exportData.ts')).exportData(services),
    'daymark.importData': async () => (await import('./importData.ts')).importData(services),
    'daymark.undoImport': async () => (await import('./importData.ts')).undoImport(services),
    'daymark.restoreBackup': async () => (await import('./restore.ts')).restoreBackup(services),
    'daymark.eraseData': async () => (await import('./erase.ts')).eraseData(services),
  }),
  start: (services) => watchImports(services),
};

/** Looks for imports that can be undone once today was read, if there was ever one. */
function watchImports(services: Services): Disposable {
  const first = services.today.onDidChange(() => {
    first.dispose();
    if (nodeFiles.list(layoutOf(services.context.globalStorageUri.fsPath).imports).length === 0) return;
    updateUndoImport(services).catch((error: unknown) => services.log.warn(`imports: ${errorCode(error)}`));
  });
  return first;
}
