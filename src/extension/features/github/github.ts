import { authentication, commands, Disposable, l10n, ProgressLocation, window } from 'vscode';
import { AppError, errorCode } from '../../../core/base/appError.ts';
import type { GithubStatus } from '../../../core/github/githubStatus.ts';
import type { SyncReport } from '../../../core/github/githubState.ts';
import type { Feature } from '../../feature.ts';
import { perWindow } from '../../perWindow.ts';
import type { Services } from '../../services.ts';
import {
  accessOf,
  askAccess,
  connectionOf,
  pinned,
  setConnection,
  showConnected,
  wantedProvider,
  type Connection,
} from './connection.ts';
import { clearNotice, isSignedOut, notifySignedOut } from './notices.ts';
import { outcomeText } from './reportText.ts';
import { Schedule } from './schedule.ts';
import { notSynced, Syncing } from './syncing.ts';
import { unlinked } from '../../unlinked.ts';

interface Parts {
  readonly services: Services;
  readonly syncing: Syncing;
  readonly schedule: Schedule;
}

/** The person's work on GitHub, brought into the same day as the editor's. */
export const github: Feature = {
  id: 'github',
  commands: (services) => ({
    'daymark.connectGithub': () => connect(partsOf(services)),
    'daymark.disconnectGithub': () => disconnect(partsOf(services)),
    'daymark.syncGithub': () => syncNow(partsOf(services)),
    'daymark.githubStatus': async () => {
      const { showStatus } = await import('./status.ts');
      await showStatus(services, partsOf(services).schedule.nextAt);
    },
    'daymark.githubRepositories': async () => (await import('./repositories.ts')).chooseRepositories(services),
  }),
  start: (services) => start(partsOf(services)),
};

/** The status of the sync, as the dashboard shows it. */
export async function githubStatus(services: Services): Promise<GithubStatus> {
  const { readStatus } = await import('./statusView.ts');
  const { syncing, schedule } = partsOf(services);
  return readStatus(services, { syncing: syncing.isRunning, nextAt: schedule.nextAt ?? null });
}

const partsOf = perWindow((services: Services): Parts => {
  const syncing = new Syncing(services);
  return { services, syncing, schedule: new Schedule(services, syncing) };
});

/** Costs nothing while GitHub is not connected; when it is, a timer. */
function start({ services, schedule }: Parts): Disposable {
  showConnected(connectionOf(services) !== undefined);
  schedule.plan();
  return Disposable.from(
    schedule,
    services.settings.onDidChange(() => schedule.plan()),
    authentication.onDidChangeSessions(({ provider }) => {
      const connection = connectionOf(services);
      if (connection?.provider !== provider.id) return;
      accessOf(connection, { silent: true }).then(
        (access) => (access ? undefined : notifySignedOut(services)),
        (error: unknown) => services.log.warn(`github: ${errorCode(error)}`),
      );
    }),
  );
}

/** Asks what to read, signs in through VS Code, and syncs for the first time (or again, when the session was mended). */
async function connect(parts: Parts): Promise<void> {
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
        detail: l10n.t('Scope repo: GitHub has no narrower one that reads private repositories. Daymark only reads.'),
        isPrivate: true,
      },
    ],
    { title: l10n.t('Connect GitHub'), placeHolder: l10n.t('What may Daymark read?') },
  );
  return chosen?.isPrivate;
}

async function disconnect({ services, syncing, schedule }: Parts): Promise<void> {
  await setConnection(services, undefined);
  await syncing.stop();
  clearNotice(services);
  schedule.plan();
  services.didChange();
  void window.showInformationMessage(
    l10n.t('GitHub is disconnected. Synced data stays. VS Code still has the sign-in, under Accounts.'),
  );
}

async function syncNow({ services, syncing, schedule }: Parts): Promise<SyncReport> {
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
