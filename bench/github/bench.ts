import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { syncGithub } from '../../src/integrations/github/sync.ts';
import type { DocumentFact } from '../../src/core/facts/facts.ts';
import type { GithubState } from '../../src/core/github/githubState.ts';
import type { SyncStore } from '../../src/core/github/githubSync.ts';
import { openJournal } from '../../src/storage/journal/openJournal.ts';
import { plainSealer } from '../../src/storage/vault/plainSealer.ts';
import { systemClock } from '../../src/headless/systemClock.ts';
import { benchToken, leastRequests, type ServedWorld } from './given.ts';

/** The extension host's cost of a first sync of about 10,000 events: the built bundle, the real journal, a GitHub in another process. */
async function main(): Promise<void> {
  const now = Math.floor(Date.now() / 1000) * 1000;
  const child = fork(path.join(import.meta.dirname, 'serve.ts'), [String(now)]);
  const folder = mkdtempSync(path.join(tmpdir(), 'daymark-github-'));
  try {
    const { address, world } = await message<ServedWorld>(child);
    const measured = await measure(address, folder);
    child.send('problems');
    const { problems } = await message<{ problems: number }>(child);
    const result = { ...measured, least: leastRequests(world) };
    if (problems > 0) throw new Error(`the fake departed from GitHub's description ${problems} times`);
    const { events, requests, least, rss_mb: rss, loop_max_ms: loop, loop_cpu_ms: cpu } = result;
    const words = `${events} events by ${requests} requests (the least: ${least}), ${rss} MB more, loop held ${loop} ms at most, ${cpu} ms of it work`;
    console.log(
      process.argv.includes('--json')
        ? JSON.stringify({ events, requests, least, rss_mb: rss, loop_max_ms: loop, loop_cpu_ms: cpu })
        : words,
    );
  } finally {
    child.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  address: string,
  folder: string,
): Promise<{ events: number; requests: number; rss_mb: number; loop_max_ms: number; loop_cpu_ms: number }> {
  const journal = openJournal({ folder, clock: systemClock, sealer: plainSealer });
  const revs = new Map<string, number>();
  let peak = 0;
  const store: SyncStore = {
    // The host asks the worker here, which is another thread.
    known: async (ids) =>
      new Map(ids.flatMap((id): [string, number][] => (revs.has(id) ? [[id, revs.get(id) ?? 0]] : []))),
    save: async (events: readonly DocumentFact[], _state?: GithubState) => {
      for (const event of events) {
        journal.append(event);
        revs.set(event.id, event.rev);
      }
      await journal.flush();
      peak = Math.max(peak, process.memoryUsage.rss());
    },
  };
  const before = process.memoryUsage.rss();
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const work = longestWork();
  const limits = { isPrivate: true, off: [], firstReachMs: 30 * 86_400_000 };
  const { signal } = new AbortController();
  const request = { baseUrl: address, host: 'github.com', token: benchToken, ...limits, state: undefined, store };
  // GitHub's pacing would only make it take longer.
  const report = await syncGithub({ ...request, clock: systemClock, signal }, { repeating: { isPaced: false } });
  loop.disable();
  const workedMs = work.stop();
  if (report.outcome !== 'done')
    throw new Error(`the sync ended as ${report.outcome}: ${JSON.stringify(report.problems)}`);
  journal.dispose();
  return {
    events: revs.size,
    requests: report.requests,
    rss_mb: Math.round((peak - before) / 1e5) / 10,
    loop_max_ms: Math.round(loop.max / 1e5) / 10,
    loop_cpu_ms: Math.round(workedMs * 10) / 10,
  };
}

/**
 * The longest time that this thread itself worked between two samples, in ms of its CPU time: how long we blocked the loop, whereas the
 * loop's delay includes other activity of the machine.
 */
function longestWork(): { stop(): number } {
  const spent = (): number => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let [longest, last] = [0, spent()];
  const timer = setInterval(() => {
    const now = spent();
    longest = Math.max(longest, now - last);
    last = now;
  }, 2);
  return {
    stop: () => {
      clearInterval(timer);
      return longest;
    },
  };
}

function message<T>(child: ReturnType<typeof fork>): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (value) => resolve(value as T));
    child.once('exit', (code) => reject(new Error(`the fake GitHub ended with ${code}`)));
  });
}

await main();
