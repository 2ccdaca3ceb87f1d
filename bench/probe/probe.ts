import path from 'node:path';
import * as vscode from 'vscode';
import { timeActivation } from './activationClock.ts';
import { memoryNow, typeInto, wait } from './measure.ts';
import { type ActivationTimes, type ProbeApi, type ProbeCommands, type ProbeSetup, setupVariable } from './protocol.ts';

type Handlers = { [C in keyof ProbeCommands]: (params: never) => Promise<ReturnType<ProbeCommands[C]>> };

/** Comes before every other extension, sees the one to be measured being activated, and does what the bench asks. */
export function activate(): void {
  const setup = JSON.parse(process.env[setupVariable] ?? '{}') as ProbeSetup;
  void serve(setup, handlersFor(setup, startClock(setup)));
}

function startClock({ target }: ProbeSetup): Promise<ActivationTimes | null> {
  if (target === null) return Promise.resolve(null);
  const extension = vscode.extensions.getExtension(target);
  if (!extension || extension.isActive) return Promise.reject(new Error(`${target} isn't there, or too early`));
  const { main } = extension.packageJSON as { main: string };
  return timeActivation(path.join(extension.extensionPath, main));
}

function handlersFor(setup: ProbeSetup, activation: Promise<ActivationTimes | null>): Handlers {
  return {
    activation: () => activation,
    memory: () => memoryNow(),
    edit: async ({ file, count, afterMs }: Parameters<ProbeCommands['edit']>[0]) => {
      const cpu = await typeInto(file, count);
      await call(setup, 'typed', {});
      await wait(afterMs);
      return { cpuUs: cpu() / count };
    },
  };
}

async function serve(setup: ProbeSetup, handlers: Handlers): Promise<void> {
  for (;;) {
    const command = await call(setup, 'next', {});
    // The window is closed. Its extension host may live on for hours, waiting for it to come back.
    if (!command) return void process.kill(process.pid, 'SIGKILL');
    try {
      await call(setup, 'done', { result: await handlers[command.name](command.params as never) });
    } catch (error) {
      await call(setup, 'done', { error: String(error) });
    }
  }
}

async function call<M extends keyof ProbeApi>(
  { control }: ProbeSetup,
  method: M,
  params: Parameters<ProbeApi[M]>[0],
): Promise<ReturnType<ProbeApi[M]>> {
  const response = await fetch(`${control}/${method}`, { method: 'POST', body: JSON.stringify(params) });
  return (await response.json()) as ReturnType<ProbeApi[M]>;
}
