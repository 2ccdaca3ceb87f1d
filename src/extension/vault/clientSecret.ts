import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '../../core/base/appError.ts';
import type { Clock } from '../../core/base/clock.ts';
import { pause } from '../../core/base/pause.ts';
import { Exclusive } from '../../storage/disk/exclusive.ts';
import { nodeFiles } from '../../storage/disk/nodeFiles.ts';
import { keyLength } from '../../storage/vault/cipher.ts';

/** The parts of `vscode.SecretStorage` that are needed. */
export interface Secrets {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
}

export interface SecretOptions {
  readonly secrets: Secrets;
  /** The folder of the storage, where the window that makes the secret holds a lock. */
  readonly folder: string;
  readonly clock: Clock;
}

const secretName = 'daymark.vault.client';
const pollMs = 100;

/**
 * Returns the 32 bytes that only this device has, created at the first start. If several windows start at once, one creates it and the
 * others wait while it lives, since overwriting a secret would lock what was sealed under it. May take as long as the secret storage, which
 * may never answer. Rejects with the secret storage's error, or an `AppError` if it doesn't keep what is stored.
 */
export async function clientSecret(options: SecretOptions): Promise<Uint8Array> {
  const { secrets, folder, clock } = options;
  const exclusive = Exclusive.at(join(folder, 'vault', 'making.lock'), clock);
  for (;;) {
    const found = decode(await secrets.get(secretName));
    if (found) return found;
    nodeFiles.makeFolder(join(folder, 'vault'));
    const created = await exclusive.ifFree(() => make(options));
    if (created) return created;
    await pause(clock, pollMs);
  }
}

/** Keeps another secret from now on. Rejects when the secret storage does, or does not keep it. */
export async function replaceClientSecret(secrets: Secrets, secret: Uint8Array): Promise<void> {
  await secrets.store(secretName, Buffer.from(secret).toString('base64'));
  const kept = decode(await secrets.get(secretName));
  if (!kept || !Buffer.from(kept).equals(secret))
    throw new AppError('internal', 'The secret storage of the editor does not keep what is stored in it.');
}

async function make({ secrets }: SecretOptions): Promise<Uint8Array> {
  const found = decode(await secrets.get(secretName));
  if (found) return found;
  const secret = randomBytes(keyLength);
  await replaceClientSecret(secrets, secret);
  return secret;
}

function decode(text: string | undefined): Uint8Array | undefined {
  const bytes = text === undefined ? undefined : Buffer.from(text, 'base64');
  return bytes?.length === keyLength ? bytes : undefined;
}
