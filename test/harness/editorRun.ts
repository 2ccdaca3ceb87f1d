import type { FileQueue, FileTry } from '../../scripts/lib/fileQueue.ts';
import { say } from '../../scripts/lib/progress.mjs';
import type { SuiteEvent } from '../../scripts/lib/results.ts';
import type { ControlHandlers } from './controlApi.ts';

/** A window that runs editor tests, as the runner sees it. */
export interface EditorRun {
  /** The handlers of the tests' calls, for the control endpoint. */
  readonly handlers: Pick<ControlHandlers, 'hello' | 'nextFile' | 'event' | 'kill'>;
  /** Resolves when the window is done or broken, with whether it took a file. */
  readonly ended: Promise<boolean>;
  /** Gives the window up, e.g. since its page crashed; without effect once it has ended. */
  readonly giveUp: (reason: string) => void;
}

export interface EditorRunOptions {
  readonly queue: FileQueue;
  /** Called before the window is given up. */
  readonly onBroken?: () => Promise<void>;
  /** Describes what is on the screen; added to the error of each test that failed. */
  readonly describe?: () => Promise<string>;
  /** For tests of the runner, ms. */
  readonly limits?: { readonly silence: number; readonly start: number };
}

const hostDied = 'the extension host that ran the tests died';
const usualLimits = { silence: 150_000, start: 120_000 };

/**
 * Hands files to a window until none is left, one has a failure, or the window is broken: its extension host died, is silent for too
 * long, or never began.
 */
export function followEditorRun({ queue, onBroken, describe, limits = usualLimits }: EditorRunOptions): EditorRun {
  const { promise: ended, resolve } = Promise.withResolvers<boolean>();
  let current: FileTry | undefined;
  let hasRun = false;
  let isOver = false;
  let host: number | undefined;
  let last = Date.now();
  const timer = setInterval(() => {
    const silent = Date.now() - last;
    if (host !== undefined && !isAlive(host)) giveUp(hostDied);
    else if (host === undefined && silent > limits.start) giveUp('the extension host did not begin to run the tests');
    else if (silent > limits.silence) giveUp(`no test ended for ${limits.silence / 1000} s`);
  }, 500);
  const end = (): void => {
    isOver = true;
    clearInterval(timer);
    resolve(hasRun);
  };
  const giveUp = (reason: string): void => {
    if (isOver) return;
    isOver = true;
    clearInterval(timer);
    if (current) current.breakOff(reason);
    else say(reason);
    void (onBroken?.() ?? Promise.resolve()).catch(() => undefined).then(end);
  };
  const handlers: EditorRun['handlers'] = {
    hello: ({ pid }) => {
      // VS Code replaces a host that died.
      if (host !== undefined && pid !== host) giveUp(hostDied);
      host = pid;
      last = Date.now();
    },
    nextFile: () => {
      last = Date.now();
      current = isOver || current?.hasFailed() ? undefined : queue.next();
      hasRun ||= current !== undefined;
      if (!current) end();
      return current?.file ?? null;
    },
    event: async (event) => {
      last = Date.now();
      const whole = await withScreen(event, describe);
      // Events of a window that was given up come too late: another runs its file.
      if (!isOver) current?.take(whole);
    },
    kill: async ({ pid }) => {
      process.kill(pid, 'SIGKILL');
      await untilGone(pid);
    },
  };
  return { handlers, ended, giveUp };
}

/** Adds what is on the screen to the error of a test that ran and failed. */
async function withScreen(event: SuiteEvent, describe?: () => Promise<string>): Promise<SuiteEvent> {
  if (!describe || event.type === 'end' || event.notRun || event.error === undefined) return event;
  const screen = await describe().catch(String);
  return { ...event, error: `${event.error}\n${screen}` };
}

/** Resolves once a process that was killed is gone: until then, its files are open. */
async function untilGone(pid: number): Promise<void> {
  for (const deadline = Date.now() + 30_000; isAlive(pid);) {
    if (Date.now() > deadline) throw new Error(`process ${pid} was killed and is still there`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
