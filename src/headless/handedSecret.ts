import { AppError } from '../core/base/appError.ts';

/** Secret that opens the names of a data folder. */
export interface HandedSecret {
  /** 32 bytes. */
  readonly secret: Uint8Array;
  /** Time at which the newest key that sealed names was created, in ms since the epoch. */
  readonly newest: number;
  /** Public keys of the devices that were revoked, in base64. */
  readonly revoked: readonly string[];
}

/** The environment variable in which the extension hands over the secret that opens names. It is read once, and removed. */
export const secretVariable = 'DAYMARK_VAULT';

/** The value of `DAYMARK_VAULT`. */
export function handOver({ secret, newest, revoked }: HandedSecret): string {
  return `${Buffer.from(secret).toString('base64')}.${newest}.${revoked.join(',')}`;
}

/**
 * Takes the secret out of the environment; undefined when it has none.
 * @throws AppError `invalid-input` when it is not as `handOver` makes it
 */
export function takeSecret(env: Record<string, string | undefined>): HandedSecret | undefined {
  const handed = env[secretVariable];
  delete env[secretVariable];
  if (handed === undefined) return undefined;
  const [secret = '', newest = '', revoked = ''] = handed.split('.');
  const bytes = Buffer.from(secret, 'base64');
  if (bytes.length === 32 && /^\d{1,16}$/.test(newest))
    return { secret: bytes, newest: Number(newest), revoked: revoked === '' ? [] : revoked.split(',') };
  throw new AppError(
    'invalid-input',
    `${secretVariable} is not as Daymark makes it. Start the server from VS Code again.`,
  );
}
