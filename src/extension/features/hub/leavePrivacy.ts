import { privacyFile } from '../../../hub/discovery.ts';
import { readOwnFile, writeOwnFile } from '../../../hub/ownFile.ts';
import type { Services } from '../../services.ts';

/** Leaves the settings that exclude places in the data folder, since the hub can't read VS Code's. Does nothing when they are there. */
export function leavePrivacy({ context, settings }: Services): void {
  const file = privacyFile(context.globalStorageUri.fsPath);
  const { exclude, hideFileNames } = {
    exclude: settings.get('privacy.exclude'),
    hideFileNames: settings.get('privacy.hideFileNames'),
  };
  const text = `${JSON.stringify({ exclude, hideFileNames })}\n`;
  if (readOwnFile(file) !== text) writeOwnFile(file, text);
}
