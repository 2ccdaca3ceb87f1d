import { commands, l10n, ProgressLocation, window } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import type { SyncReport } from '../../../core/github/githubState.ts';
import { unlinked } from '../../unlinked.ts';
import {
  askAccess,
  connectionOf,
  pinned,
  setConnection,
  wantedProvider,
  type Connection,
} from '../../githubConnection.ts';
import type { GithubParts } from './github.ts';
import { clearNotice, isSignedOut } from './notices.ts';
import { outcomeText } from './reportText.ts';
import { notSynced } from './syncing.ts';

/** Asks what to read, signs in through VS Code, and syncs for the first time (or again, when the session was mended). */
export async function connect(parts: GithubParts): Promise<void> {
  const { services } = parts;
  const before = connectionOf(services);
  const isPrivate = before?.isPrivate ?? (await askReach());
  if (isPrivate === undefined) return;
  // Connecting again uses the address in the current settings.
  const connection: Connection = { provider: wantedProvider(), isPrivate };
  const detail = l10n.t('Daymark reads your commits, pull requests, reviews, issues and workflow runs.');
  const options = isSignedOut(services) ? { forceNewSession: { detail } } : { createIfNone: { detail } };
  const access = await askAccess(connection, options);
  if (!access) throw new AppError('cancelled', l10n.t('You are not signed in to GitHub.'));
  await setConnection(services, pinned(connection, access));
  clearNotice(services);
  services.didChange();
  await syncNow(parts);
}

async function askReach(): Promise<boolean | undefined> {
  const chosen = await window.showQuickPick(
    [
      {
        label: l10n.t('Public repositories only'),
        detail: l10n.t('Scope read:user: only public data can be read.'),
        isPrivate: false,
      },
      {
        label: l10n.t('Public and private repositories'),
        detail: l10n.t(
          'Scope repo: GitHub has no narrower one that reads private repositories. Daymark changes only the description of a pull request, when you ask it to.',
        ),
        isPrivate: true,
      },
    ],
    { title: l10n.t('Connect GitHub'), placeHolder: l10n.t('What may Daymark read?') },
  );
  return chosen?.isPrivate;
}

/** Ends the connection and a running sync; what was synced stays. */
export async function disconnect({ services, syncing, schedule }: GithubParts): Promise<void> {
  await setConnection(services, undefined);
  await syncing.stop();
  clearNotice(services);
  schedule.plan();
  services.didChange();
  void window.showInformationMessage(
    l10n.t('GitHub is disconnected. Synced data stays. VS Code still has the sign-in, under Accounts.'),
  );
}

/**
 * Syncs with progress that can be canceled, and shows how it ended.
 * @throws AppError when there is no sync to run
 */
export async function syncNow({ services, syncing, schedule }: GithubParts): Promise<SyncReport> {
  const options = { location: ProgressLocation.Notification, title: l10n.t('Syncing with GitHub'), cancellable: true };
  const report = await window.withProgress(options, (progress, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    let shown = 0;
    const onProgress = (share: number): void => {
      progress.report({ increment: 100 * Math.max(0, share - shown) });
      shown = Math.max(shown, share);
    };
    return syncing.run({ signal: abort.signal, onProgress });
  });
  if (!report) throw notSynced(services);
  schedule.plan(report.outcome === 'limited' ? report.retryAt : 0);
  if (report.outcome !== 'signed-out') void tell(report);
  return report;
}

async function tell(report: SyncReport): Promise<void> {
  const more = l10n.t('Details');
  const text = unlinked(l10n.t('GitHub: {0}', outcomeText(report)));
  const isFine = report.outcome === 'done' && report.problems.length === 0;
  const chosen = await (isFine ? window.showInformationMessage(text, more) : window.showWarningMessage(text, more));
  if (chosen === more) await commands.executeCommand('daymark.githubStatus');
}
