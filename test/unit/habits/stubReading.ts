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

interface RecordRange {
  readonly from?: number;
  readonly to?: number;
  readonly limit?: number;
}

/** A reading of data in memory: each record's id is its place in the list. Those with a start are read by it, and no more than are asked for. */
export function stubReading({ now, records = {}, runs = [], workdays = [1, 2, 3, 4, 5], ...rest }: StubData): Reading {
  return {
    now,
    offset: 0,
    rules: defaultTimeRules,
    goals: { hoursPerDay: 6, workdays },
    t: translator(),
    records: ({ name }: { name: string }, { from = -Infinity, to = Infinity, limit = 1000 }: RecordRange = {}) => ({
      records: (records[name] ?? [])
        .map((values: { readonly start?: number }, at) => ({ id: `${at}`, values }))
        .filter(({ values: { start } }) => start === undefined || (start >= from && start < to))
        .slice(0, limit),
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
