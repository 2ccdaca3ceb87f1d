import { writeFileSync } from 'node:fs';
import { type Profiler, Session } from 'node:inspector';

/** A profile of the main thread that is being taken. */
export interface RunningProfile {
  /** Ends it. @returns the time in which a function of the extension was on the stack, ms */
  stop(): number;
}

/**
 * Time between two samples, in µs. Each stops the thread for about 100 µs: at an interval of 100 µs, half of the time is the profiler's.
 */
const intervalUs = 1000;

/**
 * Samples the stack of this thread. A call of the extension counts with all that it calls, VS Code's API included.
 * @param folder of the extension: its functions are those of the files in it
 * @param file to write the profile to, for inspection
 */
export function profileMainThread(folder: string, file?: string): RunningProfile {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: intervalUs });
  session.post('Profiler.start');
  return {
    stop: () => {
      let found: number | undefined;
      // In a session with its own thread, the answer comes before `post` returns.
      session.post('Profiler.stop', (error, result) => {
        if (error) return;
        found = ownTime(result.profile, folder);
        if (file !== undefined) writeFileSync(file, JSON.stringify(result.profile));
      });
      session.disconnect();
      if (found === undefined) throw new Error('the profiler gave nothing');
      return found;
    },
  };
}

/**
 * The share of all samples, idle ones included, times the time that the profile took. CPU time of the thread would be wrong: a large part
 * of it is the profiler's own.
 */
export function ownTime(profile: Profiler.Profile, folder: string): number {
  const own = ownNodes(profile, folder);
  const samples = profile.samples ?? [];
  // Samples are counted rather than weighed by the time before them, which may hold a turn of another process.
  const share = samples.filter((sample) => own.has(sample)).length / Math.max(1, samples.length);
  return (share * (profile.endTime - profile.startTime)) / 1000;
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
