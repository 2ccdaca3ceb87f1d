import { actions } from '../../../src/catalog/actions.ts';
import { queries } from '../../../src/catalog/queries.ts';
import type { Handlers } from '../../../src/catalog/view.ts';
import type { Fact } from '../../../src/core/facts/facts.ts';
import type { App } from '../../../src/core/operations/app.ts';
import type { Reading } from '../../../src/core/operations/reading.ts';
import { readRecords } from '../../../src/core/records/readRecords.ts';
import { recordsOf } from '../../../src/core/records/records.ts';
import { defaultGoals, defaultTimeRules } from '../../../src/core/rules/rules.ts';
import { MemoryReader } from '../memoryReader.ts';
import { sampleNow } from './sampleDashboard.ts';

type TaskMethod = Extract<keyof Handlers, `tasks.${string}`>;

const lines = [
  'Fix login race #auth !urgent ^2026-11-18 2h @web-app https://github.com/daymark/web-app/issues/7',
  'Review the migration !high ^20nov@16:00 30m @daymark',
  'Write the release notes ^tomorrow 45m @daymark #docs',
  'Stand-up *workdays ^20nov@9:30 15m',
  'Rotate the signing key *monthly ^30nov @daymark #security',
  'Try the new profiler #someday',
];

/** The real operations over records in memory, so that the page shows what it would show in VS Code. */
export function taskHandlers(
  isEmpty: () => boolean,
  changed: (collection: string) => void,
): Pick<Handlers, TaskMethod> {
  const reader = new MemoryReader();
  const kept = new Map<unknown, unknown>();
  let [now, lastId] = [sampleNow, 0];
  const options = { offset: 60, rules: defaultTimeRules, goals: defaultGoals, planFor: 'today' } as const;
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
    const quickAddTask = await actions['tasks.add']();
    if (!isEmpty()) for (const text of lines) await quickAddTask.run(whole, { text, locale: 'en' });
  });
  const run = async (name: TaskMethod, params: unknown): Promise<unknown> => {
    await filled();
    const lists: Readonly<Record<string, () => Promise<object>>> = { ...queries, ...actions };
    const operation = (await lists[name]?.()) as { kind: string; run: (on: unknown, params: unknown) => unknown };
    return operation.run(operation.kind === 'query' ? reading() : whole, params);
  };
  const names = Object.keys({ ...queries, ...actions }).filter((name) => name.startsWith('tasks.')) as TaskMethod[];
  return Object.fromEntries(names.map((name) => [name, (params: unknown) => run(name, params)])) as never;
}

function once(act: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= act());
}
