import { randomUUID } from 'node:crypto';
import { l10n, window } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import { jsonOf } from '../../../core/base/jsonOf.ts';
import { secureAddress } from '../../../core/base/secureAddress.ts';
import { BackendClient, BackendError } from '../../../integrations/backend/backendClient.ts';
import type { Services } from '../../services.ts';

/** The address and the token are one secret, so that a token can't reach another server than the one that gave it. */
const secret = 'backend.connection';
const sourceKey = 'backend.source';

interface Connection {
  readonly origin: string;
  readonly refreshToken: string;
}

/** A backend that may be called now. */
export interface OpenBackend {
  readonly origin: string;
  readonly client: BackendClient;
  readonly token: string;
}

export async function storeConnection({ context }: Services, connection: Connection): Promise<void> {
  await context.secrets.store(secret, JSON.stringify(connection));
}

export async function forgetConnection({ context }: Services): Promise<void> {
  await context.secrets.delete(secret);
}

/** @returns undefined when no backend is connected */
export async function connectionOf({ context }: Services): Promise<Connection | undefined> {
  const found = jsonOf((await context.secrets.get(secret)) ?? '') as Partial<Connection> | undefined;
  if (typeof found?.origin !== 'string' || typeof found.refreshToken !== 'string') return undefined;
  return secureAddress(found.origin) ? { origin: found.origin, refreshToken: found.refreshToken } : undefined;
}

/**
 * Renews the token and opens the backend.
 * @throws AppError `not-allowed` when none is connected or the sign-in has ended; `BackendError` when it can't be reached
 */
export async function openBackend(services: Services): Promise<OpenBackend> {
  const connection = await connectionOf(services);
  if (!connection)
    throw new AppError('not-allowed', l10n.t('No backend is connected. Run "Daymark: Connect to Backend…" first.'));
  const { origin, refreshToken } = connection;
  const client = new BackendClient(origin);
  const tokens = await client.refresh(refreshToken);
  await storeConnection(services, { origin, refreshToken: tokens.refreshToken });
  return { origin, client, token: tokens.accessToken };
}

/** The name under which this installation shares: random, and the same after connecting again, so that no day counts twice. */
export async function sourceOf({ context }: Services): Promise<string> {
  const known = context.globalState.get<string>(sourceKey);
  if (known !== undefined) return known;
  const created = randomUUID();
  await context.globalState.update(sourceKey, created);
  return created;
}

/** Runs something that calls the backend, and turns errors into messages. Rejects with an `AppError`. */
export async function withBackend<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    throw new AppError('not-allowed', problemText(error.problem, error.message));
  }
}

/** Describes a problem in words. @param detail the server's own message, if any */
export function problemText(problem: string, detail = ''): string {
  switch (problem) {
    case 'unreachable':
      return l10n.t("The backend can't be reached. Check its address and your connection, then try again.");
    case 'signed-out':
      return l10n.t('The backend no longer accepts this sign-in. Run "Daymark: Connect to Backend…" again.');
    case 'denied':
      return l10n.t('The sign-in was denied in the browser.');
    case 'expired':
      return l10n.t('The code has expired. Run "Daymark: Connect to Backend…" again.');
    case 'refused':
      return l10n.t('The backend refused: {0}', detail || l10n.t('it gave no reason.'));
    case 'busy':
      return l10n.t('The backend is busy. Try again in a minute.');
    case 'locked':
      return l10n.t("Names are locked, so they can't be shared. Unlock them, or share without them.");
    case 'unexpected':
      return l10n.t("The answer doesn't come from a Daymark backend. Check the address.");
    default:
      return l10n.t('Something went wrong ({0}). The log has the details.', problem);
  }
}

/** Says that no backend is connected, and how to connect one. */
export function askToConnect(): void {
  void window.showInformationMessage(l10n.t('No backend is connected. Run "Daymark: Connect to Backend…" first.'));
}
