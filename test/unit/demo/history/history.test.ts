import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type HistoryOptions, history } from '../../../../demo/history/history.ts';
import { localDay, minuteOfDay } from '../../../../demo/history/localTime.ts';
import { addDays, type Day, minuteMs, weekdayOf } from '../../../../src/core/time/days.ts';
import type {
  DiagnosticFact,
  Fact,
  PlanFact,
  PlanTaskFact,
  RunFact,
  SpanFact,
} from '../../../../src/core/facts/facts.ts';
import { fuzzRuns } from '../../fuzz/runs.ts';

const formats = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Berlin', timeZoneName: 'longOffset' });
const offsets = new Map<number, number>();
const noon = Date.UTC(2026, 10, 20, 13, 10);

describe('the made-up history', () => {
  const facts = historyOf({});
  const spans = facts.filter((fact) => fact.type === 'span').filter(({ signals }) => signals > 0);

  it('is the same for the same seed, and another one for another', () => {
    assert.deepEqual(historyOf({}), facts);
    assert.notDeepEqual(historyOf({ seed: 2 }), facts);
  });

  it('has spans of which none overlaps another, and none should have been joined to the one before', () => {
    const sorted = spans.toSorted((a, b) => a.start - b.start);
    for (const [i, span] of sorted.entries()) {
      const before = sorted[i - 1];
      assert.ok(span.end >= span.start);
      if (!before) continue;
      assert.ok(span.start >= before.end, `${before.id} and ${span.id} overlap`);
      if (sameDoing(before, span)) assert.ok(span.start - before.end > 15_000, `${before.id} and ${span.id} are one`);
    }
  });

  it('gives a fact again only as the same one, known better', () => {
    const known = new Map<string, Fact>();
    for (const fact of facts) {
      const before = known.get(fact.id);
      known.set(fact.id, fact);
      if (!before) continue;
      if (fact.type === 'diagnostic') assert.deepEqual({ ...before, fixed: fact.fixed }, fact);
      else assert.ok('rev' in fact && 'rev' in before && fact.rev === before.rev + 1, `${fact.type} ${fact.id} again`);
    }
  });

  it('is written in the order of time within a day', () => {
    const ends = spans.map(({ end }) => end);
    assert.deepEqual(
      ends,
      ends.toSorted((a, b) => a - b),
    );
  });

  it('keeps weekends mostly free, and has a week of vacation', () => {
    const worked = new Set(spans.map(({ start }) => localDay(start, berlin)));
    const past = Array.from({ length: 89 }, (_, i) => addDays('2026-11-20', i - 89));
    const weekends = past.filter((day) => [0, 6].includes(weekdayOf(day)));
    const weekendsWorked = weekends.filter((day) => worked.has(day)).length;
    assert.ok(weekendsWorked < weekends.length / 2, `${weekendsWorked} of ${weekends.length} free days worked`);
    const mondays = past.filter((day) => weekdayOf(day) === 1 && addDays(day, 4) < '2026-11-20');
    const free = mondays.filter((day) => [0, 1, 2, 3, 4].every((i) => !worked.has(addDays(day, i))));
    assert.equal(free.length, 1);
  });

  it('begins work in the morning by the clock on the wall, on both sides of a change of clocks', () => {
    const firsts = new Map<Day, number>();
    for (const { start } of spans) {
      const day = localDay(start, berlin);
      if (![0, 6].includes(weekdayOf(day)) && !firsts.has(day)) firsts.set(day, minuteOfDay(start, berlin));
    }
    assert.ok(firsts.has('2026-10-23') && firsts.has('2026-10-27'));
    for (const [day, minute] of firsts) assert.ok(minute > 7.5 * 60 && minute < 10.5 * 60, `${day} at ${minute}`);
  });

  it('has, for a heavy user, as many projects, languages and spans as asked for', () => {
    const heavy = historyOf({ days: 400, projects: 40, languages: 12, spansPerDay: 500 }).filter(isSpan);
    const perDay = new Map<Day, number>();
    for (const { start } of heavy) {
      const day = localDay(start, berlin);
      if (weekdayOf(day) % 6 !== 0) perDay.set(day, (perDay.get(day) ?? 0) + 1);
    }
    assert.equal(new Set(heavy.map(({ project }) => project)).size, 40);
    assert.equal(new Set(heavy.flatMap(({ language }) => language ?? [])).size, 12);
    const median = Array.from(perDay.values()).toSorted((a, b) => a - b)[Math.floor(perDay.size / 2)] ?? 0;
    assert.ok(median > 400 && median < 650, `${median} spans a day`);
  });
});

describe('the made-up plans', () => {
  it('take no longer than the capacity, learning included', () => {
    const facts = historyOf({ days: 90 });
    const plans = facts.filter((fact): fact is PlanFact => fact.type === 'plan');
    const tasks = facts.filter((fact): fact is PlanTaskFact => fact.type === 'planTask');
    assert.ok(plans.length > 20, `${plans.length} plans`);
    for (const { day, capacityMinutes, learning } of plans) {
      const planned = latest(tasks.filter((task) => task.day === day)).reduce((sum, { minutes }) => sum + minutes, 0);
      assert.ok(planned + (learning?.minutes ?? 0) <= capacityMinutes, `${day}: ${planned} of ${capacityMinutes}`);
    }
  });
});

describe('the made-up today', () => {
  const instants = fc.integer({ min: Date.UTC(2024, 0, 1) / minuteMs, max: Date.UTC(2031, 0, 1) / minuteMs });

  it('ends some minutes before now, whatever the day and the hour', () => {
    check((now, facts) => {
      const last = Math.max(...facts.filter(isSpan).map(({ end }) => end));
      const ago = (now - last) / minuteMs;
      assert.ok(ago >= 3 && ago < 12, `it ended ${ago} min ago`);
      for (const fact of facts) for (const at of instantsOf(fact)) assert.ok(at <= now, `${fact.type} at ${at - now}`);
    });
  });

  it('has hours of work behind it, unless the day is young', () => {
    check((now, facts) => {
      const today = facts.filter(isSpan).filter(({ start }) => localDay(start, berlin) === localDay(now, berlin));
      if (minuteOfDay(now, berlin) > 4 * 60) assert.ok(today.length > 40, `${today.length} spans today`);
    });
  });

  it('has one file with errors and one task of tests that fails', () => {
    check((_, facts) => {
      const open = latest(facts.filter(isDiagnostic)).filter(({ fixed }) => fixed === undefined);
      assert.equal(new Set(open.map(({ project, file }) => `${project} ${file}`)).size, 1);
      assert.equal(open.length, 3);
      const runs = facts.filter(isRun).filter(({ group, end }) => group === 'test' && end !== undefined);
      const lastRuns = new Map(runs.map((run) => [run.project, run]));
      assert.equal(Array.from(lastRuns.values()).filter(({ exitCode }) => exitCode !== 0).length, 1);
    });
  });

  it('has a plan that is partly done', () => {
    check((now, facts) => {
      const day = localDay(now, berlin);
      const planned = facts.filter((fact) => fact.type === 'planTask').filter((task) => task.day === day);
      const tasks = latest(planned);
      assert.ok(facts.some((fact) => fact.id === `plan:${day}`));
      assert.ok(tasks.some(({ doneAt }) => doneAt === undefined));
      assert.ok(tasks.some(({ doneAt }) => doneAt !== undefined));
    });
  });

  function check(law: (now: number, facts: Fact[]) => void): void {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 50 }), (minute, seed) => {
        const now = minute * minuteMs;
        // Just after midnight there is nothing to show yet.
        fc.pre(minuteOfDay(now, berlin) > 45);
        law(now, historyOf({ now, seed, days: 12 }));
      }),
      { numRuns: fuzzRuns(20), includeErrorInReport: true },
    );
  }
});

function historyOf(options: Partial<HistoryOptions>): Fact[] {
  let last = 0;
  const nextId = () => `demo:${++last}`;
  return Array.from(history({ seed: 1, now: noon, days: 90, utcOffset: berlin, nextId, ...options }));
}

/** Minutes east of UTC in Berlin, hour by hour. */
function berlin(at: number): number {
  const hour = Math.floor(at / (60 * minuteMs));
  const known = offsets.get(hour);
  if (known !== undefined) return known;
  const name = formats.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const offset = Number(/GMT\+0(\d)/.exec(name)?.[1] ?? 0) * 60;
  offsets.set(hour, offset);
  return offset;
}

function isSpan(fact: Fact): fact is SpanFact {
  return fact.type === 'span';
}

function isRun(fact: Fact): fact is RunFact {
  return fact.type === 'run';
}

function isDiagnostic(fact: Fact): fact is DiagnosticFact {
  return fact.type === 'diagnostic';
}

/** The last that was written of each. */
function latest<T extends Fact>(facts: readonly T[]): T[] {
  return Array.from(new Map(facts.map((fact) => [fact.id, fact])).values());
}

function sameDoing(one: SpanFact, other: SpanFact): boolean {
  const keys = ['kind', 'source', 'project', 'file', 'branch'] as const;
  return keys.every((key) => one[key] === other[key]);
}

function instantsOf(fact: Fact): number[] {
  const keys = ['start', 'end', 'introduced', 'fixed', 'at', 'doneAt'] as const;
  return keys.flatMap((key) => (fact as Partial<Record<typeof key, number>>)[key] ?? []);
}
