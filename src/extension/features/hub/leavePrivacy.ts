import { privacyFile } from '../../../hub/discovery.ts';
import { readOwnFile, writeOwnFile } from '../../../hub/ownFile.ts';
import type { Services } from '../../services.ts';

/** Leaves the settings that exclude places, and that for names in AI, in the data folder, since the hub can't read VS Code's. Does nothing when they are there. */
export function leavePrivacy({ context, settings }: Services): void {
  const file = privacyFile(context.globalStorageUri.fsPath);
  const left = {
    exclude: settings.get('privacy.exclude'),
    hideFileNames: settings.get('privacy.hideFileNames'),
    names: settings.get('ai.names'),
  };
  const text = `${JSON.stringify(left)}\n`;
  if (readOwnFile(file) !== text) writeOwnFile(file, text);
}
