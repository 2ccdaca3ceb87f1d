import path from 'node:path';
import { projectFolder } from './folders.mjs';
import { SetupError, say } from './progress.mjs';
import type { SuiteEvent, TestResult } from './results.ts';

/** A try of a test file in some place: a process, or a window of VS Code. */
export interface FileTry {
  readonly file: string;
  /** Takes the events of the file's tests; the end event ends the try. */
  take(event: SuiteEvent): void;
  /** Ends the try of a place that is gone. */
  breakOff(reason: string): void;
  /** Tells whether anything has failed so far. The place then takes no other file, since it may be what is broken. */
  hasFailed(): boolean;
}

export interface QueueOptions {
  /** In the order in which they are handed out. */
  readonly files: readonly string[];
  /** Number of runs of a file with a failure, each time in a fresh place; at least 1. */
  readonly tries: number;
  /** Takes each event once: a test's failure is a retry until the last try of its file. */
  readonly report: (event: SuiteEvent) => void;
}

/** `DAYMARK_TEST_TRIES=1` shows a failure at once, e.g. of a test that should fail. */
export function triesOf(usual: number): number {
  const asked = Number(process.env['DAYMARK_TEST_TRIES']);
  return Number.isInteger(asked) && asked > 0 ? asked : usual;
}

interface FileState {
  readonly file: string;
  tries: number;
  /** The file's tests, once a try has reached its end. */
  found: number;
  /** Tests whose final result is reported. */
  readonly settled: Set<string>;
  /** Tests that failed in a try before. */
  readonly failed: Set<string>;
}

/** Places in a row that may end before they take a file. */
const fruitlessAtMost = 2;

/**
 * The test files of a run, for any number of places. A file with a failure is tried again at the end, in a place that ran nothing before.
 */
export class FileQueue {
  readonly #options: QueueOptions;
  readonly #states: readonly FileState[];
  #waiting: FileState[];
  #failures = 0;

  constructor(options: QueueOptions) {
    this.#options = options;
    const state = (file: string): FileState => ({ file, tries: 0, found: 0, settled: new Set(), failed: new Set() });
    this.#states = options.files.map(state);
    this.#waiting = [...this.#states];
  }

  /** Begins a try of the next file; undefined if none waits. */
  next(): FileTry | undefined {
    const state = this.#waiting.shift();
    if (!state) return undefined;
    state.tries++;
    return this.#tryOf(state);
  }

  /**
   * Opens one place after another until no file waits.
   * @param openPlace runs files in a new place; returns whether it took any
   */
  async drain(openPlace: () => Promise<boolean>): Promise<void> {
    let fruitless = 0;
    while (this.#waiting.length > 0 && fruitless < fruitlessAtMost) {
      const hasRun = await openPlace().catch((error: unknown) => {
        // Its machinery may fail once; after that, the files that were not run are the failures.
        say(error instanceof SetupError ? error.message : String(error instanceof Error ? error.stack : error));
        return false;
      });
      fruitless = hasRun ? 0 : fruitless + 1;
    }
  }

  /** Adds a failure of the run itself. */
  fail(title: string): void {
    this.#failures++;
    this.#options.report({ type: 'fail', title, ms: 0 });
  }

  /**
   * Reports the end of the run, and each file that no place took as a failure.
   * @param filtered whether only some of the tests were run, by --grep
   * @returns the number of failures
   */
  end(filtered: boolean): number {
    for (const { file } of this.#waiting.splice(0)) this.fail(`${relative(file)} was not run`);
    const found = this.#states.reduce((sum, state) => sum + state.found, 0);
    this.#options.report({ type: 'end', found, filtered });
    return this.#failures;
  }

  #tryOf(state: FileState): FileTry {
    const { tries, report } = this.#options;
    const isLast = state.tries >= tries;
    const key = keysOf();
    const unrun: string[] = [];
    let hasFailed = false;
    const takeFailure = (result: TestResult): void => {
      hasFailed = true;
      const id = key(result.title);
      if (isLast && !state.settled.has(id)) {
        state.settled.add(id);
        this.#failures++;
        report(result);
      } else if (result.notRun) unrun.push(result.error ?? '');
      else {
        state.failed.add(id);
        report({ ...result, type: 'retry' });
      }
    };
    const takeResult = (result: TestResult): void => {
      if (result.type === 'fail') return takeFailure(result);
      if (result.type === 'retry') return report(result);
      const id = key(result.title);
      if (!state.settled.has(id)) report(result);
      state.settled.add(id);
    };
    const finish = (): void => {
      if (!isLast && unrun.length > 0) {
        const error = `${unrun.length} of its tests were not run: ${unrun[0]}`;
        report({ type: 'retry', title: relative(state.file), ms: 0, error });
      }
      if (!isLast && hasFailed) this.#waiting.push(state);
      else for (const title of lostOf(state)) this.fail(`${title} failed, and was not there when it was tried again`);
    };
    return {
      file: state.file,
      hasFailed: () => hasFailed,
      take: (event) => {
        if (event.type !== 'end') return takeResult(event);
        state.found = Math.max(state.found, event.found);
        finish();
      },
      breakOff: (reason) => {
        hasFailed = true;
        if (isLast) this.fail(`${reason} at ${relative(state.file)}`);
        else report({ type: 'retry', title: relative(state.file), ms: 0, error: reason });
        finish();
      },
    };
  }
}

/** Tests that failed in an earlier try and had no result in a later one. A hook has a result only where it fails. */
function lostOf({ failed, settled }: FileState): string[] {
  return [...failed]
    .filter((id) => !settled.has(id))
    .map((id) => id.replace(/#\d+$/, ''))
    .filter((title) => !/"(before|after) (all|each)" hook/.test(title));
}

/** Tells tests with the same title apart by their order. */
function keysOf(): (title: string) => string {
  const counts = new Map<string, number>();
  return (title) => {
    const count = (counts.get(title) ?? 0) + 1;
    counts.set(title, count);
    return `${title}#${count}`;
  };
}

function relative(file: string): string {
  return path.isAbsolute(file) ? path.relative(projectFolder, file) : file;
}
