import { randomBytes } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../core/base/appError.ts';
import type { Clock } from '../../core/base/clock.ts';

/** What is needed of `vscode.SecretStorage`. */
export interface Secrets {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
}

export interface SecretOptions {
  readonly secrets: Secrets;
  /** The folder of the storage; the window that makes the secret marks it there. */
  readonly folder: string;
  readonly clock: Clock;
}

const secretName = 'daymark.vault.client';
const secretBytes = 32;
/** A window that died while it made the secret is waited for so long. */
const patienceMs = 10_000;
const pollMs = 100;

/**
 * The 32 bytes that only this client has, made at the first start. Of several windows that start at once, one makes it and the
 * others wait, since a secret that is overwritten would lock what was sealed under it.
 * Rejects with an `AppError` when the secret storage does not keep what is stored.
 */
export async function clientSecret(options: SecretOptions): Promise<Uint8Array> {
  const mark = join(options.folder, 'vault', 'making');
  await mkdir(dirname(mark), { recursive: true });
  for (;;) {
    const found = decode(await options.secrets.get(secretName));
    if (found) return found;
    if (await take(mark, options.clock)) return make(options, mark);
    await new Promise<void>((resolve) => options.clock.after(pollMs, resolve));
  }
}

async function make({ secrets }: SecretOptions, mark: string): Promise<Uint8Array> {
  try {
    const found = decode(await secrets.get(secretName));
    if (found) return found;
    const secret = randomBytes(secretBytes);
    await secrets.store(secretName, secret.toString('base64'));
    const kept = decode(await secrets.get(secretName));
    if (kept && Buffer.from(kept).equals(secret)) return secret;
    throw new AppError('internal', 'The secret storage of the editor does not keep what is stored in it.');
  } finally {
    await rm(mark, { recursive: true, force: true });
  }
}

/** Whether this window is the one to make the secret; a mark that is left over from a dead one is taken over. */
async function take(mark: string, clock: Clock): Promise<boolean> {
  try {
    await mkdir(mark);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const since = await stat(mark).then(
      ({ mtimeMs }) => mtimeMs,
      () => clock.now(),
    );
    if (Math.abs(clock.now() - since) > patienceMs) await rm(mark, { recursive: true, force: true });
    return false;
  }
}

function decode(text: string | undefined): Uint8Array | undefined {
  const bytes = text === undefined ? undefined : Buffer.from(text, 'base64');
  return bytes?.length === secretBytes ? bytes : undefined;
}
