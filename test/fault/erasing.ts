import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../src/core/base/clock.ts';
import { systemClock } from '../../src/headless/systemClock.ts';
import { secretProject } from './secretProject.ts';
import { Family } from './family.ts';
import type { Findings } from './family.ts';

/** The result of erasing a project while processes write. */
export interface EraseReport extends Findings {
  /** Erasures that returned "done". */
  readonly erasures: number;
  readonly writers: number;
  /** Facts of the erased project that were found and erased. */
  readonly erased: number;
  /** Files in which the project could be read after the last erasure. */
  readonly left: number;
}

const perFolder = 100;
/** The delay between erasures, in ms, so that the writers' reports are read. */
const breath = 5;
/** Additional time to wait for the first erasure, ms: on a busy machine, the writers take turns with their checkpoints for a while. */
const firstAtMost = 60_000;

interface EraseOptions {
  readonly writers?: number;
  /** After which no further erasure begins, ms. */
  readonly msAtMost?: number;
  /** Hears the sum so far, after each folder. */
  readonly tell?: (sum: EraseReport) => void;
}

/**
 * Erases a project repeatedly while processes write facts of it and of another one, and make checkpoints. A finished writer is replaced by
 * another. In the end all are killed, the project is erased once more, and the acknowledged facts of the other project are searched for.
 */
export async function eraseMany(
  erasures: number,
  { writers = 4, msAtMost = Infinity, tell }: EraseOptions = {},
): Promise<EraseReport> {
  const deadline = performance.now() + msAtMost;
  const sum = { erasures: 0, writers, facts: 0, lost: 0, doubled: 0, corrupt: 0, erased: 0, left: 0 };
  while (sum.erasures < erasures && performance.now() < deadline) {
    const quota = Math.min(perFolder, erasures - sum.erasures);
    const found = await eraseInOneFolder({ writers, quota, deadline });
    for (const key of ['erasures', 'facts', 'lost', 'doubled', 'corrupt', 'erased', 'left'] as const)
      sum[key] += found[key];
    tell?.(sum);
  }
  return sum;
}

interface Round {
  readonly writers: number;
  /** The number of erasures. */
  readonly quota: number;
  /** Time at which to begin no more of them, by `performance.now()`. */
  readonly deadline: number;
}

async function eraseInOneFolder({ writers, quota, deadline }: Round): Promise<Omit<EraseReport, 'writers'>> {
  const family = new Family();
  try {
    let isOver = false;
    const work = async (): Promise<void> => {
      while (!isOver) if ((await write(family)) !== 0 && !isOver) throw new Error('A writer failed.');
    };
    const working = Array.from({ length: writers }, work);
    let [erased, erasures] = [0, 0];
    try {
      const isTime = () => performance.now() < (erasures > 0 ? deadline : deadline + firstAtMost);
      for (; erasures < quota && isTime(); await sleep(breath)) {
        const count = (await eraseOnce(family, systemClock)) ?? 0;
        erased += count;
        // One that finds nothing shows nothing.
        if (count > 0) erasures++;
      }
    } finally {
      isOver = true;
      family.kill();
      await Promise.all(working);
    }
    // A process that was killed while it held the lock is silent from now on.
    family.clock.pass(61_000);
    erased += (await eraseOnce(family, family.clock)) ?? 0;
    const left = filesWith(family.folder, secretProject);
    return { ...(await family.examine()), erasures, erased, left: left.length };
  } finally {
    await family.end();
  }
}

/** @returns the exit code of a writer, null when it was killed */
async function write(family: Family): Promise<number | null> {
  const child = family.start({ spans: 60, growths: 2, checkpointEvery: 25, withSecrets: true, close: true });
  await child.ended;
  return child.process.exitCode;
}

/** @returns the number of erased facts; undefined if another process held the lock */
async function eraseOnce(family: Family, clock: Clock): Promise<number | undefined> {
  const store = await family.store(clock);
  try {
    const { outcome, erased } = store.erase({ project: secretProject });
    if (outcome === 'busy' || outcome === 'lost') return undefined;
    if (outcome !== 'done') throw new Error(`an erasure said ${outcome}`);
    // Journals that were written meanwhile are searched at the end.
    return erased['span'] ?? 0;
  } finally {
    store.close();
  }
}

function filesWith(folder: string, text: string): string[] {
  const all = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return all.flatMap(({ parentPath, name }) => {
    const raw = fs.readFileSync(path.join(parentPath, name), 'latin1');
    const decoded = raw.replaceAll(/[A-Za-z0-9+/=]{8,}/g, (part) => Buffer.from(part, 'base64').toString('latin1'));
    return (raw + decoded).includes(text) ? [name] : [];
  });
}
