import Module from 'node:module';
import type { ActivationTimes } from './protocol.ts';

interface ExtensionModule {
  readonly activate?: (...args: unknown[]) => unknown;
}

type Load = (request: string, ...rest: unknown[]) => unknown;

/**
 * Waits for the activation of an extension at VS Code's own time and measures it: the same two parts that VS Code shows under
 * "Show Running Extensions", in parts of a millisecond where VS Code has whole ones.
 * @param main absolute path of the extension's main module
 * Rejects with what loading or activating it throws.
 */
export function timeActivation(main: string): Promise<ActivationTimes> {
  const loader = Module as unknown as { _load: Load };
  const load = loader._load;
  return new Promise((resolve, reject) => {
    loader._load = function loadTimed(this: unknown, request: string, ...rest: unknown[]): unknown {
      if (request !== main) return load.call(this, request, ...rest);
      loader._load = load;
      const [start, cpu] = [performance.now(), process.threadCpuUsage()];
      try {
        const loaded = load.call(this, request, ...rest) as ExtensionModule;
        const loadMs = performance.now() - start;
        const loadCpuMs = cpuSince(cpu);
        const done = (activateMs: number, activateCpuMs: number): void =>
          resolve({ loadMs, activateMs, cpuMs: loadCpuMs + activateCpuMs });
        return withTimed(loaded, { done, failed: reject });
      } catch (error) {
        reject(error);
        throw error;
      }
    };
  });
}

interface ActivationEnd {
  readonly done: (ms: number, cpuMs: number) => void;
  readonly failed: (error: unknown) => void;
}

/** @returns CPU time of this thread since then, in ms */
function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

function withTimed(loaded: ExtensionModule, { done, failed }: ActivationEnd): ExtensionModule {
  const activate = async (...args: unknown[]): Promise<unknown> => {
    const [start, cpu] = [performance.now(), process.threadCpuUsage()];
    try {
      const result = loaded.activate?.(...args);
      // Awaiting costs a turn of the loop, which a synchronous activation doesn't need.
      if (result instanceof Promise) await result;
      done(performance.now() - start, cpuSince(cpu));
      return result;
    } catch (error) {
      failed(error);
      throw error;
    }
  };
  // esbuild's exports can't be overwritten.
  return Object.create(loaded, { activate: { value: activate } }) as ExtensionModule;
}
