import { translator } from '../../../src/core/base/translate.ts';
import type { RunFact } from '../../../src/core/facts/facts.ts';
import type { Reading } from '../../../src/core/operations/reading.ts';
import { defaultTimeRules } from '../../../src/core/rules/rules.ts';

/** Records by the name of their collection, and runs. Times are UTC. */
export interface StubData {
  readonly now: number;
  readonly records?: Readonly<Record<string, readonly object[]>>;
  readonly runs?: readonly Partial<RunFact>[];
  readonly firstInstant?: number | undefined;
  readonly workdays?: readonly number[];
}

/** A reading of data in memory: each record's id is its place in the list. */
export function stubReading({ now, records = {}, runs = [], workdays = [1, 2, 3, 4, 5], ...rest }: StubData): Reading {
  return {
    now,
    offset: 0,
    rules: defaultTimeRules,
    goals: { hoursPerDay: 6, workdays },
    t: translator(),
    records: ({ name }: { name: string }) => ({
      records: (records[name] ?? []).map((values, at) => ({ id: `${at}`, values })),
    }),
    reader: {
      firstInstant: () => rest.firstInstant,
      runs: () => runs,
      documents: () => [],
      records: () => ({ states: [] }),
      recordMarks: () => new Map(),
    },
  } as unknown as Reading;
}
