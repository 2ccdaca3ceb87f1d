import assert from 'node:assert/strict';
import { readDay } from '../../../../src/analytics/history/dayView.ts';
import { hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import type { DocumentFact } from '../../../../src/core/facts/facts.ts';
import { dayLimits } from '../../../../src/core/views/history.ts';
import { dayView } from '../../../../src/core/views/historyViews.ts';
import { MemoryReader } from '../../../fakes/memoryReader.ts';
import { activity, at, context, day, run, span } from '../given.ts';

function commit(minutes: number, hash: string): DocumentFact {
  const body = { hash, subject: `Commit ${hash}`, project: '/home/me/shop', files: 1, insertions: 3, deletions: 1 };
  const what = { type: 'document', collection: 'commits', rev: 1, offset: 0 } as const;
  return { ...what, id: hash, at: at(minutes), start: at(minutes), end: at(minutes), body: JSON.stringify(body) };
}

describe('a day in detail', () => {
  const facts = [
    span(0, 60),
    span(70, 90, { kind: 'reviewing' }),
    activity(120, 150),
    run(10, 12, { exitCode: 1 }),
    run(20, 21, { exitCode: 0 }),
    commit(58, 'abcdef1'),
    commit(58 - 24 * 60, 'abcdef2'),
  ];

  it('holds blocks, runs and commits of the day, and sums to its total', () => {
    const shown = dayView.parse(readDay(new MemoryReader(facts), day, context()));
    assert.equal(
      shown.timeline.reduce((sum, { start, end }) => sum + end - start, 0),
      shown.totalMs,
    );
    assert.equal(
      Object.values(shown.bySplit).reduce((sum, ms) => sum + ms, 0),
      shown.totalMs,
    );
    assert.deepEqual(
      shown.runs.map(({ outcome }) => outcome),
      ['failed', 'passed'],
    );
    assert.deepEqual(shown.marks, [{ at: at(58), type: 'commit', title: 'Commit abcdef1', detail: '+3 −1' }]);
    assert.equal(shown.after, null);
    assert.equal(shown.now, at(480));
  });

  it('leads to the days between the first and today', () => {
    const early = span(0, 10);
    const reader = new MemoryReader([
      ...facts,
      { ...early, start: early.start - 72 * hourMs, end: early.end - 72 * hourMs },
    ]);
    const first = readDay(reader, '2026-11-17', context());
    assert.deepEqual([first.before, first.after, first.now], [null, '2026-11-18', null]);
    assert.equal(first.totalMs, 10 * minuteMs);
    assert.equal(readDay(reader, day, context()).before, '2026-11-19');
  });

  it('stays drawable, however much there was', () => {
    const spans = Array.from({ length: 2000 }, (_, index) =>
      span(index / 4, index / 4 + 0.2, { kind: index % 2 === 0 ? 'coding' : 'reading' }),
    );
    const runs = Array.from({ length: 400 }, (_, index) => run(index, index + 0.5 + (index % 7)));
    const commits = Array.from({ length: 300 }, (_, index) => commit(index, `abc${index}`));
    const shown = readDay(new MemoryReader([...spans, ...runs, ...commits]), day, context());
    assert.ok(shown.timeline.length <= dayLimits.blocks);
    assert.equal(shown.runs.length, dayLimits.runs);
    assert.equal(shown.marks.length, dayLimits.marks);
    assert.deepEqual(
      shown.runs,
      shown.runs.toSorted((a, b) => a.start - b.start),
    );
  });
});
