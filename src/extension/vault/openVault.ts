import { randomBytes } from 'node:crypto';
import { env, UIKind, type ExtensionContext } from 'vscode';
import type { Clock } from '../../core/base/clock.ts';
import { folderSecret } from '../../storage/vault/folderSecret.ts';
import { Vault } from '../../storage/vault/vault.ts';
import { clientSecret } from './clientSecret.ts';

/** Where the secret that opens the names is: in the secret storage of the editor, or in a file beside the data. */
export type SecretPlace = 'secretStorage' | 'folder';

export interface OpenedVault {
  readonly vault: Vault;
  /** For the worker, which opens the same vault in its own thread. */
  readonly secret: Uint8Array;
  readonly place: SecretPlace;
  /** Why the secret storage could not be used, where it should have been. */
  readonly failure?: Error;
}

/**
 * Where the secret is kept by default. Secrets live on the client, the data where the extension runs: only where both are one
 * machine does every window find the same secret. In a remote window or a browser a second client, or a cleared browser, would
 * be locked out of its own names, so there the secret lies beside the data, readable by its owner only.
 */
export function defaultPlace(): SecretPlace {
  return env.uiKind === UIKind.Desktop && env.remoteName === undefined ? 'secretStorage' : 'folder';
}

/** Opens the vault with the secret of this client. When the secret storage fails, the one in the folder is used, and that is said. */
export async function openVault(context: ExtensionContext, place: SecretPlace, clock: Clock): Promise<OpenedVault> {
  const folder = context.globalStorageUri.fsPath;
  const { secret, failure } = await firstOf([
    ...(place === 'secretStorage' ? [() => clientSecret({ secrets: context.secrets, folder, clock })] : []),
    () => folderSecret(folder),
    // A folder that cannot be written keeps no names either: they are held in memory under a secret of this session.
    () => randomBytes(32),
  ]);
  const vault = new Vault({ folder, clock, secret });
  return failure ? { vault, secret, place: 'folder', failure } : { vault, secret, place };
}

type Secret = Uint8Array | Promise<Uint8Array>;

async function firstOf(tries: readonly (() => Secret)[]): Promise<{ secret: Uint8Array; failure?: Error }> {
  let failure: Error | undefined;
  for (const attempt of tries) {
    try {
      const secret = await attempt();
      return failure ? { secret, failure } : { secret };
    } catch (error) {
      failure ??= error instanceof Error ? error : new Error(String(error));
    }
  }
  throw failure ?? new Error('nothing to try');
}
