import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { activityKinds, sources } from '../../../src/core/facts/activity.ts';
import { dayOf, minuteMs } from '../../../src/core/time/days.ts';
import type { ActivityFact, Fact, RunFact, SpanFact } from '../../../src/core/facts/facts.ts';
import { splitByDay } from '../../../src/analytics/days.ts';
import { todayOf } from '../../../src/analytics/day.ts';
import { LiveDay } from '../../../src/analytics/liveDay.ts';
import { durationOf } from '../../../src/analytics/segment.ts';
import type { Segment } from '../../../src/analytics/segment.ts';
import { timelineOf } from '../../../src/analytics/timeline.ts';
import { activity, context, day, nine, rows, run, span } from './given.ts';

const instant = fc.integer({ min: 0, max: 120 });
const length = fc.integer({ min: 0, max: 25 });
const projects = fc.constantFrom('/a', '/b', undefined);
const kinds = fc.constantFrom(...activityKinds);
/** Times in whole minutes, so that a slow count minute by minute can be the judge. */
const spans: fc.Arbitrary<SpanFact[]> = fc.array(
  fc
    .record({
      from: instant,
      length,
      kind: kinds,
      source: fc.constantFrom(...sources.filter((source) => source !== 'manual')),
      project: projects,
      language: fc.constantFrom('typescript', 'rust', undefined),
      signals: fc.constantFrom(0, 1, 5),
    })
    .map(({ from, length: long, signals, project, language, ...what }) => {
      const {
        project: _,
        language: __,
        ...made
      } = span(from, signals === 0 ? from : from + long, { signals, ...what });
      return { ...made, ...(project !== undefined && { project }), ...(language !== undefined && { language }) };
    }),
  { maxLength: 25 },
);
const activities: fc.Arbitrary<ActivityFact[]> = fc.array(
  fc
    .record({ from: instant, length, kind: kinds })
    .map(({ from, length: long, kind }) => activity(from, from + long, { kind })),
  { maxLength: 5 },
);
const runs: fc.Arbitrary<RunFact[]> = fc.array(
  fc.record({ from: instant, length }).map(({ from, length: long }) => run(from, from + long)),
  { maxLength: 5 },
);
const recorded = fc.record({ spans, activities, runs }).map((facts) => ({ ...rows(facts), ...facts }));
const idle = fc.integer({ min: 0, max: 10 }).map((minutes) => ({ idleLimitMs: minutes * minuteMs, dayStartsAt: 0 }));

describe('laws of the timeline', () => {
  it('segments are in order and never overlap, so that the total never exceeds the wall clock', () => {
    fc.assert(
      fc.property(recorded, idle, (facts, rules) => {
        const segments = timelineOf(facts, rules);
        let before = Number.NEGATIVE_INFINITY;
        for (const { start, end } of segments) {
          assert.ok(start >= before && end > start);
          before = end;
        }
        const extent = (segments.at(-1)?.end ?? 0) - (segments[0]?.start ?? 0);
        assert.ok(durationOf(segments) <= extent);
      }),
    );
  });

  it('is the union of observed spans, gaps up to the limit filled: as counted minute by minute', () => {
    fc.assert(
      fc.property(spans, idle, (observed, rules) => {
        // Gaps between heartbeats have a separate rule, and work of tools alone may be waited for. Those are other laws.
        const spansHere = observed.map((one): SpanFact => ({
          ...one,
          source: one.source === 'hub' ? 'editor' : one.source,
        }));
        const timeline = timelineOf(rows({ spans: spansHere }), rules).filter(({ basis }) => basis !== 'waiting');
        assert.equal(durationOf(timeline) / minuteMs, slowCount(observed, rules.idleLimitMs));
      }),
    );
  });

  it('any order of the rows gives the same', () => {
    fc.assert(
      fc.property(recorded, idle, fc.infiniteStream(fc.nat()), (facts, rules, random) => {
        const shuffle = <T>(list: readonly T[]) =>
          list
            .map((item) => ({ item, key: random.next().value }))
            .sort((a, b) => a.key - b.key)
            .map(({ item }) => item);
        const other = {
          ...facts,
          spans: shuffle(facts.spans),
          runs: shuffle(facts.runs),
          activities: shuffle(facts.activities),
        };
        assert.deepEqual(timelineOf(other, rules), timelineOf(facts, rules));
      }),
    );
  });

  it('a longer idle limit never counts less of what was observed', () => {
    fc.assert(
      fc.property(spans, idle, idle, (observed, a, b) => {
        const [less, more] = a.idleLimitMs <= b.idleLimitMs ? [a, b] : [b, a];
        const total = (rules: typeof a) => durationOf(timelineOf(rows({ spans: observed }), rules));
        assert.ok(total(less) <= total(more));
      }),
    );
  });

  it('logging by hand never takes observed time away, nor does a span added take time away', () => {
    fc.assert(
      fc.property(spans, activities, idle, (observed, logged, rules) => {
        const total = (facts: object) => durationOf(timelineOf(rows(facts), rules));
        assert.ok(total({ spans: observed, activities: logged }) >= total({ spans: observed }));
        assert.ok(total({ spans: observed }) >= total({ spans: observed.slice(1) }));
      }),
    );
  });

  it('every breakdown sums exactly to the total', () => {
    fc.assert(
      fc.property(recorded, idle, (facts, rules) => {
        const person = timelineOf(facts, rules);
        const today = todayOf({ day, person, machine: [] }, context({ rules }));
        assert.equal(
          Object.values(today.bySplit).reduce((sum, ms) => sum + ms, 0),
          today.totalMs,
        );
        for (const shares of [today.byKind, today.byProject, today.byLanguage]) {
          assert.equal(
            shares.reduce((sum, { ms }) => sum + ms, 0),
            today.totalMs,
          );
        }
        assert.equal(
          Object.values(today.bySource).reduce((sum, ms) => sum + ms, 0),
          today.totalMs,
        );
        assert.equal(
          today.timeline.reduce((sum, { start, end }) => sum + end - start, 0),
          today.totalMs,
        );
      }),
    );
  });

  it('days hold all of it, each segment on its own day', () => {
    const offsets = fc.array(fc.constantFrom(-720, -300, 0, 60, 345, 840), { minLength: 25, maxLength: 25 });
    fc.assert(
      fc.property(spans, offsets, fc.integer({ min: 0, max: 1439 }), (observed, offset, dayStartsAt) => {
        const rules = { idleLimitMs: 120_000, dayStartsAt };
        // Times forty, to reach over several days.
        const far = observed.map((one, i) => ({
          ...one,
          start: stretch(one.start),
          end: stretch(one.end),
          offset: offset[i] ?? 0,
        }));
        const segments = timelineOf(rows({ spans: far }), rules);
        const days = splitByDay(segments, dayStartsAt);
        assert.equal(durationOf([...days.values()].flat()), durationOf(segments));
        for (const [name, list] of days) for (const segment of list) assert.ok(isOn(segment, name, dayStartsAt));
      }),
    );
  });
});

describe('laws of the live day', () => {
  it('is the same whatever the order in which facts and their versions arrive, and however often', () => {
    fc.assert(
      fc.property(
        recorded.chain((facts) => {
          const all: Fact[] = [...facts.spans, ...facts.runs, ...facts.activities].flatMap(versionsOf);
          return fc.tuple(fc.constant(facts), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }));
        }),
        ([facts, told]) => {
          const live = new LiveDay();
          for (const fact of told) live.apply(fact);
          assert.deepEqual(live.today(context()), new LiveDay(facts).today(context()));
        },
      ),
    );
  });
});

/** Earlier versions of a fact, as they are written while it grows, and itself. */
function versionsOf(fact: SpanFact | RunFact | ActivityFact): Fact[] {
  if (fact.type === 'span') return [{ ...fact, end: fact.start, signals: Math.min(1, fact.signals) }, fact];
  if (fact.type === 'activity') return [{ ...fact, rev: 0, title: 'draft', end: fact.end + 1 }, fact];
  const { end: _, ...running } = fact;
  return [running, fact];
}

function stretch(at: number): number {
  return nine + (at - nine) * 40;
}

function isOn({ start, end, offset }: Segment, name: string, dayStartsAt: number): boolean {
  return dayOf(start, offset, dayStartsAt) === name && dayOf(end - 1, offset, dayStartsAt) === name;
}

/** Minutes covered, counted one by one. */
function slowCount(observed: readonly SpanFact[], idleLimitMs: number): number {
  const minutes = 200;
  const covered = Array.from({ length: minutes }, () => false);
  const signs = new Set<number>();
  for (const { start, end, signals } of observed) {
    if (signals === 0) continue;
    signs.add((start - nine) / minuteMs).add((end - nine) / minuteMs);
    for (let at = start; at < end; at += minuteMs) covered[(at - nine) / minuteMs] = true;
  }
  const sorted = [...signs].sort((a, b) => a - b);
  for (const [i, sign] of sorted.entries()) {
    const next = sorted[i + 1];
    if (next === undefined || (next - sign) * minuteMs > idleLimitMs) continue;
    for (let at = sign; at < next; at++) covered[at] = true;
  }
  return covered.filter(Boolean).length;
}
