import path from 'node:path';
import type Mocha from 'mocha';
import { projectFolder } from '../folders.mjs';
import { loadTests } from './runFiles.ts';

/** A test of a file; `key` is unique in the file. */
interface KnownTest {
  readonly key: string;
  readonly test: Mocha.Test;
}

/** The loaded tests of some files, of which any part can be run any number of times in this process. */
export class TestTree {
  readonly #mocha: Mocha;
  readonly #top: readonly Mocha.Suite[];
  readonly #tests = new Map<Mocha.Suite, readonly KnownTest[]>();
  readonly #keys = new Map<Mocha.Runnable, string>();

  private constructor(mocha: Mocha) {
    this.#mocha = mocha;
    mocha.cleanReferencesAfterRun(false);
    this.#top = mocha.suite.suites;
    for (const suite of this.#top) this.#learn(suite);
  }

  /** Loads tests. @param files relative to the project */
  static async load(files: readonly string[]): Promise<TestTree> {
    return new TestTree(await loadTests(files));
  }

  /** The key of a test in its file. */
  keyOf(test: Mocha.Runnable): string {
    return this.#keys.get(test) ?? '';
  }

  /**
   * Runs the tests of a file, until one fails.
   * @param keys only these tests; all if left out
   * @returns the title of the test that failed
   */
  async run(file: string, keys?: ReadonlySet<string>): Promise<string | undefined> {
    this.#choose(new Set([file]), keys);
    let failed: string | undefined;
    await this.#start(true, (runner) => {
      runner.on('fail', (test: Mocha.Runnable) => (failed ??= test.fullTitle()));
    });
    return failed;
  }

  /** Runs every test, whatever fails. */
  async runAll(listen: (runner: Mocha.Runner) => void): Promise<void> {
    this.#choose(undefined, undefined);
    await this.#start(false, listen);
  }

  #start(bail: boolean, listen: (runner: Mocha.Runner) => void): Promise<void> {
    this.#mocha.bail(bail);
    for (const suite of this.#tests.keys()) suite.bail(bail);
    return new Promise((resolve) => listen(this.#mocha.run(() => resolve())));
  }

  #choose(files: ReadonlySet<string> | undefined, keys: ReadonlySet<string> | undefined): void {
    this.#mocha.suite.suites = this.#top.filter((suite) => !files || files.has(fileOf(suite)));
    for (const [suite, tests] of this.#tests)
      suite.tests = tests.filter(({ key }) => !keys || keys.has(key)).map(({ test }) => test);
  }

  #learn(suite: Mocha.Suite): void {
    const tests = suite.tests.map((test, i) => ({ key: `${test.fullTitle()} ${i}`, test }));
    this.#tests.set(suite, tests);
    for (const { key, test } of tests) this.#keys.set(test, key);
    for (const one of suite.suites) this.#learn(one);
  }
}

/** Returns the file of a suite, relative to the project. */
export function fileOf(suite: Mocha.Suite | undefined): string {
  for (let one = suite; one; one = one.parent)
    if (one.file !== undefined) return path.relative(projectFolder, one.file).replaceAll('\\', '/');
  return '';
}
