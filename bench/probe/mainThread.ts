import { writeFileSync } from 'node:fs';
import { type Profiler, Session } from 'node:inspector';

/** A profile of the main thread that is being taken. */
export interface RunningProfile {
  /** Ends it. */
  stop(): OwnWork;
}

/** The work in a profile, in ms. */
export interface OwnWork {
  /** The time in which a function of it was on the stack. */
  readonly ms: number;
  /** The longest stretch of that without a break. */
  readonly longestMs: number;
  /** The time in which the thread did anything, of VS Code's own too. */
  readonly busyMs: number;
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
  const turns = watchTurns();
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: intervalUs });
  session.post('Profiler.start');
  return {
    stop: () => {
      let found: OwnWork | undefined;
      // In a session with its own thread, the answer comes before `post` returns.
      session.post('Profiler.stop', (error, result) => {
        if (error) return;
        const { profile } = result;
        const began = turns.stop();
        const [ms, longestMs] = [ownTime(profile, folder), longestBlock(profile, folder, began)];
        found = { ms, longestMs, busyMs: busyTime(profile) };
        if (file !== undefined) writeFileSync(file, JSON.stringify({ ...profile, turns: began }));
      });
      session.disconnect();
      if (found === undefined) throw new Error('the profiler gave nothing');
      return found;
    },
  };
}

/** Samples are late by some ms at most, unless the system gives the processor to another process. */
const longestGapUs = 5 * intervalUs;

/** Time between two looks at the event loop, in ms: a turn that is shorter may count with its neighbors. */
const lookMs = 2;

/** Notes the turns of the event loop, each of which runs the timers that are due. */
function watchTurns(): { stop(): readonly number[] } {
  const turns: number[] = [];
  // By V8's own clock; on Linux, that is the one of `hrtime`.
  const timer = setInterval(() => turns.push(Number(process.hrtime.bigint() / 1000n)), lookMs);
  return {
    stop: () => {
      clearInterval(timer);
      return turns;
    },
  };
}

/**
 * The share of all samples, idle ones included, times the time that the profile took. CPU time of the thread would be wrong: a large part
 * of it is the profiler's own.
 */
export function ownTime(profile: Profiler.Profile, folder: string): number {
  return timeIn(profile, ownNodes(profile, folder));
}

/** The same for all but an idle thread. */
function busyTime(profile: Profiler.Profile): number {
  const busy = profile.nodes.filter(({ callFrame }) => !isIdle(callFrame));
  return timeIn(profile, new Set(busy.map(({ id }) => id)));
}

function timeIn({ samples = [], startTime, endTime }: Profiler.Profile, nodes: ReadonlySet<number>): number {
  // Samples are counted rather than weighed by the time before them, which may hold a turn of another process.
  const share = samples.filter((sample) => nodes.has(sample)).length / Math.max(1, samples.length);
  return (share * (endTime - startTime)) / 1000;
}

/** The profiler's own thread shows as the program. */
function isIdle({ functionName }: Profiler.ProfileNode['callFrame']): boolean {
  return functionName === '(idle)' || functionName === '(program)' || functionName === '(root)';
}

/**
 * Returns the longest time that the extension held the thread, ms; collections of garbage within it count.
 * @param turns instants at which the event loop began another turn, in µs by the profile's clock: a block ends there
 */
export function longestBlock(profile: Profiler.Profile, folder: string, turns: readonly number[] = []): number {
  const own = ownNodes(profile, folder);
  const neutral = new Set(profile.nodes.filter(({ callFrame }) => isNeutral(callFrame)).map(({ id }) => id));
  const deltas = profile.timeDeltas ?? [];
  let [longest, sinceOwn, block, turn] = [0, 0, 0, 0];
  let at = profile.startTime;
  for (const [i, sample] of (profile.samples ?? []).entries()) {
    at += deltas[i] ?? intervalUs;
    // The time until the next sample; a longer gap is a turn of another process.
    const lasted = Math.min(deltas[i + 1] ?? intervalUs, longestGapUs);
    if ((turns[turn] ?? Infinity) <= at) [sinceOwn, block] = [0, 0];
    while ((turns[turn] ?? Infinity) <= at) turn++;
    if (own.has(sample)) {
      block += sinceOwn + lasted;
      sinceOwn = 0;
      longest = Math.max(longest, block);
    } else if (block > 0 && neutral.has(sample)) sinceOwn += lasted;
    else [sinceOwn, block] = [0, 0];
  }
  return longest / 1000;
}

function isNeutral({ functionName }: Profiler.ProfileNode['callFrame']): boolean {
  return functionName === '(garbage collector)' || functionName === '(program)';
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
