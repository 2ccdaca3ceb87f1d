import { existsSync, readFileSync } from 'node:fs';
import { SetupError } from './progress.mjs';
import type { SuiteSummary } from './results.ts';

/** One part of `npm test`. */
export interface Step {
  readonly name: string;
  /** @param log the file to print to; this process's own output if left out */
  readonly run: (log?: string) => Promise<SuiteSummary>;
}

/** Lanes of steps: those of a lane run one after another, the lanes side by side. */
export type Stage = readonly (readonly Step[])[];

/** Counts something that either works or doesn't as one test: it fails by returning false or by throwing. */
export function countedOnce(name: string, work: (log?: string) => Promise<unknown>): Step {
  return {
    name,
    run: async (log) => {
      const good = (await work(log)) !== false;
      return { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0, failures: good ? [] : [name], retried: [] };
    },
  };
}

/**
 * Runs the stages one after another; a step that throws counts as a failure, and the next ones still run. The first lane of a stage
 * prints as it goes. The others print to files, which are shown when the first lane is done.
 * @param logOf the file for the output of a step, by its name
 */
export async function runAll(stages: readonly Stage[], logOf: (name: string) => string): Promise<SuiteSummary> {
  const all: SuiteSummary[] = [];
  for (const [first = [], ...others] of stages) {
    const live = runLane(first);
    const quiet = others.map((lane) => runLane(lane, { logOf, until: live }));
    for (const lane of await Promise.all([live, ...quiet])) all.push(...lane);
  }
  return addUp(all);
}

interface SuiteOutput {
  readonly logOf: (name: string) => string;
  /** Nothing is printed before. */
  readonly until: Promise<unknown>;
}

async function runLane(steps: readonly Step[], aside?: SuiteOutput): Promise<SuiteSummary[]> {
  const all: SuiteSummary[] = [];
  const printed: Promise<void>[] = [];
  for (const step of steps) {
    const start = Date.now();
    const log = aside?.logOf(step.name);
    if (!log) console.log(`\n== ${step.name}`);
    const summary = await attempt(step, log);
    const end = `== ${step.name}: ${countsText(summary)} (${((Date.now() - start) / 1000).toFixed(1)} s)`;
    if (log)
      printed.push(
        aside?.until.then(() => console.log(`\n== ${step.name}\n${textOf(log)}${end}`)) ?? Promise.resolve(),
      );
    else console.log(end);
    const named = (titles: readonly string[]) => titles.map((title) => `${step.name}: ${title}`);
    all.push({ ...summary, failures: named(summary.failures), retried: named(summary.retried) });
  }
  await Promise.all(printed);
  return all;
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

async function attempt(step: Step, log?: string): Promise<SuiteSummary> {
  try {
    return await step.run(log);
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
