import { setContextKey } from '../../contextKeys.ts';
import type { Services } from '../../services.ts';

/** Shows "Undo Import" if there is an import to undo. */
export async function updateUndoImport({ store }: Pick<Services, 'store'>): Promise<void> {
  setContextKey('daymark.imported', (await store('imports', {})).length > 0);
}
