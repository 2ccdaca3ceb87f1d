import { l10n } from 'vscode';
import type { SyncReport } from '../../../core/github/githubState.ts';
import type { Services } from '../../services.ts';

const id = 'github';

/** Says once that the session has ended, with the one click that mends it. Holds until a sync works again. */
export function tellSignedOut({ notices }: Services): void {
  notices.hold({
    id,
    severity: 'warning',
    text: l10n.t('The GitHub session has ended or lost a permission. What was synced stays; sign in to go on.'),
    action: { label: l10n.t('Sign In'), command: 'daymark.connectGithub' },
  });
}

/** Holds or clears the notice by how a sync went. What passes by itself (limits, the network) is not a notice. */
export function tellReport(services: Services, { outcome }: SyncReport): void {
  if (outcome === 'signed-out') tellSignedOut(services);
  else if (outcome === 'done') services.notices.clear(id);
}

/** The person signed in again, or wants no more of it. */
export function clearNotice({ notices }: Services): void {
  notices.clear(id, true);
}

/** Whether the person was told that the session has ended, and it has not been mended since. */
export function isSignedOut({ notices }: Services): boolean {
  return notices.all.some((notice) => notice.id === id);
}
