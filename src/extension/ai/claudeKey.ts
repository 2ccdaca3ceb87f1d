import type { SecretStorage } from 'vscode';

const secret = 'daymark.claudeKey';

/** The user's key for the Messages API: in `SecretStorage`, and nowhere else. */
export const claudeKey = {
  read: (secrets: SecretStorage): Thenable<string | undefined> => secrets.get(secret),
  store: (secrets: SecretStorage, key: string): Thenable<void> => secrets.store(secret, key),
  remove: (secrets: SecretStorage): Thenable<void> => secrets.delete(secret),
};
