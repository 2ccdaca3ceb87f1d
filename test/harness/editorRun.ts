import { suiteReport } from './reporter.ts';
import type { ControlHandlers } from './controlApi.ts';

/** A run of editor tests as the runner sees it. */
export interface EditorRun {
  /** The handlers of the tests' calls, for the control endpoint. */
  readonly handlers: Pick<ControlHandlers, 'hello' | 'event' | 'kill'>;
  /** Resolves with the number of failures at the end; rejects if the host dies or is silent for too long. */
  readonly ended: Promise<number>;
}

const silenceLimit = 150_000;
const startLimit = 120_000;

/** Follows a run: prints and records its events, and notices when its extension host dies or hangs. */
export function followEditorRun(): EditorRun {
  const { promise: ended, resolve, reject } = Promise.withResolvers<number>();
  const report = suiteReport();
  let failures = 0;
  let host: number | undefined;
  let last = Date.now();
  const timer = setInterval(() => {
    const silent = Date.now() - last;
    if (host !== undefined && !isAlive(host)) fail('the extension host that ran the tests died');
    else if (host === undefined && silent > startLimit) fail('the extension host did not begin to run the tests');
    else if (silent > silenceLimit) fail(`no test ended for ${silenceLimit / 1000} s`);
  }, 500);
  const fail = (message: string) => {
    clearInterval(timer);
    reject(new Error(message));
  };
  const handlers: EditorRun['handlers'] = {
    hello: ({ pid }) => {
      host = pid;
      last = Date.now();
    },
    event: (event) => {
      last = Date.now();
      report(event);
      if (event.type === 'fail') failures++;
      if (event.type !== 'end') return;
      clearInterval(timer);
      resolve(failures);
    },
    kill: ({ pid }) => void process.kill(pid, 'SIGKILL'),
  };
  return { handlers, ended };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
