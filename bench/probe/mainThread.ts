import { type Profiler, Session } from 'node:inspector';
import { readFileSync } from 'node:fs';

/** A profile of the main thread that is being taken. */
export interface RunningProfile {
  /** Ends it. @returns the CPU time in which a function of the extension was on the stack, ms */
  stop(): number;
}

/** Time between two samples, µs. */
const intervalUs = 100;

/**
 * Samples the stack of this thread. A call of the extension counts with all that it calls, VS Code's API included.
 * @param folder of the extension: its functions are those of the files in it
 */
export function profileMainThread(folder: string): RunningProfile {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: intervalUs });
  session.post('Profiler.start');
  const before = threadCpuMs();
  return {
    stop: () => {
      let found: number | undefined;
      const cpuMs = threadCpuMs() - before;
      // In a session with its own thread, the answer comes before `post` returns.
      session.post('Profiler.stop', (error, result) => {
        if (!error) found = ownTime(result.profile, folder, cpuMs);
      });
      session.disconnect();
      if (found === undefined) throw new Error('the profiler gave nothing');
      return found;
    },
  };
}

/** CPU time of this thread so far, ms, where the system says it (Linux); else NaN. */
function threadCpuMs(): number {
  try {
    const [ns] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ');
    return Number(ns) / 1e6;
  } catch {
    return Number.NaN;
  }
}

/**
 * The samples say in what share of its running time the thread was in the extension. That share of the CPU time is the result: on a busy
 * machine, the time between samples includes that of other processes.
 */
function ownTime(profile: Profiler.Profile, folder: string, cpuMs: number): number {
  const [own, idle] = [ownNodes(profile, folder), idleNodes(profile)];
  // Samples are counted rather than weighed by the time before them, which may hold a turn of another process.
  const running = (profile.samples ?? []).filter((sample) => !idle.has(sample));
  if (running.length === 0) return 0;
  const share = running.filter((sample) => own.has(sample)).length / running.length;
  return share * (Number.isNaN(cpuMs) ? (running.length * intervalUs) / 1000 : cpuMs);
}

function idleNodes({ nodes }: Profiler.Profile): Set<number> {
  return new Set(nodes.filter(({ callFrame }) => callFrame.functionName === '(idle)').map(({ id }) => id));
}

/** The nodes with a function of the folder on the stack. */
function ownNodes({ nodes }: Profiler.Profile, folder: string): Set<number> {
  const own = new Set<number>();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const mark = (id: number, isInside: boolean): void => {
    const node = byId.get(id);
    if (!node) return;
    const isOwn = isInside || node.callFrame.url.includes(folder);
    if (isOwn) own.add(id);
    for (const child of node.children ?? []) mark(child, isOwn);
  };
  const [root] = nodes;
  if (root) mark(root.id, false);
  return own;
}
