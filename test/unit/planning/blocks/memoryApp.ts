import type { Fact } from '../../../../src/core/facts/facts.ts';
import type { App } from '../../../../src/core/operations/app.ts';
import type { Reading } from '../../../../src/core/operations/reading.ts';
import { readRecords } from '../../../../src/core/records/readRecords.ts';
import { recordsOf } from '../../../../src/core/records/records.ts';
import { defaultGoals, defaultTimeRules } from '../../../../src/core/rules/rules.ts';
import { offsetsOf } from '../../../../src/core/time/zone.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';
import { MemoryReader } from '../../../fakes/memoryReader.ts';

/** Real operations on a store in memory, in a time zone. */
export function memoryApp(now: number, zone = 'UTC') {
  const reader = new MemoryReader();
  const clock = new FakeClock(now, 0);
  clock.offset = offsetsOf(zone);
  let lastId = 0;
  const options = () => ({
    now: clock.now(),
    offset: clock.utcOffset(clock.now()),
    rules: defaultTimeRules,
    goals: defaultGoals,
    planFor: 'today' as const,
    timeZone: zone,
  });
  const kept = new Map<unknown, unknown>();
  const t = (text: string, ...values: unknown[]) =>
    text.replace(/\{(\d)\}/g, (_, at: string) => String(values[Number(at)]));
  const reading = (): Reading => ({
    ...options(),
    reader,
    t,
    records: (collection, query) => readRecords(reader, collection, query),
    shared: <T>(make: () => T): T => {
      if (!kept.has(make)) kept.set(make, make());
      return kept.get(make) as T;
    },
  });
  const base = {
    clock,
    t,
    readOptions: options,
    recorder: {
      nextId: () => `0123456789ab:${++lastId}`,
      append: (fact: Fact) => reader.add(fact),
      flush: async () => {},
    },
    read: async (query: { run: (read: Reading, params: unknown) => unknown }, params: unknown) =>
      query.run(reading(), params),
  } as unknown as App;
  const app: App = { ...base, records: recordsOf(base) };
  return { app, clock, reading };
}
