import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { env, type ExtensionContext, l10n, type LogOutputChannel, UIKind, window } from 'vscode';
import type { Clock } from '../core/base/clock.ts';
import type { App } from '../core/operations/app.ts';
import { recordsOf } from '../core/records/records.ts';
import type { QueryOf, Transport } from '../core/operations/operation.ts';
import type { ReadOptions } from '../core/operations/reading.ts';
import { disposeAll, Emitter, type Disposable, type Event } from '../core/base/event.ts';
import type { Translate } from '../core/base/translate.ts';
import { openJournal } from '../storage/journal/openJournal.ts';
import type { JournalWriter } from '../storage/journal/journal.ts';
import { Tracker } from '../tracking/tracker.ts';
import { DashboardLink } from './dashboardLink.ts';
import { JournalWatch } from './journalWatch.ts';
import { Notices } from './notices.ts';
import { ProjectRemotes } from './projectRemotes.ts';
import { PauseMark } from './pauseMark.ts';
import { Quiet } from './quiet.ts';
import { Recorder } from './recorder.ts';
import { Settings } from './settings.ts';
import { processZone } from '../core/time/zone.ts';
import { UserTimeZone } from './timeZone.ts';
import { TodayTotals } from './today.ts';
import { TrackingControl } from './trackingControl.ts';
import { WorkerClient } from './worker/workerClient.ts';
import type { VaultAccess } from './vault/vaultAccess.ts';
import type { QueryName, QueryParams, QueryResult } from '../catalog/queries.ts';
import type { StoreApi, StoreMethod, WorkerInput } from './worker/protocol.ts';

/** Asks a query, by its name or its definition, after what this window recorded can be read from the disk. Rejects with an `AppError`. */
export interface ReadQuery {
  <N extends QueryName>(name: N, params: QueryParams<N>): Promise<QueryResult<N>>;
  <P, R>(query: QueryOf<P, R>, params: P): Promise<Awaited<R>>;
}

/** Runs a query for a caller outside; the worker checks that it is offered there, and its parameters. */
export type ReadFor = (transport: Transport, operation: string, params: unknown) => Promise<unknown>;

/** Asks the store itself, after what this window recorded can be read from the disk. Rejects with an `AppError`. */
export type AskStore = <M extends StoreMethod>(
  method: M,
  params: Parameters<StoreApi[M]>[0],
) => Promise<ReturnType<StoreApi[M]>>;

export type Change = 'elsewhere' | 'other';

/** The services that features use, each created once, here. */
export interface Services extends App, Disposable {
  readonly context: ExtensionContext;
  readonly timeZone: UserTimeZone;
  readonly log: LogOutputChannel;
  readonly settings: Settings;
  readonly notices: Notices;
  /** Holds back what can wait during a focus session. */
  readonly quiet: Quiet;
  readonly journal: JournalWriter;
  readonly vault: Promise<VaultAccess>;
  readonly recorder: Recorder;
  readonly tracking: TrackingControl;
  readonly worker: WorkerClient;
  /** For projects, if the user's map needs them. */
  readonly remotes: ProjectRemotes;
  readonly today: TodayTotals;
  readonly dashboard: DashboardLink;
  readonly read: ReadQuery;
  readonly readFor: ReadFor;
  readonly store: AskStore;
  /** Notifies this and other windows of changes without a recorded fact: after a restore, an import, an erasure. */
  readonly didChange: () => void;
  /** Something that the dashboard shows may have changed, in this window or another (`elsewhere`), other than a span of this window that has grown. */
  readonly onDidChange: Event<Change>;
}

/**
 * Time that a fact waits for others before it is written, in ms. A span that grew has waited already (`writeEveryMs`), and is written
 * immediately.
 */
const flushEveryMs = 90;

/** Makes everything and starts nothing that costs: no WASM, no worker, and of the files only whether a pause is marked. */
export function createServices(context: ExtensionContext): Services {
  const recording = makeRecording(context);
  const { clock, log, settings, recorder, tracker, tracking, journal, worker, remotes } = recording;
  const quiet = new Quiet();
  const notices = new Notices(context.globalState, quiet);
  const dashboard = new DashboardLink();
  const changed = new Emitter<Change>();
  const watch = new JournalWatch({ folder: join(recording.folder, 'journal'), own: journal.writer, clock });
  const readOptions = (): ReadOptions => optionsNow(recording);
  const written = async (): Promise<void> => {
    tracker.flush();
    // A failing disk is reported elsewhere, and stored data can still be shown.
    await journal.write().catch(() => log.debug('read without what could not be written'));
  };
  const readFor = async (transport: Transport | undefined, operation: string, params: unknown): Promise<unknown> => {
    await written();
    return worker.ask({ operation, params, options: readOptions(), ...(transport && { transport }) });
  };
  const read = ((query: string | { readonly name: string }, params: unknown) =>
    readFor(undefined, typeof query === 'string' ? query : query.name, params)) as ReadQuery;
  const store: AskStore = async (method, params) => {
    await written();
    return worker.store(method, params);
  };
  const base = { ...recording, quiet, notices, dashboard, read, readFor, store, readOptions, t: l10n.t as Translate };
  const { version } = context.extension.packageJSON as { readonly version: string };
  const today = new TodayTotals({ ...base, written, version, watch });
  const fire = (): void => changed.fire('other');
  const sources: readonly Event<unknown>[] = [
    settings.onDidChange,
    tracking.onDidChange,
    notices.onDidChange,
    remotes.onDidChange,
    recording.timeZone.onDidChange,
    recorder.onDidRecord,
  ];
  const elsewhere = watch.onDidChange(() => changed.fire('elsewhere'));
  const listeners = [elsewhere, ...sources.map((on) => on(fire))];
  const held = disposeAll(recording.held, notices, dashboard, changed, watch, today, ...listeners);
  return {
    ...base,
    records: recordsOf(base),
    context,
    today,
    didChange: () => {
      fire();
      watch.notifyOthers().catch(() => log.debug('other windows were not told'));
    },
    onDidChange: changed.event,
    dispose: () => {
      tracker.dispose();
      journal.dispose();
      held.dispose();
    },
  };
}

/** Returns true if the user may sit at another machine than the one this runs on. */
function isRemote(): boolean {
  return env.remoteName !== undefined || env.uiKind === UIKind.Web;
}

/** The way of a fact, from the tracker to the disk, and the worker that reads it. */
function makeRecording(context: ExtensionContext) {
  const folder = context.globalStorageUri.fsPath;
  const log = window.createOutputChannel('Daymark', { log: true });
  const settings = new Settings();
  const timeZone = new UserTimeZone(context.globalState, settings, isRemote());
  const { clock } = timeZone;
  const vault = openVaultSoon(context, settings, clock);
  const journal = openJournal({ folder, clock, sealer: vault.then((opened) => opened.vault), flushEveryMs });
  const recorder = new Recorder(journal);
  const mark = new PauseMark(folder);
  const tracker = new Tracker({ clock, writer: recorder, paused: mark.isSet });
  const tracking = new TrackingControl(tracker, mark);
  const worker = new WorkerClient(join(__dirname, 'start.cjs'), () => workerInput(folder, settings, vault), clock);
  const remotes = new ProjectRemotes({
    settings,
    roots: () => worker.store('projects', {}),
    failed: () => log.debug('the remotes of projects are not known'),
  });
  const leaveVault = { dispose: () => void vault.then((access) => access.dispose()) };
  const held = disposeAll(log, settings, timeZone, worker, recorder, mark, tracking, remotes, leaveVault);
  return { clock, timeZone, folder, log, settings, vault, journal, recorder, tracker, tracking, worker, remotes, held };
}

/** The first names are written about 200 ms after the first fact, which leaves time to load the code that seals them. */
async function openVaultSoon(context: ExtensionContext, settings: Settings, clock: Clock): Promise<VaultAccess> {
  await nextTurn();
  const { defaultPlace, openVault } = await import('./vault/openVault.ts');
  return openVault(context, settings.secretPlace ?? defaultPlace(), clock);
}

async function workerInput(folder: string, settings: Settings, vault: Promise<VaultAccess>): Promise<WorkerInput> {
  const { bundle } = l10n;
  const { secret, newest, revoked } = await vault;
  return {
    folder,
    wasmPath: join(__dirname, 'sql-wasm.wasm'),
    ...(secret && { secret }),
    newest,
    revoked,
    detailMonths: settings.get('retention.detailMonths'),
    siteDays: settings.get('retention.siteDays'),
    backups: { daily: settings.get('backup.daily'), weekly: settings.get('backup.weekly') },
    ...(bundle && { bundle: bundle as Record<string, string> }),
  };
}

function optionsNow({
  clock,
  settings,
  remotes,
  timeZone,
}: Pick<Services, 'clock' | 'settings' | 'remotes' | 'timeZone'>): ReadOptions {
  const now = clock.now();
  const { timeRules, goals } = settings;
  const known = remotes.current;
  const rules = known ? { ...timeRules, remotes: known } : timeRules;
  const { clients } = settings;
  return {
    now,
    offset: clock.utcOffset(now),
    // Not at the start: the first formatter of a process takes 10 ms, in which ICU loads its data.
    get timeZone() {
      return timeZone.name ?? processZone();
    },
    rules,
    goals,
    planFor: settings.get('plan.for'),
    ...(clients && { clients }),
    // An object of the settings is a proxy, which can't be passed to the worker.
    plansUsd: { ...settings.get('agents.plansUsd') },
  };
}
