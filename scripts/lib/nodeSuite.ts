import { globSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { printEvent } from '../../test/harness/reporter.ts';
import { runMocha } from '../../test/harness/mochaRun.ts';
import { projectFolder } from './folders.mjs';
import { SetupError } from './progress.mjs';
import { record } from './results.ts';
import { suiteArguments } from './suiteArguments.ts';
import { endWithParent } from './suiteStep.ts';

export interface NodeSuite {
  /** A folder below `base`, in which every *.test.ts is a test file. */
  readonly folder: string;
  /** Relative to the project. Default: `test`. */
  readonly base?: string;
  /** Limit of one test, in milliseconds. */
  readonly timeout: number;
  /** How often a test that fails is tried again; none if left out. */
  readonly retries?: number;
  readonly rootHooks?: Mocha.RootHookObject;
  /** Node processes that the tests start use the cache of compiled modules too. Not for a suite that starts a VS Code, which is tested as users run it. */
  readonly cacheInChildren?: boolean;
}

/** Runs the test files of a folder in this Node, printing and recording each result; then ends the process. */
export async function runNodeSuite(suite: NodeSuite): Promise<void> {
  endWithParent();
  useCompileCache(suite.cacheInChildren ?? false);
  const { grep, files } = suiteArguments();
  const failures = await runMocha({
    ...suite,
    grep,
    load: async (mocha) => {
      mocha.files = testFiles(`${suite.base ?? 'test'}/${suite.folder}`, files);
      await mocha.loadFilesAsync();
    },
    report: (event) => {
      printEvent(event);
      record(event);
    },
  });
  // What a test left open must not keep the runner waiting.
  process.exit(failures > 0 ? 1 : 0);
}

/** Keeps compiled modules between runs: stripping types from a thousand modules takes longer than most tests. */
function useCompileCache(inChildren: boolean): void {
  const folder = path.join(projectFolder, 'node_modules', '.cache', 'compiled');
  enableCompileCache(folder);
  if (inChildren) process.env['NODE_COMPILE_CACHE'] = folder;
}

/**
 * @param folder relative to the project
 * @param chosen what the user named, relative to the project; none means all of the folder
 * @returns absolute paths, sorted
 */
export function testFiles(folder: string, chosen: readonly string[] = []): string[] {
  const names = chosen.length > 0 ? chosen : globSync(`${folder}/**/*.test.ts`, { cwd: projectFolder });
  // A suite that runs nothing must not look like one that passed.
  if (names.length === 0) throw new SetupError(`${folder} has no test`);
  return [...names].sort().map((name) => path.resolve(projectFolder, name));
}
