import type Mocha from 'mocha';
import { takeReached } from './environment.ts';
import { fileOf, type TestTree } from './testTree.ts';

/** The tests of a file that execute a mutant's place. */
export interface ReachingFile {
  readonly file: string;
  /** Keys of tests; none means all of the file, since a hook of it reaches the place. */
  readonly keys?: readonly string[];
  readonly ms: number;
}

/** By mutant. */
export type Reach = Readonly<Record<number, readonly ReachingFile[]>>;

interface Part {
  readonly file: string;
  /** The test, or undefined for hooks of the file. */
  readonly key: string | undefined;
  readonly reached: Set<number>;
  ms: number;
}

/**
 * Runs all tests once without a mutant.
 * @returns which of them reach which mutant, and the files that fail as they are and would kill every mutant
 */
export async function measureReach(tree: TestTree): Promise<{ readonly reach: Reach; readonly failing: string[] }> {
  const parts = new Map<string, Part>();
  const failing = new Set<string>();
  let current: Part | undefined;
  let since = performance.now();
  const turnTo = (file: string, key?: string): void => {
    const reached = takeReached();
    if (current) {
      current.ms += performance.now() - since;
      for (const id of reached) current.reached.add(id);
    }
    since = performance.now();
    const name = `${file}\n${key ?? ''}`;
    current = parts.get(name) ?? { file, key, reached: new Set(), ms: 0 };
    parts.set(name, current);
  };
  // Loading belongs to no test.
  takeReached();
  await tree.runAll((runner) => {
    runner.on('suite', (suite: Mocha.Suite) => turnTo(fileOf(suite)));
    runner.on('suite end', (suite: Mocha.Suite) => turnTo(fileOf(suite)));
    runner.on('hook', (hook: Mocha.Hook) => {
      if (/^"(?:before|after) all"/.test(hook.title)) turnTo(fileOf(hook.parent));
    });
    runner.on('test', (test: Mocha.Test) => turnTo(fileOf(test.parent), tree.keyOf(test)));
    runner.on('fail', (test: Mocha.Runnable) => failing.add(fileOf(test.parent)));
  });
  turnTo('');
  return { reach: reachOf([...parts.values()].filter(({ file }) => !failing.has(file))), failing: [...failing] };
}

function reachOf(parts: readonly Part[]): Reach {
  const reach: Record<number, ReachingFile[]> = {};
  for (const [file, some] of Map.groupBy(parts, (part) => part.file))
    for (const id of new Set(some.flatMap(({ reached }) => [...reached]))) {
      const keys = some.flatMap(({ key, reached }) => (reached.has(id) ? [key] : []));
      const isWhole = keys.includes(undefined);
      const ms = some.reduce((sum, part) => sum + (isWhole || part.reached.has(id) ? part.ms : 0), 0);
      (reach[id] ??= []).push({ file, ms, ...(!isWhole && { keys: keys.filter((key) => key !== undefined) }) });
    }
  return reach;
}
