import { env, UIKind, type ExtensionContext } from 'vscode';
import type { Clock } from '../../core/base/clock.ts';
import { openVaultAccess, type SecretPlace, type VaultAccess } from './vaultAccess.ts';

/**
 * Returns the default place of the secret. Secrets are on the client, the data where the extension runs: only if both are the same machine
 * does every window find the same secret. In a remote window or a browser, a second device or a cleared browser would be locked out of its
 * own names, so there the secret is beside the data, readable by its owner only.
 */
export function defaultPlace(): SecretPlace {
  return env.uiKind === UIKind.Desktop && env.remoteName === undefined ? 'secretStorage' : 'folder';
}

/** Opens the vault of this window. */
export async function openVault(context: ExtensionContext, place: SecretPlace, clock: Clock): Promise<VaultAccess> {
  return openVaultAccess({ secrets: context.secrets, folder: context.globalStorageUri.fsPath, place, clock });
}
