/** The scopes of a key or a session: share activity, read it, sync devices, change organizations. */
export const scopes = ['share', 'read', 'sync', 'manage'] as const;
export type Scope = (typeof scopes)[number];

/** The caller and the credential. */
export interface Caller {
  readonly userId: string;
  /** A session that a person signed in to may change the account; a program's (by device code) and keys do what their scopes say. */
  readonly kind: 'session' | 'device' | 'key';
  /** The id of the session or key. */
  readonly credentialId: string;
  readonly scopes: readonly string[];
}
