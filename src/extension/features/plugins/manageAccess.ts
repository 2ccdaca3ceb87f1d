import { l10n, window } from 'vscode';
import { grants } from '../../plugins/grants.ts';
import type { Services } from '../../services.ts';
import { unlinked } from '../../unlinked.ts';

/** Lists the extensions that may use Daymark, and revokes the chosen one's access immediately. */
export async function manageAccess(services: Services): Promise<void> {
  const items = grants.list(services).map(({ extension, title, scopes }) => {
    return { label: title, description: `${extension}: ${scopes.join(', ')}`, extension };
  });
  if (items.length === 0) {
    void window.showInformationMessage(l10n.t('No other extension uses Daymark.'));
    return;
  }
  const title = l10n.t('Choose an extension to remove its access');
  const chosen = await window.showQuickPick(items, { title });
  if (!chosen) return;
  await grants.remove(services, chosen.extension);
  void window.showInformationMessage(unlinked(l10n.t('"{0}" can no longer use Daymark.', chosen.label)));
}
