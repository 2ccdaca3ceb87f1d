import { shape, text, whole } from '../base/checks.ts';
import type { DocumentFact } from './facts.ts';
import { jsonOf } from '../base/jsonOf.ts';
import type { TestCounts } from './signal.ts';

/** The counts of a test run, kept as a document of the collection `testRuns` beside its run. */
export interface TestRun extends TestCounts {
  /** Id of the run. */
  readonly run: string;
}

const count = whole(0, 10_000_000);
const isTestRun = shape<TestRun>({ run: text(1, 200), passed: count, failed: count, skipped: count });

/** Reads the counts among documents, by the id of their run; what this version does not understand is passed over. */
export function testRunsIn(documents: readonly DocumentFact[]): Map<string, TestRun> {
  const runs = new Map<string, TestRun>();
  for (const { collection, deleted, body } of documents) {
    const parsed = deleted || collection !== 'testRuns' ? undefined : jsonOf(body);
    if (isTestRun(parsed)) runs.set(parsed.run, parsed);
  }
  return runs;
}
