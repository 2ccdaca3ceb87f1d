import { authentication, Disposable } from 'vscode';
import { errorCode } from '../../../core/base/appError.ts';
import type { GithubStatus } from '../../../core/github/githubStatus.ts';
import type { Feature } from '../../feature.ts';
import { githubLink } from '../../githubLink.ts';
import { perWindow } from '../../perWindow.ts';
import type { Services } from '../../services.ts';
import { accessOf, connectionOf, showConnected } from '../../githubConnection.ts';
import { notifySignedOut } from './notices.ts';
import { Schedule } from './schedule.ts';
import { Syncing } from './syncing.ts';

/** Parts that the commands of GitHub work on, one for each window. */
export interface GithubParts {
  readonly services: Services;
  readonly syncing: Syncing;
  readonly schedule: Schedule;
}

/** The person's work on GitHub, brought into the same day as the editor's. */
export const github: Feature = {
  id: 'github',
  commands: (services) => ({
    'daymark.connectGithub': async () => (await import('./githubCommands.ts')).connect(partsOf(services)),
    'daymark.disconnectGithub': async () => (await import('./githubCommands.ts')).disconnect(partsOf(services)),
    'daymark.syncGithub': async () => (await import('./githubCommands.ts')).syncNow(partsOf(services)),
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

const partsOf = perWindow((services: Services): GithubParts => {
  const syncing = new Syncing(services);
  return { services, syncing, schedule: new Schedule(services, syncing) };
});

/** Costs nothing while GitHub is not connected; when it is, a timer. */
function start({ services, syncing, schedule }: GithubParts): Disposable {
  showConnected(connectionOf(services) !== undefined);
  schedule.plan();
  githubLink(services).readChanges = (changes, signal) => syncing.readChanges(changes, signal);
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
