import { SetupError } from './progress.mjs';
import type { SuiteSummary } from './results.ts';

/** One part of `npm test`. */
export interface Step {
  readonly name: string;
  readonly run: () => Promise<SuiteSummary>;
}

/** Counts something that either works or doesn't as one test: it fails by returning false or by throwing. */
export function countedOnce(name: string, work: () => Promise<unknown>): Step {
  return {
    name,
    run: async () => {
      const good = (await work()) !== false;
      return { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0, failures: good ? [] : [name], retried: [] };
    },
  };
}

/** Runs the steps one after another; one that throws counts as a failure, and the next ones still run. */
export async function runAll(steps: readonly Step[]): Promise<SuiteSummary> {
  const all: SuiteSummary[] = [];
  for (const step of steps) {
    const start = Date.now();
    console.log(`\n== ${step.name}`);
    const summary = await attempt(step);
    console.log(`== ${step.name}: ${countsText(summary)} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
    const named = (titles: readonly string[]) => titles.map((title) => `${step.name}: ${title}`);
    all.push({ ...summary, failures: named(summary.failures), retried: named(summary.retried) });
  }
  return addUp(all);
}

async function attempt(step: Step): Promise<SuiteSummary> {
  try {
    return await step.run();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // To the same stream as the counts, so that it never comes after the last line.
    console.log(error instanceof SetupError ? message : error);
    return { passed: 0, failed: 1, skipped: 0, failures: [message], retried: [] };
  }
}

function addUp(all: readonly SuiteSummary[]): SuiteSummary {
  const sum = (count: (summary: SuiteSummary) => number) => all.reduce((total, one) => total + count(one), 0);
  return {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    skipped: sum(({ skipped }) => skipped),
    failures: all.flatMap(({ failures }) => failures),
    retried: all.flatMap(({ retried }) => retried),
  };
}

/** One sentence of counts, e.g. "12 passed, 0 failed, 1 skipped". */
export function countsText({ passed, failed, skipped }: Omit<SuiteSummary, 'failures' | 'retried'>): string {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}
