import { secureAddress } from '../base/secureAddress.ts';

/** Address of a server's API. */
export interface GithubAddress {
  /** With a port, where it is not the usual one. */
  readonly host: string;
  readonly baseUrl: string;
}

/** Values of the setting `github-enterprise.uri`, by scope. */
export interface EnterpriseSetting {
  readonly user: unknown;
  /** Value in the workspace or one of its folders. */
  readonly workspace: unknown;
}

/** Reason why there is no address: `none` is set, it is not `secure`, or the `workspace` sets another one. */
export type AddressFault = 'none' | 'insecure' | 'workspace';

/**
 * The address of an enterprise server, as the user set it. A workspace can't set it: VS Code signs in at the address in effect, so
 * that a token of one server would be sent to another.
 */
export function enterpriseAddress({ user, workspace }: EnterpriseSetting): GithubAddress | AddressFault {
  if (typeof user !== 'string' || user.trim() === '') return 'none';
  if (workspace !== undefined && workspace !== user) return 'workspace';
  const url = secureAddress(user.trim());
  if (!url || url.search !== '' || url.hash !== '') return 'insecure';
  const { host, origin } = url;
  // The data residency of GitHub has its API beside the host, a server of one's own below it.
  const isHosted = host.endsWith('.ghe.com');
  return { host, baseUrl: isHosted ? `https://api.${host}` : `${origin}/api/v3` };
}
