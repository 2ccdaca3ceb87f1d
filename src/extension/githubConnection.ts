import { createHash } from 'node:crypto';
import { authentication, l10n, workspace, type AuthenticationGetSessionOptions } from 'vscode';
import { AppError, errorMessage } from '../core/base/appError.ts';
import { enterpriseAddress, type EnterpriseSetting, type GithubAddress } from '../core/github/enterpriseAddress.ts';
import { setContextKey } from './contextKeys.ts';
import type { Services } from './services.ts';

/** VS Code's own sign-ins. */
export type ProviderId = 'github' | 'github-enterprise';

/** The user's choices when connecting. Contains no name and no token: both stay with VS Code and the vault. */
export interface Connection {
  readonly provider: ProviderId;
  /** True if private repositories are read too. */
  readonly isPrivate: boolean;
  /** A mark of the host that the user signed in to; absent if an earlier version connected. */
  readonly pin?: string;
}

/** The server and the credentials. */
export interface GithubAccess {
  readonly host: string;
  readonly baseUrl: string;
  readonly token: string;
}

const key = 'github.connection';

/**
 * The scopes to request: `read:user` for public repositories (it gives no more than what is public; without any scope, VS Code would return
 * any existing session, which may have far more), `repo` with private ones (GitHub has no narrower scope that reads them).
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

/** Tells menus whether to offer connecting or syncing. */
export function showConnected(isConnected: boolean): void {
  setContextKey('daymark.githubConnected', isConnected);
}

/** The sign-in that the settings ask for: the enterprise server where its address is set. */
export function wantedProvider(): ProviderId {
  return enterpriseAddress(enterpriseSetting()) === 'none' ? 'github' : 'github-enterprise';
}

/**
 * Gets a connection's session in the way that `options` specify.
 * @returns undefined if there is none and the request was silent
 * @throws `invalid-input` if the address is not the connected one, or not secure
 */
export async function accessOf(
  { provider, isPrivate, pin }: Connection,
  options: AuthenticationGetSessionOptions,
): Promise<GithubAccess | undefined> {
  // The address first: VS Code signs in at the one that the settings have.
  const address = addressOf(provider);
  if (!address) return undefined;
  if (pin !== undefined && pin !== pinOf(address)) {
    throw new AppError(
      'invalid-input',
      l10n.t(
        'The setting `github-enterprise.uri` has changed since you connected. Run "Daymark: Disconnect GitHub", then connect again.',
      ),
    );
  }
  const session = await authentication.getSession(provider, scopesFor(isPrivate), options);
  return session && { ...address, token: session.accessToken };
}

/** A connection that holds from now on for this host alone. */
export function pinned(connection: Connection, access: GithubAccess): Connection {
  return { ...connection, pin: pinOf(access) };
}

/**
 * Like `accessOf`, but asks the user.
 * @throws `cancelled` if the user declined, which VS Code and its providers only report as text
 */
export async function askAccess(
  connection: Connection,
  options: AuthenticationGetSessionOptions,
): Promise<GithubAccess | undefined> {
  try {
    return await accessOf(connection, options);
  } catch (cause) {
    if (/cancel|consent/i.test(errorMessage(cause))) throw new AppError('cancelled', errorMessage(cause));
    throw cause;
  }
}

/** Throws `invalid-input` for an address that is not to be used. */
function addressOf(provider: ProviderId): GithubAddress | undefined {
  if (provider === 'github') return { host: 'github.com', baseUrl: 'https://api.github.com' };
  const address = enterpriseAddress(enterpriseSetting());
  switch (address) {
    case 'none':
      return undefined;
    case 'insecure':
      throw new AppError(
        'invalid-input',
        l10n.t('The setting `github-enterprise.uri` must be an https address. Daymark sends no token over http.'),
      );
    case 'workspace':
      throw new AppError(
        'invalid-input',
        l10n.t(
          'This workspace sets `github-enterprise.uri` to a different address than your user settings. Daymark syncs only with yours: remove it from the workspace.',
        ),
      );
    default:
      return address;
  }
}

function enterpriseSetting(): EnterpriseSetting {
  const found = workspace.getConfiguration('github-enterprise').inspect<unknown>('uri');
  return { user: found?.globalValue, workspace: found?.workspaceFolderValue ?? found?.workspaceValue };
}

/** Identifies a host, since data outside of the vault contains no names. */
function pinOf({ host }: GithubAddress): string {
  return createHash('sha256').update(host).digest('hex').slice(0, 16);
}
