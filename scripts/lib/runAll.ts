import { SetupError } from './progress.mjs';
import type { SuiteSummary } from './results.ts';

/** One part of `npm test`. */
export interface Step {
  readonly name: string;
  /** @param say takes what it prints, where it must not print by itself, since another step runs beside it */
  readonly run: (say?: (text: string) => void) => Promise<SuiteSummary>;
}

/** Counts something that either works or doesn't as one test: it fails by returning false or by throwing. */
export function countedOnce(name: string, work: () => Promise<unknown>): Step {
  return {
    name,
    run: async () => {
      const good = (await work()) !== false;
      return { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0, failures: good ? [] : [name] };
    },
  };
}

/** Runs the steps one after another; one that throws counts as a failure, and the next ones still run. */
export async function runAll(steps: readonly Step[]): Promise<SuiteSummary> {
  const all: SuiteSummary[] = [];
  for (const step of steps) {
    console.log(`\n== ${step.name}`);
    all.push(await timed(step));
  }
  return addUp(all);
}

/** Runs two rows of steps side by side. What a step of the second row prints is shown when the step is over. */
export async function runBeside(first: readonly Step[], second: readonly Step[]): Promise<SuiteSummary> {
  const quietly = async (): Promise<SuiteSummary> => {
    const all: SuiteSummary[] = [];
    for (const step of second) {
      const said = [`\n== ${step.name}\n`];
      all.push(await timed(step, (text) => said.push(text), said));
    }
    return addUp(all);
  };
  return addUp(await Promise.all([runAll(first), quietly()]));
}

/** @param said what is printed before the counts */
async function timed(step: Step, say?: (text: string) => void, said: readonly string[] = []): Promise<SuiteSummary> {
  const start = Date.now();
  const summary = await attempt(step, say);
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  console.log(`${said.join('')}== ${step.name}: ${countsText(summary)} (${seconds} s)`);
  return { ...summary, failures: summary.failures.map((failure) => `${step.name}: ${failure}`) };
}

async function attempt(step: Step, say?: (text: string) => void): Promise<SuiteSummary> {
  try {
    return await step.run(say);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.error(error instanceof SetupError ? message : error);
    return { passed: 0, failed: 1, skipped: 0, failures: [message] };
  }
}

/** The counts of several, together. */
export function addUp(all: readonly SuiteSummary[]): SuiteSummary {
  const sum = (count: (summary: SuiteSummary) => number) => all.reduce((total, one) => total + count(one), 0);
  return {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    skipped: sum(({ skipped }) => skipped),
    failures: all.flatMap(({ failures }) => failures),
  };
}

/** One sentence of counts, e.g. "12 passed, 0 failed, 1 skipped". */
export function countsText({ passed, failed, skipped }: Omit<SuiteSummary, 'failures'>): string {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}
