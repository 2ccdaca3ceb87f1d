import { l10n } from 'vscode';
import type { SyncReport } from '../../../core/github/githubState.ts';
import type { Services } from '../../services.ts';

const id = 'github';

/** Reports once that the session has ended, with a button that fixes it. Stays until a sync succeeds. */
export function notifySignedOut({ notices }: Services): void {
  notices.hold({
    id,
    severity: 'warning',
    text: l10n.t('The GitHub session has ended or lost a permission. Synced data stays; sign in to continue.'),
    action: { label: l10n.t('Sign In'), command: 'daymark.connectGithub' },
  });
}

/** Holds or clears the notice by how a sync went. What passes by itself (limits, the network) is not a notice. */
export function notifyReport(services: Services, { outcome }: SyncReport): void {
  if (outcome === 'signed-out') notifySignedOut(services);
  else if (outcome === 'done') clearNotice(services);
}

/** The user signed in again or disconnected, or a sync has succeeded: it is reported again if it comes back. */
export function clearNotice({ notices }: Services): void {
  notices.clear(id, true);
}

/** Returns true if the user was told that the session has ended, and it is not fixed yet. */
export function isSignedOut({ notices }: Services): boolean {
  return notices.all.some((notice) => notice.id === id);
}
