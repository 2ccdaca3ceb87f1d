import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { SpanFact } from '../../../../src/core/facts/facts.ts';
import { defaultTimeRules } from '../../../../src/core/rules/rules.ts';
import { durationOf } from '../../../../src/analytics/segment.ts';
import { timelineOf } from '../../../../src/analytics/timeline.ts';
import type { Heartbeat } from '../../../../src/tracking/heartbeats/heartbeat.ts';
import { spanOfHeartbeat, type HeartbeatContext } from '../../../../src/tracking/heartbeats/heartbeatSpan.ts';
import { StorageFolder } from '../../storage/storageFolder.ts';

const day = Date.UTC(2026, 1, 27, 9);
const minute = 60_000;
const context: HeartbeatContext = { offset: 60, judge: () => 'open' };

const heartbeat: fc.Arbitrary<Heartbeat> = fc.record({
  at: fc.integer({ min: 0, max: 3 * 24 * 60 * 60 }).map((seconds) => day + seconds * 1000),
  app: fc.constantFrom('vim', 'jetbrains'),
  machine: fc.constantFrom('desk', 'lap'),
  entity: fc.constantFrom('/p/a.ts', '/p/b.ts', '/q/c.py'),
  type: fc.constant('file'),
  category: fc.constantFrom(undefined, 'coding', 'debugging', 'ai coding'),
  rootSlashes: fc.constant(2),
  isWrite: fc.boolean(),
  humanLines: fc.integer({ min: -5, max: 5 }),
  aiLines: fc.integer({ min: 0, max: 5 }),
});

const spansOf = (beats: readonly Heartbeat[]): SpanFact[] =>
  beats.map((beat) => spanOfHeartbeat(beat, context)).filter((span) => typeof span !== 'string');

/** Delivers heartbeats in parts, with a restart of the hub and a reader after each, and returns what is stored. */
async function stored(parts: readonly (readonly Heartbeat[])[]): Promise<SpanFact[]> {
  const folder = new StorageFolder();
  try {
    const store = await folder.store();
    for (const part of parts) {
      const journal = folder.journal();
      for (const span of spansOf(part)) journal.append(span);
      await journal.close();
      store.refresh();
    }
    return store.spans({ from: 0, to: Number.MAX_SAFE_INTEGER }).sort((a, b) => (a.id < b.id ? -1 : 1));
  } finally {
    folder.remove();
  }
}

describe('laws of heartbeats', () => {
  it('any order, repetition, delay, and restart gives the same spans', async () => {
    const deliveries = fc.array(heartbeat, { minLength: 1, maxLength: 25 }).chain((beats) =>
      fc.record({
        beats: fc.constant(beats),
        order: fc.shuffledSubarray(beats, { minLength: beats.length }),
        again: fc.subarray(beats),
        cuts: fc.array(fc.nat(beats.length * 2), { maxLength: 4 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ beats, order, again, cuts }) => {
        const sent = [...order, ...again];
        const at = [0, ...cuts.toSorted((a, b) => a - b), sent.length];
        const parts = at.slice(1).map((end, i) => sent.slice(at[i], end));
        assert.deepEqual(await stored(parts), await stored([beats]));
      }),
      { numRuns: 10 },
    );
  });

  it('another delivery never adds time, and never takes any away', () => {
    fc.assert(
      fc.property(fc.array(heartbeat, { maxLength: 30 }), heartbeat, (beats, late) => {
        const total = (all: readonly Heartbeat[]) =>
          durationOf(
            timelineOf({ spans: dedupe(spansOf(all)), activities: [], runs: [], states: [] }, defaultTimeRules),
          );
        assert.equal(total([...beats, ...beats.toReversed()]), total(beats));
        assert.ok(total([...beats, late]) >= total(beats));
      }),
    );
  });
});

/** Like the storage: one span for an id, with the largest counts. */
function dedupe(spans: readonly SpanFact[]): SpanFact[] {
  return [...new Map(spans.map((span) => [span.id, span])).values()];
}

describe('time of heartbeats', () => {
  const beat = (at: number, changes: Partial<Heartbeat> = {}): Heartbeat => ({
    at: day + at,
    app: 'vim',
    machine: 'desk',
    entity: '/p/a.ts',
    type: 'file',
    rootSlashes: 2,
    isWrite: false,
    humanLines: 0,
    aiLines: 0,
    ...changes,
  });
  const timeline = (spans: readonly SpanFact[], rules = defaultTimeRules) =>
    timelineOf({ spans, activities: [], runs: [], states: [] }, rules);

  it('counts while a client is silent for two minutes, as WakaTime’s plugins are, whatever the idle limit is', () => {
    const beats = [0, 121_000, 243_000, 366_000].map((at) => beat(at));
    const strict = { ...defaultTimeRules, idleLimitMs: minute, thinkingLimitMs: 0, readingLimitMs: 0 };
    assert.equal(durationOf(timeline(spansOf(beats), strict)), 366_000);
    const far = [0, 140_000].map((at) => beat(at));
    assert.equal(durationOf(timeline(spansOf(far), strict)), 0);
  });

  it('is not counted twice where VS Code saw the same, and VS Code’s own observation stays the owner', () => {
    const own: SpanFact = {
      type: 'span',
      id: 'w:1',
      start: day,
      end: day + 10 * minute,
      offset: 60,
      kind: 'debugging',
      source: 'editor',
      signals: 9,
      saves: 0,
      edits: {},
      project: '/p',
      file: 'a.ts',
    };
    const beats = [0, 2, 4, 6, 8, 10, 12].map((minutes) => beat(minutes * minute, { app: 'vscode' }));
    const segments = timeline([own, ...spansOf(beats)]);
    assert.equal(durationOf(segments), 12 * minute);
    assert.deepEqual(
      segments.filter(({ start }) => start < own.end).map(({ factId }) => factId),
      ['w:1'],
    );
  });

  it('of an AI tool alone is no human time', () => {
    const beats = [0, 1, 2, 3].map((minutes) => beat(minutes * minute, { category: 'ai coding' }));
    assert.deepEqual(timeline(spansOf(beats)), []);
  });
});
