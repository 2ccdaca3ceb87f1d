import { authentication, type AuthenticationGetSessionOptions, Uri, workspace } from 'vscode';
import { AppError, errorMessage } from '../../../core/base/appError.ts';
import { setContextKey } from '../../contextKeys.ts';
import type { Services } from '../../services.ts';

/** VS Code's own sign-ins. */
export type ProviderId = 'github' | 'github-enterprise';

/** What the person chose when connecting. Holds no name and no token: both stay with VS Code and the vault. */
export interface Connection {
  readonly provider: ProviderId;
  /** Whether private repositories are read too. */
  readonly isPrivate: boolean;
}

/** Where to ask, and with what. */
export interface Access {
  readonly host: string;
  readonly baseUrl: string;
  readonly token: string;
}

const key = 'github.connection';

/**
 * Scopes to ask for: `read:user` for public repositories (it gives no more than anybody may see; without any scope, VS Code would
 * hand over whatever session there is, which may carry far more), `repo` with private ones (GitHub has no narrower scope that
 * reads them).
 */
export function scopesFor(isPrivate: boolean): string[] {
  return [isPrivate ? 'repo' : 'read:user'];
}

export function connectionOf({ context }: Services): Connection | undefined {
  return context.globalState.get<Connection>(key);
}

export async function setConnection({ context }: Services, connection: Connection | undefined): Promise<void> {
  await context.globalState.update(key, connection);
  showConnected(connection !== undefined);
}

/** Tells the menus whether to offer connecting or syncing. */
export function showConnected(isConnected: boolean): void {
  setContextKey('daymark.githubConnected', isConnected);
}

/** The sign-in that the settings ask for: the enterprise server where its address is set. */
export function wantedProvider(): ProviderId {
  return enterpriseUri() === undefined ? 'github' : 'github-enterprise';
}

/**
 * The session of a connection, asked for in the way that `options` say.
 * @returns undefined when there is none and it was asked for silently
 */
export async function accessOf(
  { provider, isPrivate }: Connection,
  options: AuthenticationGetSessionOptions,
): Promise<Access | undefined> {
  const session = await authentication.getSession(provider, scopesFor(isPrivate), options);
  const address = addressOf(provider);
  return session && address && { ...address, token: session.accessToken };
}

/**
 * As `accessOf`, asking the person.
 * @throws `cancelled` when they would not; VS Code and its providers say that in words only
 */
export async function askAccess(
  connection: Connection,
  options: AuthenticationGetSessionOptions,
): Promise<Access | undefined> {
  try {
    return await accessOf(connection, options);
  } catch (cause) {
    if (/cancel|consent/i.test(errorMessage(cause))) throw new AppError('cancelled', errorMessage(cause));
    throw cause;
  }
}

function addressOf(provider: ProviderId): Pick<Access, 'host' | 'baseUrl'> | undefined {
  if (provider === 'github') return { host: 'github.com', baseUrl: 'https://api.github.com' };
  const uri = enterpriseUri();
  if (!uri) return undefined;
  const { scheme, authority } = uri;
  const isHosted = authority.endsWith('.ghe.com');
  return { host: authority, baseUrl: isHosted ? `${scheme}://api.${authority}` : `${scheme}://${authority}/api/v3` };
}

function enterpriseUri(): Uri | undefined {
  const text = workspace.getConfiguration('github-enterprise').get<string>('uri');
  return text ? Uri.parse(text) : undefined;
}
