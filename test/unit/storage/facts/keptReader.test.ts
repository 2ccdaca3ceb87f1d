import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ActivityReader } from '../../../../src/core/facts/reader.ts';
import type { Fact } from '../../../../src/core/facts/facts.ts';
import { dayMs, dayOf, hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import { FactReader } from '../../../../src/storage/facts/factReader.ts';
import { KeptReader } from '../../../../src/storage/facts/keptReader.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { activity, diagnostic, document, plan, planTask, record, run, span, state } from '../facts.ts';
import { openMemoryTables } from './memoryTables.ts';

const begin = span().start;
const number = fc.integer({ min: 1, max: 9 });
/** Few instants, so that facts and ranges begin and end together, ms since the epoch. */
const instant = fc.integer({ min: -6, max: 6 }).map((at) => begin + at * 6 * hourMs);
/** Lengths at the limits of what counts as open, and ordinary ones, ms. */
const length = fc.constantFrom(0, 1, 6 * hourMs, 12 * hourMs, dayMs, dayMs + 1, 30 * dayMs, 31 * dayMs + 1, undefined);

const fact: fc.Arbitrary<Fact> = fc
  .record({
    what: fc.nat({ max: 7 }),
    n: number,
    start: fc.tuple(instant, fc.constantFrom(0, 30 * minuteMs)).map(([at, more]) => at + more),
    length,
    rev: number,
    deleted: fc.boolean(),
    name: fc.constantFrom('a', 'b'),
  })
  .map(({ what, n, start, length: ms, rev, deleted, name }) => {
    const ended = ms === undefined ? undefined : start + ms;
    const end = ended ?? start + hourMs;
    const edited = { rev, at: start + rev, ...(deleted && { deleted }) };
    const time = { start, end, utcOffset: 60 };
    const clock = { time: begin + rev, count: n, writer: 'w' };
    const kinds: Fact[] = [
      run({ id: `w:1${n}`, start, name, ...(ended !== undefined && { end: ended, exitCode: 0 }) }),
      diagnostic({ id: `w:2${n}`, introduced: start, message: name, ...(ended !== undefined && { fixed: ended }) }),
      state({ id: `w:3${n}`, at: start }),
      activity({ id: `w:4${n}`, start, end, title: name, ...edited }),
      plan({ ...edited, day: dayOf(start, 60), id: `plan:${dayOf(start, 60)}` }),
      planTask({ id: `w:5${n}`, title: name, ...edited, day: dayOf(start, 60) }),
      document({ id: `${name}:${n}`, start, end, body: `{"text":"${name}"}`, ...edited }),
      record({
        id: `w:6${n}`,
        collection: 'corrections',
        clock,
        fields: { ...time, at: start, what: 'exclude', ...(deleted && { deleted }) },
      }),
    ];
    return kinds[what] as Fact;
  });

/** Statements of other parts that write the tables. */
const statements = [
  'DELETE FROM run WHERE n = 11',
  'DELETE FROM diagnostic WHERE n = 21',
  'DELETE FROM state WHERE n = 31',
  'DELETE FROM record_patch WHERE time % 2 = 0',
  "UPDATE document SET start = start + 3600000 WHERE id LIKE 'a%'",
];
type Step = { readonly fact: Fact } | { readonly sql: string; readonly isScript: boolean };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fact.map((one): Step => ({ fact: one })) },
  { weight: 1, arbitrary: fc.record({ sql: fc.constantFrom(...statements), isScript: fc.boolean() }) },
);
/** Neither all at whole hours, nor all short enough to be kept. */
const beside = fc.constantFrom(0, 0, 1, -1, 20 * minuteMs);
const range = fc
  .tuple(instant, beside, fc.constantFrom(0, 6 * hourMs, 2 * dayMs, 12 * dayMs), beside)
  .map(([from, more, lasts, longer]) => ({ from: from + more, to: from + lasts + longer }));

const questions: Record<string, (reader: ActivityReader, at: { from: number; to: number }) => unknown> = {
  runs: (reader, at) => reader.runs(at),
  states: (reader, at) => reader.states(at),
  diagnostics: (reader, at) => reader.diagnostics(at),
  activities: (reader, at) => reader.activities(at),
  corrections: (reader, at) => reader.corrections(at),
  documents: (reader, at) => [reader.documents('insights', at), reader.documents('insights', at, ['b:'])],
  marks: (reader) => reader.recordMarks('corrections'),
  plan: (reader, at) => reader.plan(dayOf(at.from, 60)),
  planTasks: (reader, at) => reader.planTasks(dayOf(at.from, 60), dayOf(at.to, 60)),
};

describe('answers that are kept', () => {
  it('are those of the tables, whatever was written since (law)', async () => {
    const given = fc.record({
      facts: fc.array(fact, { minLength: 10, maxLength: 25 }),
      steps: fc.array(step, { minLength: 1, maxLength: 4 }),
      ranges: fc.array(range, { minLength: 8, maxLength: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(given, async ({ facts, steps, ranges }) => {
        const { database, write } = await openMemoryTables();
        try {
          const kept = new KeptReader(database, plainSealer);
          write(...facts);
          const ask = (reader: ActivityReader) =>
            ranges.map((at) => Object.entries(questions).map(([name, question]) => [name, question(reader, at)]));
          const compare = (): void => assert.deepEqual(ask(kept), ask(new FactReader(database, plainSealer)));
          compare();
          for (const one of steps) {
            if ('fact' in one) write(one.fact);
            else if (one.isScript) database.script(one.sql);
            else database.run(one.sql);
            compare();
          }
        } finally {
          database.close();
        }
      }),
      { numRuns: 30 },
    );
  }).timeout(60_000);

  it('are read once while only spans grow, also for a range that ends a minute later', async () => {
    const { database, write } = await openMemoryTables();
    try {
      const reader = new KeptReader(database, plainSealer);
      write(run(), diagnostic(), state(), activity(), plan(), planTask(), document());
      const asked: string[] = [];
      const { map, first } = database;
      database.map = (sql, params, make) => (asked.push(sql), map.call(database, sql, params, make) as never[]);
      database.first = (sql, ...params) => (asked.push(sql), first.call(database, sql, ...params));
      const ask = (to: number): void => {
        for (const question of Object.values(questions)) question(reader, { from: begin - dayMs, to });
      };
      ask(begin + minuteMs);
      assert.ok(asked.length > 0);
      asked.length = 0;
      write(span({ id: 'w:1', end: begin + minuteMs }));
      asked.length = 0;
      ask(begin + 2 * minuteMs);
      assert.deepEqual(asked, []);
      write(run({ id: 'w:12' }));
      asked.length = 0;
      ask(begin + 2 * minuteMs);
      assert.deepEqual(
        asked.map((sql) => /FROM (\w+)/.exec(sql)?.[1]),
        ['run'],
      );
    } finally {
      database.close();
    }
  });
});
