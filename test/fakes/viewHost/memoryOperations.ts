import { appActions } from '../../../src/catalog/generated/appActions.ts';
import { queries } from '../../../src/catalog/queries.ts';
import type { Fact, SpanFact } from '../../../src/core/facts/facts.ts';
import type { App } from '../../../src/core/operations/app.ts';
import type { Reading } from '../../../src/core/operations/reading.ts';
import { readRecords } from '../../../src/core/records/readRecords.ts';
import { recordsOf } from '../../../src/core/records/records.ts';
import { defaultGoals, defaultTimeRules } from '../../../src/core/rules/rules.ts';
import { hourMs } from '../../../src/core/time/days.ts';
import { MemoryReader } from '../memoryReader.ts';
import { sampleNow } from './sampleDashboard.ts';

const lists: Readonly<Record<string, () => Promise<object>>> = { ...queries, ...appActions };

const lines = [
  'Fix login race #auth !urgent ^2026-11-18 2h @web-app https://github.com/daymark/web-app/issues/7',
  'Review the migration !high ^20nov@16:00 30m @daymark',
  'Write the release notes ^tomorrow 45m @daymark #docs',
  'Stand-up *workdays ^20nov@9:30 15m',
  'Rotate the signing key *monthly ^30nov @daymark #security',
  'Try the new profiler #someday',
];

const place = { project: '/home/ada/daymark', file: 'src/main.ts', language: 'typescript', branch: 'main' };
const observed = { source: 'editor', offset: 60, signals: 90, saves: 3, edits: {}, ...place } as const;
const spans: readonly SpanFact[] = [
  { type: 'span', id: 's1', kind: 'coding', start: sampleNow - 29 * hourMs, end: sampleNow - 26 * hourMs, ...observed },
  { type: 'span', id: 's2', kind: 'reading', start: sampleNow - 2 * hourMs, end: sampleNow - hourMs, ...observed },
];

interface MemoryHost {
  /** Nothing was ever recorded. */
  readonly isEmpty: () => boolean;
  /** A record of the collection was changed. */
  readonly changed: (collection: string) => void;
}

/**
 * The real operations on a store in memory with some tasks and two stretches of work, so that the page shows what it would in VS Code.
 * @returns a function that runs an operation by name; it returns undefined for one that needs VS Code
 */
export function memoryOperations({ isEmpty, changed }: MemoryHost) {
  const reader = new MemoryReader();
  const kept = new Map<unknown, unknown>();
  let [now, lastId] = [sampleNow, 0];
  const clients = { daymark: 'Acme' };
  const options = { offset: 60, rules: defaultTimeRules, goals: defaultGoals, planFor: 'today', clients } as const;
  const reading = (): Reading => ({
    ...options,
    now,
    reader,
    t: (text: string, ...values: unknown[]) => text.replace(/\{(\d)\}/g, (_, at: string) => String(values[Number(at)])),
    records: (collection, query) => readRecords(reader, collection, query),
    shared: <T>(make: () => T): T => {
      if (!kept.has(make)) kept.set(make, make());
      return kept.get(make) as T;
    },
  });
  const app = {
    clock: { now: () => ++now, utcOffset: () => options.offset },
    t: reading().t,
    readOptions: () => ({ ...options, now }),
    recorder: {
      nextId: () => `0123456789ab:${++lastId}`,
      append: (fact: Fact) => {
        reader.add(fact);
        if (fact.type === 'record') changed(fact.collection);
      },
      flush: async () => {},
    },
    read: async (query: { run: (read: Reading, params: unknown) => unknown }, params: unknown) =>
      query.run(reading(), params),
  } as unknown as App;
  const whole = { ...app, records: recordsOf(app) };
  const filled = once(async () => {
    if (isEmpty()) return;
    reader.add(...spans);
    const quickAddTask = await appActions['tasks.add']();
    for (const text of lines) await quickAddTask.run(whole, { text, locale: 'en' });
  });
  return (name: string): ((params: unknown) => Promise<unknown>) | undefined => {
    const load = lists[name];
    return (
      load &&
      (async (params) => {
        await filled();
        const operation = (await load()) as { kind: string; run: (on: unknown, params: unknown) => unknown };
        return operation.run(operation.kind === 'query' ? reading() : whole, params);
      })
    );
  };
}

function once(act: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= act());
}
