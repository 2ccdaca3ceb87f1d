import assert from 'node:assert/strict';
import { measuredTime } from '../../../../src/analytics/daySegments.ts';
import { dailyTotals } from '../../../../src/analytics/history/historyQueries.ts';
import { projectNames } from '../../../../src/analytics/labels.ts';
import { translator } from '../../../../src/core/base/translate.ts';
import type { RecordFact } from '../../../../src/core/facts/facts.ts';
import { defaultGoals, defaultTimeRules } from '../../../../src/core/rules/rules.ts';
import { addDays, hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import { readingsOf } from '../../../../src/headless/answering.ts';
import { reportDaysQuery } from '../../../../src/planning/reports/reportDays.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { MemoryReader } from '../../../fakes/memoryReader.ts';
import { day, history, plantedFacts } from '../../plantedHistory.ts';

const query = reportDaysQuery({ measured: measuredTime, projectNames });

function record(id: string, collection: string, fields: RecordFact['fields']): RecordFact {
  return { type: 'record', id, collection, clock: { time: 1, count: 0, writer: 'w' }, fields };
}

/** The planted history, with entries that overlap, cross midnight, and lie where nothing was measured. */
function reading(dayStartsAt: number) {
  const entry = (id: string, [start, hours]: [number, number], fields: RecordFact['fields'] = {}) => {
    const end = start + hours * hourMs;
    return record(id, 'timeEntries', { title: id, tags: [], start, end, offset: history.offset, ...fields });
  };
  const last = history.now;
  const entries = [
    entry('night', [last - 30 * hourMs, 9]),
    entry('overlap', [last - 26 * hourMs, 3], { project: '/elsewhere/shop' }),
    entry('today', [last - 2 * hourMs, 1.5], { task: 'gone' }),
    entry('long ago', [last - 40 * 24 * hourMs, 1]),
  ];
  const reader = new MemoryReader([...plantedFacts, ...entries]);
  const store = Object.assign(reader, { refresh: () => false }) as unknown as Store;
  const rules = { ...defaultTimeRules, dayStartsAt };
  const options = { now: last, offset: history.offset, rules, goals: defaultGoals, planFor: 'today' } as const;
  return readingsOf(store, translator())(options);
}

describe('what time was for', () => {
  for (const dayStartsAt of [0, 300])
    it(`sums to the dashboard's time of each day, where days begin after ${dayStartsAt} min`, () => {
      const read = reading(dayStartsAt);
      const from = addDays(day, -13);
      const { days } = query.run(read, { from, to: day });
      const shown = new Map(dailyTotals.since(read, from).map((total) => [total.day, total.totalMs]));
      assert.ok(days.filter(({ measuredMs }) => measuredMs > 0).length > 5, 'the planted history has time');
      for (const one of days) {
        assert.equal(one.measuredMs, shown.get(one.day) ?? 0, one.day);
        assert.equal(
          one.rows.reduce((sum, row) => sum + row.measuredMs, 0),
          one.measuredMs,
        );
      }
    });

  it('has the time of entries once where they overlap, on the days on which they ran', () => {
    const { days } = query.run(reading(0), { from: addDays(day, -3), to: day });
    const sum = days.reduce((all, { entriesMs }) => all + entriesMs, 0);
    assert.equal(sum / minuteMs, (9 + 1.5) * 60);
    const titles = new Set(days.flatMap(({ rows }) => rows.map(({ title }) => title)));
    assert.ok(['night', 'overlap', 'today'].every((title) => titles.has(title)));
  });

  it('refuses more days than it reads at once', () => {
    assert.throws(() => query.run(reading(0), { from: '2026-01-01', to: '2026-03-01' }), /at most 31 days/);
    assert.throws(() => query.run(reading(0), { from: '2026-03-01', to: '2026-01-01' }), /before the first/);
  });
});
