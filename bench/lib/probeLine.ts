import { type ControlServer, startControl } from '../../test/harness/controlServer.ts';
import type { ProbeApi, ProbeCommand, ProbeCommands } from '../probe/protocol.ts';

/** The bench's end of the line to the probe of one server; one window is open at a time. */
export interface ProbeLine {
  readonly address: string;
  /** Ends the extension host that listens; from now on the next window is spoken to. */
  hangUp(): void;
  /** Gives the probe a command; rejects with its error, or after three minutes without an answer. */
  ask<C extends keyof ProbeCommands>(
    name: C,
    params: Parameters<ProbeCommands[C]>[0],
  ): Promise<ReturnType<ProbeCommands[C]>>;
  /** Resolves when the next edit is typed. */
  typed(): Promise<void>;
  close(): void;
}

const patienceMs = 180_000;

export async function openProbeLine(): Promise<ProbeLine> {
  let commands = Promise.withResolvers<ProbeCommand | null>();
  let answer = Promise.withResolvers<unknown>();
  let typed = Promise.withResolvers<void>();
  const handlers: { [M in keyof ProbeApi]: (params: Parameters<ProbeApi[M]>[0]) => unknown } = {
    next: async () => {
      const waitedFor = commands;
      const command = await waitedFor.promise;
      if (commands === waitedFor) commands = Promise.withResolvers();
      return command;
    },
    typed: () => typed.resolve(),
    done: (params) => {
      if ('error' in params) answer.reject(new Error(`the probe failed: ${params.error}`));
      else answer.resolve(params.result);
    },
  };
  const control: ControlServer = await startControl(handlers as object);
  return {
    address: control.address,
    hangUp: () => {
      commands.resolve(null);
      commands = Promise.withResolvers();
    },
    ask: async (name, params) => {
      answer = Promise.withResolvers();
      const timer = setTimeout(() => answer.reject(new Error(`the probe did not answer: ${name}`)), patienceMs);
      commands.resolve({ name, params } as ProbeCommand);
      try {
        return (await answer.promise) as ReturnType<ProbeCommands[typeof name]>;
      } finally {
        clearTimeout(timer);
      }
    },
    typed: () => {
      typed = Promise.withResolvers();
      return typed.promise;
    },
    close: () => control.close(),
  };
}
