/** What a key or a session may do: share activity, read it, sync devices, change organizations. */
export const scopes = ['share', 'read', 'sync', 'manage'] as const;
export type Scope = (typeof scopes)[number];

/** Who calls, and by what. */
export interface Caller {
  readonly userId: string;
  /** Sessions may change the account; keys may not. */
  readonly kind: 'session' | 'key';
  /** The id of the session or key. */
  readonly credentialId: string;
  readonly scopes: readonly string[];
}
