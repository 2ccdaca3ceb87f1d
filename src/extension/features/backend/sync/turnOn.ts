import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { env, l10n, ProgressLocation, type QuickPickItem, window } from 'vscode';
import type { SyncDevice, SyncServer } from '../../../../core/sync/syncServer.ts';
import { dayMs } from '../../../../core/time/days.ts';
import { AppError } from '../../../../core/base/appError.ts';
import { listEnd } from '../../../../storage/sync/listEnd.ts';
import { openRecovery } from '../../../../storage/sync/syncRecovery.ts';
import { fromRecoveryKey } from '../../../../storage/vault/recoveryKey.ts';
import { formatCode } from '../../../../storage/vault/pairing.ts';
import { outranking } from '../../../../storage/sync/recoveryRing.ts';
import { joinRequest, pairingCodeOf, withNewKey } from '../../../../storage/sync/syncKeys.ts';
import { newRing, type SyncRing } from '../../../../storage/sync/syncRing.ts';
import { payloadsOf } from '../../../ai/payloadView.ts';
import type { Services } from '../../../services.ts';
import { askToConnect, connectionOf, withBackend } from '../access.ts';
import { openSync, saveRing, whenSyncIsFree } from './syncAccess.ts';
import { syncNow } from './syncNow.ts';

/** Joins the account's devices, after a preview of what leaves this machine. */
export async function turnOnSync(services: Services): Promise<void> {
  const connection = await connectionOf(services);
  if (!connection) return askToConnect();
  if (await services.store('syncState', {})) {
    void window.showInformationMessage(l10n.t('Sync is on. "Daymark: Show Sync Status" shows how it is doing.'));
    return;
  }
  if ((await services.store('health', {})).demo) {
    void window.showInformationMessage(l10n.t("This folder holds made-up data, which can't be synced."));
    return;
  }
  const { devices, kept } = await withSync(services, async (server) => ({
    devices: await server.devices(),
    kept: await server.recovery(),
  }));
  const others = devices.filter(({ status }) => status === 'active');
  const way = others.length === 0 && !kept.envelope ? 'first' : await chooseWay(others, kept);
  const recovery = way === 'recover' ? await enterKey(kept) : undefined;
  if (way === 'recover' && !recovery) return;
  const name = way && (await askName());
  if (!way || !name || !(await confirm(services, connection.origin))) return;
  const ring = await withSync(services, (server) =>
    join(services, { server, name, others, way, kept, ...(recovery && { recovery }), origin: connection.origin }),
  );
  if (ring.keys.length === 0) await showSyncCode(ring);
  const options = { location: ProgressLocation.Notification, title: l10n.t('Syncing…') };
  const status = await window.withProgress(options, () => syncNow(services));
  if (status?.outcome === 'ok') void window.showInformationMessage(l10n.t('Sync is on.'));
}

type JoinMethod = 'first' | 'join' | 'recover' | 'over';
/** The server's data for a recovery key. */
type RecoveryData = Awaited<ReturnType<SyncServer['recovery']>>;

/** Opens the backend while no other window syncs, and describes errors. */
function withSync<T>(services: Services, run: (server: SyncServer) => Promise<T>): Promise<T> {
  return withBackend(() => whenSyncIsFree(services, async () => run((await openSync(services)).server)));
}

type WayItem = QuickPickItem & { readonly way: JoinMethod };

async function chooseWay(others: readonly SyncDevice[], { envelope }: RecoveryData): Promise<JoinMethod | undefined> {
  const names = others.map(({ name }) => name).join(', ');
  const join: WayItem = {
    way: 'join',
    label: l10n.t('Join My Other Devices'),
    detail: l10n.t('One of them must admit this one: {0}', names),
  };
  const recover: WayItem = {
    way: 'recover',
    label: l10n.t('Use My Recovery Key'),
    detail: l10n.t('Works without your other devices.'),
  };
  const over: WayItem = {
    way: 'over',
    label: l10n.t('Start Over Without Them'),
    detail: l10n.t("Revokes your other devices. What they uploaded can't be opened any more."),
  };
  const items = [...(others.length > 0 ? [join] : []), ...(envelope ? [recover] : []), over];
  const title = l10n.t('Turn On Sync');
  return (await window.showQuickPick(items, { title, ignoreFocusOut: true }))?.way;
}

function askName(): Thenable<string | undefined> {
  return window.showInputBox({
    title: l10n.t('Turn On Sync'),
    prompt: l10n.t('A name for this device. The backend can read it.'),
    value: hostname().slice(0, 100),
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === '' || text.length > 100 ? l10n.t('Enter 1 to 100 characters.') : undefined,
  });
}

/** Shows the last day's facts as they would be sent, before they are encrypted. */
async function confirm(services: Services, origin: string): Promise<boolean> {
  const now = services.clock.now();
  const { rules } = services.readOptions();
  const piece = await services.store('exportPiece', { format: 'jsonl', range: { from: now - dayMs, to: now }, rules });
  const lines = Buffer.from(piece).toString().trim().split('\n').slice(0, 200);
  await payloadsOf(services).show(l10n.t('What is synced, before encryption'), lines.join('\n'));
  const on = {
    label: l10n.t('Turn On'),
    description: l10n.t('All that Daymark recorded goes to your other devices, encrypted.'),
  };
  const off = { label: l10n.t("Don't Turn On"), description: l10n.t('Nothing is sent.') };
  const sure = await window.showQuickPick([on, off], {
    title: l10n.t("The editor shows some of the last day's facts, as your other devices get them"),
    placeHolder: l10n.t('{0} sees sizes, times, and the name of this device. It has no key.', origin),
    ignoreFocusOut: true,
  });
  return sure === on;
}

/** Asks for the recovery key. @returns undefined if the user cancels. Rejects with `invalid-input` for another key. */
async function enterKey({ envelope }: RecoveryData): Promise<Recovery | undefined> {
  const text = await window.showInputBox({
    title: l10n.t('Turn On Sync'),
    prompt: l10n.t('Your recovery key for sync'),
    password: true,
    ignoreFocusOut: true,
  });
  if (!text || !envelope) return undefined;
  const opened = openRecovery(fromRecoveryKey(text), envelope);
  if (!opened) throw new AppError('invalid-input', l10n.t('This recovery key was replaced by another one.'));
  return opened;
}

type Recovery = NonNullable<ReturnType<typeof openRecovery>>;

interface JoinOptions {
  readonly kept: RecoveryData;
  readonly recovery?: Recovery;
  readonly server: SyncServer;
  readonly name: string;
  readonly others: readonly SyncDevice[];
  readonly way: JoinMethod;
  readonly origin: string;
}

async function join(services: Services, joining: JoinOptions): Promise<SyncRing> {
  const { server, name, others, way, origin, recovery, kept } = joining;
  if (way === 'over') for (const { id } of others) await server.revoke(id);
  const secret = randomBytes(32);
  const { id, status } = await server.join(name.trim(), joinRequest(secret));
  const empty = newRing(secret, id);
  const isNew = status === 'active' && !recovery;
  // A recovery key that is made later has to count more than the one that is gone.
  const first = kept.generation > 0 ? outranking(empty, kept.generation) : empty;
  const ring = recovery ? recovery.admit(empty) : isNew ? withNewKey(first) : empty;
  await saveRing(services, ring);
  if (recovery && status === 'pending') await server.recover(id, recovery.proof);
  // Data that was uploaded earlier, under keys that are gone.
  const after = isNew ? await listEnd(server) : undefined;
  await services.store('syncStart', { deviceId: id, server: origin, ...(after && { after }) });
  services.log.info('sync was turned on');
  return ring;
}

/** Shows the code of a device that waits. */
export async function showSyncCode(ring: SyncRing): Promise<void> {
  const code = formatCode(pairingCodeOf(ring.secret));
  const copy = l10n.t('Copy Code');
  const text = l10n.t(
    'Run "Daymark: Admit Device to Sync…" on one of your other devices, and enter this code there: {0}',
    code,
  );
  if ((await window.showInformationMessage(text, copy)) === copy) await env.clipboard.writeText(code);
}
