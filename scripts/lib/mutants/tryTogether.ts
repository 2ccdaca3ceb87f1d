import { readFileSync } from 'node:fs';
import { useSeed } from '../../../test/harness/seed.ts';
import { chooseMutant, drawnMutants } from './environment.ts';
import { likeness } from './likeness.ts';
import { measureReach, type Reach, type ReachingFile } from './reach.ts';
import { TestTree } from './testTree.ts';
import type { Report, TogetherPlan } from './together.ts';

// node tryTogether.ts PLAN: tries mutants one after the other in this process, each with the tests that reach it, and reports to its parent.
useSeed();
const plan = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as TogetherPlan;
/** Above this, a file waits until the quick ones have been tried. */
const quickMs = 800;
const tree = await TestTree.load(plan.tests);
const reach = plan.reach ?? (await measure());
const files = new Map(drawnMutants().map(({ id, file }) => [id, file]));
/** Files whose tests only run as a whole: a part of them fails without what the others do. */
const whole = new Set<string>();
for (const id of plan.ids) {
  await report({ type: 'start', id });
  const reaching = ordered(id, reach[id] ?? []);
  const outcome = reaching.length === 0 ? 'unreached' : await tryMutant(id, reaching);
  await report({ type: 'end', id, outcome });
  // The remains of a failing test would fail the next ones.
  if (outcome === 'unsure') break;
}
process.exit(0);

async function measure(): Promise<Reach> {
  const { reach, failing } = await measureReach(tree);
  await report({ type: 'reach', reach, failing });
  return reach;
}

function ordered(id: number, reaching: readonly ReachingFile[]): ReachingFile[] {
  const source = files.get(id) ?? '';
  const rank = ({ file, ms }: ReachingFile) => (ms > quickMs ? 0 : 1000) + likeness(source, file);
  return reaching.toSorted((a, b) => rank(b) - rank(a) || a.ms - b.ms);
}

async function tryMutant(id: number, reaching: readonly ReachingFile[]): Promise<'killed' | 'survived' | 'unsure'> {
  let spent = 0;
  for (const { file, keys, ms } of reaching) {
    if (spent > 0 && spent + ms > plan.boundMs) continue;
    spent += ms;
    const outcome = await tryFile(id, file, keys && new Set(keys));
    if (outcome !== 'survived') return outcome;
  }
  return 'survived';
}

async function tryFile(
  id: number,
  file: string,
  keys: ReadonlySet<string> | undefined,
): Promise<'killed' | 'survived' | 'unsure'> {
  const chosen = whole.has(file) ? undefined : keys;
  chooseMutant(id);
  const failed = await tree.run(file, chosen);
  chooseMutant(-1);
  if (failed === undefined) return 'survived';
  // They have to pass again without it.
  if ((await tree.run(file, chosen)) === undefined) return 'killed';
  if (whole.has(file) || (await tree.run(file)) !== undefined) return 'unsure';
  whole.add(file);
  return tryFile(id, file, undefined);
}

function report(message: Report): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(message, undefined, undefined, (error) => (error ? reject(error) : resolve()));
  });
}
