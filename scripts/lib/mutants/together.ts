import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from '../progress.mjs';
import { mutantEnvironment, mutantsFolder } from './environment.ts';
import { endGroup, forkGroup } from './group.ts';
import type { Reach } from './reach.ts';

/** Work of one process. */
export interface TogetherPlan {
  readonly tests: readonly string[];
  readonly ids: readonly number[];
  /** Milliseconds of tests for each mutant, as measured without one. */
  readonly boundMs: number;
  /** Measured first if left out. */
  readonly reach?: Reach;
}

/** `unsure`: a test failed, and failed without the mutant afterwards, too; or the process ended. */
export type Outcome = 'killed' | 'survived' | 'unreached' | 'unsure';

export type Report =
  | { readonly type: 'reach'; readonly reach: Reach; readonly failing: readonly string[] }
  | { readonly type: 'start'; readonly id: number }
  | { readonly type: 'end'; readonly id: number; readonly outcome: Outcome };

/** A mutant whose tests take this much longer than their bound never ends. */
const patienceMs = 90_000;

/**
 * Tries mutants in one process, and in a fresh one whenever it ends or can't be trusted any more.
 * @param take gets each outcome as soon as it is known
 */
export async function tryTogether(
  plan: Omit<TogetherPlan, 'reach'>,
  take: (id: number, outcome: Outcome) => void,
): Promise<ReadonlyMap<number, Outcome>> {
  const outcomes = new Map<number, Outcome>();
  const note = (id: number, outcome: Outcome): void => {
    outcomes.set(id, outcome);
    take(id, outcome);
  };
  let reach: Reach | undefined;
  if (plan.tests.length === 0) for (const id of plan.ids) note(id, 'unreached');
  for (;;) {
    const ids = plan.ids.filter((id) => !outcomes.has(id));
    if (ids.length === 0) return outcomes;
    const before = outcomes.size;
    const current = await runProcess({ ...plan, ids, ...(reach && { reach }) }, (message) => {
      if (message.type === 'end') note(message.id, message.outcome);
      if (message.type !== 'reach') return;
      ({ reach } = message);
      if (message.failing.length > 0)
        console.error(`Left out, since they fail without a mutant: ${message.failing.join(', ')}`);
    });
    if (current !== undefined && !outcomes.has(current)) note(current, 'unsure');
    if (outcomes.size === before)
      throw new SetupError('The unit tests could not be run without a mutant. Run npm run test:unit first.');
  }
}

/** @returns the mutant that was tried last */
function runProcess(plan: TogetherPlan, take: (message: Report) => void): Promise<number | undefined> {
  mkdirSync(mutantsFolder, { recursive: true });
  const file = path.join(mutantsFolder, 'plan.json');
  writeFileSync(file, JSON.stringify(plan));
  const child = forkGroup(path.join(import.meta.dirname, 'tryTogether.ts'), [file], {
    stdout: 'ignore',
    stderr: 'inherit',
    env: mutantEnvironment(),
  });
  let current: number | undefined;
  let limit: NodeJS.Timeout | undefined;
  child.on('message', (message: Report) => {
    take(message);
    if (message.type !== 'start') return;
    current = message.id;
    clearTimeout(limit);
    limit = setTimeout(() => endGroup(child.pid), plan.boundMs + patienceMs);
  });
  child.on('exit', () => {
    clearTimeout(limit);
    endGroup(child.pid);
  });
  return new Promise((resolve) => child.on('close', () => resolve(current)));
}
