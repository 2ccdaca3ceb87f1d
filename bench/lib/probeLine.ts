import { type ControlServer, startControl } from '../../test/harness/controlServer.ts';
import type { ProbeApi, ProbeCommand, ProbeCommands } from '../probe/protocol.ts';

/** The bench's end of the line to the probe of one server; one window is open at a time. */
export interface ProbeLine {
  readonly address: string;
  /** Ends the extension host that listens; from now on the next window is spoken to. */
  hangUp(): void;
  /** Gives the probe a command; rejects with its error, or after some minutes without an answer. */
  ask<C extends keyof ProbeCommands>(
    name: C,
    params: Parameters<ProbeCommands[C]>[0],
  ): Promise<ReturnType<ProbeCommands[C]>>;
  /** Resolves when the next edit is typed. */
  typed(): Promise<void>;
  close(): void;
}

const patienceMs = 180_000;
/** On a busy machine, VS Code alone takes minutes to open and save 2,000 files. */
const patienceWithStressMs = 600_000;

export async function openProbeLine(): Promise<ProbeLine> {
  const desk = new CommandDesk();
  let typed = Promise.withResolvers<void>();
  const handlers: { [M in keyof ProbeApi]: (params: Parameters<ProbeApi[M]>[0]) => unknown } = {
    next: ({ host }) => desk.next(host),
    typed: () => typed.resolve(),
    done: (params) => desk.done(params),
  };
  const control: ControlServer = await startControl(handlers as object);
  return {
    address: control.address,
    hangUp: () => desk.hangUp(),
    ask: async (name, params) => {
      const ms = name === 'stress' ? patienceWithStressMs : patienceMs;
      const timer = setTimeout(() => desk.fail(new Error(`the probe did not answer: ${name}`)), ms);
      try {
        const result = await desk.ask({ name, params } as ProbeCommand);
        return result as ReturnType<ProbeCommands[typeof name]>;
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

/**
 * Hands commands to the extension host of the open window, and only to it: the one of a closed window may still ask, and VS Code may start
 * one again after it took a command, or lose an answer on the way.
 */
class CommandDesk {
  /** The hosts of closed windows, and those that another one has replaced. */
  readonly #gone = new Set<string>();
  #present: string | undefined;
  #waiting: { readonly command: ProbeCommand; readonly answer: PromiseWithResolvers<unknown> } | undefined;
  /** The host has the command, and hasn't asked again since. */
  #isTaken = false;
  #turns = 0;
  #changed = Promise.withResolvers<void>();

  ask(command: ProbeCommand): Promise<unknown> {
    this.#waiting = { command, answer: Promise.withResolvers() };
    this.#isTaken = false;
    this.#wake();
    return this.#waiting.answer.promise;
  }

  async next(host: string): Promise<ProbeCommand | null> {
    const turn = ++this.#turns;
    if (this.#present !== host && !this.#gone.has(host)) {
      if (this.#present !== undefined) this.#gone.add(this.#present);
      this.#present = host;
    }
    // Who asks has nothing to do: what it was given before was lost.
    if (this.#present === host) this.#isTaken = false;
    for (;;) {
      if (this.#gone.has(host) || turn < this.#turns) return null;
      if (this.#waiting && !this.#isTaken) {
        this.#isTaken = true;
        return this.#waiting.command;
      }
      await this.#changed.promise;
    }
  }

  done(params: Parameters<ProbeApi['done']>[0]): void {
    if (params.host !== this.#present) return;
    if ('error' in params) this.fail(new Error(`the probe failed: ${params.error}`));
    else this.#waiting?.answer.resolve(params.result);
    this.#waiting = undefined;
  }

  fail(error: Error): void {
    this.#waiting?.answer.reject(error);
    this.#waiting = undefined;
  }

  hangUp(): void {
    if (this.#present !== undefined) this.#gone.add(this.#present);
    this.#present = undefined;
    this.#waiting = undefined;
    this.#wake();
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
