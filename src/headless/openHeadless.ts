import type { Access, Confirmation, Transport } from '../core/operations/operation.ts';
import type { ReadOptions } from '../core/operations/reading.ts';
import type { Action } from '../core/operations/operation.ts';
import type { NameMode } from '../ai/aliases.ts';
import type { App } from '../core/operations/app.ts';
import { recordsOf } from '../core/records/records.ts';
import { AppError } from '../core/base/appError.ts';
import type { Clock } from '../core/base/clock.ts';
import { processZone } from '../core/time/zone.ts';
import { translator } from '../core/base/translate.ts';
import { appActions } from '../catalog/generated/appActions.ts';
import { describeOperations, type OperationDescription } from '../catalog/describe.ts';
import { queries } from '../catalog/queries.ts';
import { type Day } from '../core/time/days.ts';
import { presentDay } from '../core/time/presentDay.ts';
import { systemClock } from './systemClock.ts';
import { modelGate, type ModelGate } from './modelGate.ts';
import { DataFolder, type DataFolderOptions } from './dataFolder.ts';

/** Options for opening a folder's data without VS Code. */
export interface HeadlessOptions extends Omit<DataFolderOptions, 'clock'> {
  /** Default: the clock of the system. Its offsets decide where days begin. */
  readonly clock?: Clock;
  /** The instant and the settings to answer by. Default: now, and the settings that VS Code left in the folder. */
  readonly readOptions?: () => ReadOptions;
}

/** A request for an operation. */
export interface HeadlessCall {
  readonly transport: Transport;
  readonly operation: string;
  /** Checked against the schema of the operation. */
  readonly params: unknown;
}

/**
 * Daymark's operations on a data folder, without VS Code: all queries, and the actions that need only core's `App`. VS Code may run and
 * write to the folder at the same time: each answer includes what is new.
 */
export interface Headless {
  /** The operations that can run here and are offered on a transport, by name. Those that write are left out unless `mayWrite`. */
  describe(transport: Transport): Promise<OperationDescription[]>;
  /** Names of the operations that are offered on a transport and left out by `describe`, since they write. */
  refused(transport: Transport): Promise<string[]>;
  /**
   * Runs an operation.
   * @throws AppError `unknown-operation` if there is none, or it isn't offered on the transport; `not-allowed` if it writes and `mayWrite`
   * is false; `invalid-input` with the name of the invalid parameter; `not-found`, `storage-newer`, or `storage-locked` if the folder can't
   * be read or written; and the operation's own errors
   */
  operate(call: HeadlessCall): Promise<unknown>;
  /** Returns the confirmation question for an operation; undefined if it only reads. @throws AppError like `operate` */
  confirmation(call: HeadlessCall): Promise<Confirmation | undefined>;
  /** Creates the gate to a language model. Keep it for one conversation, in which aliases stay the same. */
  gate(names: NameMode): ModelGate;
  /** Returns the number of names so far that can't be opened here. Opens the data. @throws AppError like `operate` */
  lockedNames(): Promise<number>;
  /** The user's day now, by their time zone and the hour at which their day begins. */
  today(): Day;
  /** Minutes east of UTC at an instant in the user's time zone. */
  offsetAt(at: number): number;
  /** Writes what is in memory, and closes all files. */
  close(): Promise<void>;
}

type AnyAction = Omit<Action, 'run' | 'confirm'> & {
  readonly run: (app: unknown, params: never) => Promise<unknown>;
  readonly confirm?: (app: unknown, params: never) => Confirmation;
};

/** The settings of the folder, as of now. @param isSystems whether the clock is the system's: another one has a zone of its own */
function optionsNow(data: DataFolder, clock: Clock, isSystems: boolean): ReadOptions {
  const now = clock.now();
  return { now, ...(isSystems && { timeZone: processZone() }), ...data.settings(), offset: clock.utcOffset(now) };
}

/** Opens a data folder without VS Code. No file is touched before the first call. */
export function openHeadless(options: HeadlessOptions): Headless {
  const system = options.clock ?? systemClock;
  const data = new DataFolder({ ...options, clock: system });
  const clock: Clock = { ...system, now: () => system.now(), utcOffset: (at) => data.offsetAt(at) };
  const readOptions = options.readOptions ?? (() => optionsNow(data, clock, options.clock === undefined));
  const base = {
    clock,
    t: translator(),
    recorder: data.recorder,
    readOptions,
    read: ({ name }: { readonly name: string }, params: unknown) => ask(name, params),
  } as Omit<App, 'records'>;
  const app: App = { ...base, records: recordsOf(base) };
  const offered = offering();
  const ask = (operation: string, params: unknown, transport?: Transport): Promise<unknown> =>
    data.answer({ operation, params, options: readOptions(), ...(transport && { transport }) });
  const found = async (call: HeadlessCall): Promise<{ action: AnyAction; params: never } | undefined> => {
    const action = await actionOf(call);
    if (!action) return undefined;
    if (!isAllowed(action))
      throw new AppError(
        'not-allowed',
        `${call.operation} changes data, and only reading is allowed here. Start it with --allow-write to allow changes.`,
      );
    if (action.access !== 'read') data.checkWritable();
    const { parseParams } = await import('../core/operations/parseParams.ts');
    return { action, params: parseParams(action.params, call.params) as never };
  };
  const isAllowed = ({ access }: { readonly access: Access }): boolean =>
    access === 'read' || options.mayWrite === true;
  const sources = {
    ask,
    projects: () => data.projects(),
    rules: () => readOptions().rules,
    version: () => data.version(),
  };
  return {
    describe: async (transport) => (await offered(transport)).filter(isAllowed),
    refused: async (transport) => (await offered(transport)).filter((one) => !isAllowed(one)).map(({ name }) => name),
    operate: async (call) => {
      const act = await found(call);
      if (!act) return ask(call.operation, call.params, call.transport);
      return data.writing(() => act.action.run(app, act.params));
    },
    confirmation: async (call) => {
      const act = await found(call);
      if (!act || act.action.access === 'read') return undefined;
      const question = { title: act.action.title, message: JSON.stringify(act.params, undefined, 2) };
      return act.action.confirm?.(app, act.params) ?? question;
    },
    gate: (names) => modelGate(sources, names),
    lockedNames: () => data.lockedNames(),
    today: () => {
      return presentDay(readOptions());
    },
    offsetAt: (at) => data.offsetAt(at),
    close: () => data.close(),
  };
}

/** Lists what a transport offers. The operations are described once, since the hub asks with each request. */
function offering(): (transport: Transport) => Promise<OperationDescription[]> {
  let all: Promise<OperationDescription[]> | undefined;
  return async (transport) => {
    all ??= describeOperations(queries, appActions);
    return (await all).filter(({ transports }) => transports.includes(transport));
  };
}

async function actionOf({ transport, operation }: HeadlessCall): Promise<AnyAction | undefined> {
  const list: Readonly<Record<string, () => Promise<object>>> = appActions;
  const action = Object.hasOwn(list, operation) ? ((await list[operation]?.()) as AnyAction) : undefined;
  if (action && !action.transports.includes(transport))
    throw new AppError('unknown-operation', `${operation} can't be called from here.`);
  return action;
}
