import path from 'node:path';
import * as vscode from 'vscode';
import { timeActivation } from './activationClock.ts';
import { type OwnWork, profileMainThread, type RunningProfile } from './mainThread.ts';
import { memoryNow, typeInto, wait, workIn } from './measure.ts';
import {
  type ActivationTimes,
  type ProbeApi,
  type ProbeCommands,
  type ProbeSetup,
  setupVariable,
  type Stretch,
} from './protocol.ts';
import { stressBy } from './stress.ts';
import { type WakeUpCounter, countActivity } from './wakeUps.ts';

type Handlers = { [C in keyof ProbeCommands]: (params: never) => Promise<ReturnType<ProbeCommands[C]>> };

/** Comes before every other extension, sees the one to be measured being activated, and does what the bench asks. */
export function activate(): void {
  const setup = JSON.parse(process.env[setupVariable] ?? '{}') as ProbeSetup;
  void serve(setup, watchedHandlers(setup));
}

/** Without a watch there is nothing to measure: then each command is answered with the reason. */
function watchedHandlers(setup: ProbeSetup): Handlers {
  try {
    return handlersFor(setup, startWatch(setup));
  } catch (error) {
    return new Proxy({} as Handlers, { get: () => () => Promise.reject(error) });
  }
}

/** Time after activation for which its cost is measured, in ms. */
const settleMs = 6000;
/** The code of the extension is saved 10 s after it was compiled. */
const firstDayMs = 13_000;
const saveCommand = 'daymark.saveNow';

/** Watchers that see the extension before it is loaded. */
interface Watch {
  readonly folder: string;
  /** File for the next profile, if profiles are kept. */
  readonly profileFile: () => string | undefined;
  readonly activation: Promise<ActivationTimes>;
  readonly settled: Promise<number>;
  readonly counting: WakeUpCounter;
}

function startWatch({ target, profiles }: ProbeSetup): Watch | undefined {
  if (target === null) return undefined;
  const extension = vscode.extensions.getExtension(target);
  if (!extension || extension.isActive) throw new Error(`${target} isn't there, or too early`);
  const folder = extension.extensionPath;
  const { main } = extension.packageJSON as { main: string };
  const counting = countActivity(folder);
  const activation = timeActivation(path.join(folder, main));
  let taken = 0;
  const profileFile = () => profiles && path.join(profiles, `${process.pid}-${++taken}.cpuprofile`);
  const settled = cpuAfter(activation, () => (profiles ? profileMainThread(folder, profileFile()) : undefined));
  return { folder, profileFile, activation, settled, counting };
}

/** @param profile starts a profile where profiles are kept; it costs CPU time itself */
async function cpuAfter(activation: Promise<unknown>, profile: () => RunningProfile | undefined): Promise<number> {
  await activation;
  const running = profile();
  const before = process.cpuUsage();
  await wait(settleMs);
  const { user, system } = process.cpuUsage(before);
  running?.stop();
  return (user + system) / 1000;
}

function handlersFor(setup: ProbeSetup, watch: Watch | undefined): Handlers {
  return {
    activation: async () => (await watch?.activation) ?? null,
    settled: async () => (await watch?.settled) ?? null,
    firstDay: async () => {
      if (setup.target !== null) await wait(firstDayMs);
      const commands = await vscode.commands.getCommands(true);
      if (commands.includes(saveCommand)) await vscode.commands.executeCommand(saveCommand);
    },
    memory: () => memoryNow(),
    edit: async ({ file, count, afterMs }: Parameters<ProbeCommands['edit']>[0]) => {
      const cpu = await typeInto(file, count);
      await call(setup, 'typed', {});
      await wait(afterMs);
      return { cpuUs: cpu() / count };
    },
    editOnMain: async ({ file, count }: Parameters<ProbeCommands['editOnMain']>[0]) => {
      const { ms } = await profiled(watch, () => typeInto(file, count));
      return (ms * 1000) / count;
    },
    work: ({ file, seconds }: Parameters<ProbeCommands['work']>[0]) => stretch(watch, () => workIn(file, seconds)),
    workCpu: async ({ file, seconds }: Parameters<ProbeCommands['workCpu']>[0]) => {
      const before = process.threadCpuUsage();
      await workIn(file, seconds);
      const { user, system } = process.threadCpuUsage(before);
      return (user + system) / 1000;
    },
    stress: ({ act, file }: Parameters<ProbeCommands['stress']>[0]) => profiled(watch, () => stressBy(act, file)),
    showDashboard: async () => {
      await vscode.commands.executeCommand('daymark.dashboard.focus');
      await wait(settleMs);
    },
    rest: async ({ seconds }: Parameters<ProbeCommands['rest']>[0]) => {
      watch?.counting.watchTimers(true);
      const seen = await stretch(watch, () => wait(seconds * 1000));
      watch?.counting.watchTimers(false);
      return seen;
    },
  };
}

async function stretch(watch: Watch | undefined, act: () => Promise<unknown>): Promise<Stretch> {
  const before = watch?.counting.counts() ?? { wakeUps: 0, fsyncs: 0 };
  const { ms, busyMs } = await profiled(watch, act);
  const after = watch?.counting.counts() ?? before;
  return { mainMs: ms, busyMs, wakeUps: after.wakeUps - before.wakeUps, fsyncs: after.fsyncs - before.fsyncs };
}

async function profiled(watch: Watch | undefined, act: () => Promise<unknown>): Promise<OwnWork> {
  if (!watch) {
    await act();
    return { ms: 0, longestMs: 0, busyMs: 0 };
  }
  const running = profileMainThread(watch.folder, watch.profileFile());
  await act();
  return running.stop();
}

/** Tells this extension host from those of other windows. */
const host = `${process.pid}-${Date.now()}`;
/** Number of tries of a call whose connection fails, and the pauses between them, in ms. */
const [repeats, pauseMs] = [20, 250];

async function serve(setup: ProbeSetup, handlers: Handlers): Promise<void> {
  for (;;) {
    const command = await call(setup, 'next', { host });
    // The window is closed. Its extension host may live on for hours, waiting for it to come back.
    if (!command) return void process.kill(process.pid, 'SIGKILL');
    try {
      await call(setup, 'done', { host, result: await handlers[command.name](command.params as never) });
    } catch (error) {
      await call(setup, 'done', { host, error: String(error) });
    }
  }
}

/** Node ends a request that isn't answered within five minutes, and a person's hour takes longer: then it is made again. */
async function call<M extends keyof ProbeApi>(
  { control }: ProbeSetup,
  method: M,
  params: Parameters<ProbeApi[M]>[0],
): Promise<ReturnType<ProbeApi[M]>> {
  for (let left = repeats; ; left--) {
    try {
      const response = await fetch(`${control}/${method}`, { method: 'POST', body: JSON.stringify(params) });
      return (await response.json()) as ReturnType<ProbeApi[M]>;
    } catch (error) {
      if (left === 0) throw error;
      await wait(pauseMs);
    }
  }
}
