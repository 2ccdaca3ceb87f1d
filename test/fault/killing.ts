import { setTimeout as sleep } from 'node:timers/promises';
import { Family } from './family.ts';
import type { Findings } from './family.ts';

/** The sum of many killings. `--json` prints it. */
export interface KillReport extends Findings {
  readonly kills: number;
  /** The maximum number of processes that wrote in parallel. */
  readonly writers: number;
}

/**
 * Lets processes write and make checkpoints, and kills each at a random instant; each is replaced by the next. After every `perFolder`
 * kills all are killed, and the acknowledged facts are searched for.
 * @param tell hears the sum so far, after each `perFolder`
 */
export async function killMany(
  kills: number,
  random: () => number,
  tell: (sum: KillReport) => void = () => undefined,
): Promise<KillReport> {
  const perFolder = 100;
  const sum = { kills: 0, writers: 0, facts: 0, lost: 0, doubled: 0, corrupt: 0 };
  while (sum.kills < kills) {
    const writers = 1 + Math.floor(random() * 20);
    const quota = Math.min(perFolder, kills - sum.kills);
    const found = await killInOneFolder(writers, quota, random);
    sum.kills += quota;
    sum.writers = Math.max(sum.writers, Math.min(writers, quota));
    for (const key of ['facts', 'lost', 'doubled', 'corrupt'] as const) sum[key] += found[key];
    tell(sum);
  }
  return sum;
}

async function killInOneFolder(writers: number, quota: number, random: () => number): Promise<Findings> {
  const family = new Family();
  try {
    let started = 0;
    const victim = async (): Promise<void> => {
      while (started < quota) {
        started++;
        const child = family.start({
          spans: 1e6,
          growths: 5,
          checkpointEvery: 1 + Math.floor(random() * 12),
          daysAhead: Math.floor(random() * 3),
        });
        // Most are killed while they write; some while they begin.
        if (random() < 0.8) await child.heard;
        await sleep(random() * 400);
        child.process.kill('SIGKILL');
        await child.ended;
      }
    };
    await Promise.all(Array.from({ length: Math.min(writers, quota) }, victim));
    return await family.examine();
  } finally {
    await family.end();
  }
}
