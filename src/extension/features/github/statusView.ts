import type { GithubStatus } from '../../../core/github/githubStatus.ts';
import {
  githubChoiceId,
  githubStateId,
  githubStateOf,
  knownRepositories,
  repositoriesOff,
  type GithubState,
  type SyncReport,
} from '../../../core/github/githubState.ts';
import type { Services } from '../../services.ts';
import { connectionOf, type Connection } from '../../githubConnection.ts';
import { isSignedOut } from './notices.ts';
import { outcomeText, problemTexts, totalOf } from './reportText.ts';

/** State that only this window knows. */
type WindowSyncStatus = Pick<GithubStatus, 'syncing' | 'nextAt'>;

/** Stored data and this window's state. */
export interface GithubStatusInput extends WindowSyncStatus {
  readonly connection: Connection | undefined;
  readonly signedOut: boolean;
  readonly state: GithubState | undefined;
  readonly off: readonly string[];
}

/** Reads the sync state from the store. */
export async function readStatus(services: Services, here: WindowSyncStatus): Promise<GithubStatus> {
  const state = githubStateOf(await services.read('facts.document', { id: githubStateId }));
  const off = repositoriesOff(await services.read('facts.document', { id: githubChoiceId }));
  const connection = connectionOf(services);
  return statusOf({ ...here, connection, signedOut: isSignedOut(services), state, off });
}

/** Returns the result of the last sync for display. While GitHub is not connected, earlier results are omitted. */
export function statusOf({ connection, state, off, signedOut, syncing, nextAt }: GithubStatusInput): GithubStatus {
  const known = connection && state;
  return {
    connected: connection !== undefined,
    signedOut: connection !== undefined && signedOut,
    isPrivate: connection?.isPrivate ?? false,
    account: known ? accountOf(known) : null,
    syncing,
    last: known?.last ? lastOf(known.last) : null,
    nextAt: connection ? nextAt : null,
    rate: known?.last?.rate ?? null,
    repositories: { known: known ? knownRepositories(known, off).length : 0, off: known ? off.length : 0 },
  };
}

function accountOf({ account: { login }, host }: GithubState): GithubStatus['account'] {
  return { login, host, url: `https://${host}/${login}` };
}

function lastOf(report: SyncReport): GithubStatus['last'] {
  const { endedAt: at, outcome, counts, requests } = report;
  return {
    at,
    outcome,
    text: outcomeText(report),
    counts,
    total: totalOf(counts),
    requests,
    problems: problemTexts(report),
  };
}
