import assert from 'node:assert/strict';
import { problemCausesIn } from '../../../src/core/facts/problemCauses.ts';
import type { Problem, Signal, SignalPlace } from '../../../src/core/facts/signal.ts';
import { causedWithinMs } from '../../../src/tracking/problemCauses.ts';
import { edit, fileA, fileB, lastById, startTracker } from './recorded.ts';

const error: Problem = { severity: 'error', message: 'broken', line: 3 };
const warning: Problem = { severity: 'warning', message: 'hm', line: 1 };
const report = (problems: readonly Problem[], where: SignalPlace = fileA): Signal => ({
  type: 'diagnostics',
  where,
  problems,
});

/** Plays signals, with numbers for elapsed milliseconds, and returns the counts. */
function counted(...steps: readonly (Signal | number)[]) {
  const { accept, clock, facts, tracker } = startTracker();
  for (const step of steps) {
    if (typeof step === 'number') clock.advance(step);
    else accept(step);
  }
  tracker.flush();
  return problemCausesIn(lastById(facts, 'document'));
}

describe('what introduced problems and what fixed them', () => {
  const pasted = edit(fileA, { provenance: 'pasted' });

  it('is the provenance of the last edit in the project', () => {
    const told = counted(pasted, 500, report([error]), 3_000, edit(fileB), 500, report([]), 3_000);
    assert.deepEqual(told, { error: { introduced: { pasted: 1 }, fixed: { typed: 1 } } });
  });

  it('is a program, where that changed the file', () => {
    for (const by of ['outside', 'bulk'] as const) {
      const found = counted(edit(fileA), edit(fileA, { provenance: by }), report([error]), 3_000);
      assert.deepEqual(found, { error: { introduced: { [by]: 1 }, fixed: {} } });
    }
  });

  it('is told by severity', () => {
    const told = counted(pasted, report([error, warning]), 3_000, report([error]), 3_000);
    assert.deepEqual(told, {
      error: { introduced: { pasted: 1 }, fixed: {} },
      warning: { introduced: { pasted: 1 }, fixed: { pasted: 1 } },
    });
  });

  it('is unknown long after an edit, and of another project', () => {
    const unknown = { error: { introduced: { unknown: 1 }, fixed: {} } };
    assert.deepEqual(counted(report([error]), 3_000), unknown);
    assert.deepEqual(counted(pasted, causedWithinMs + 1, report([error]), 3_000), unknown);
    assert.deepEqual(counted(pasted, report([error], { ...fileA, project: '/other' }), 3_000), unknown);
  });

  it('is what it was when the problem came, whatever is done until it is sure', () => {
    const told = counted(pasted, report([error]), 1_000, edit(fileA), 2_000);
    assert.deepEqual(told, { error: { introduced: { pasted: 1 }, fixed: {} } });
  });

  it('is not counted for a flicker, and not while paused', () => {
    assert.deepEqual(counted(pasted, report([error]), 1_000, report([]), 5_000), {});
    const { accept, clock, facts, tracker } = startTracker({ paused: true });
    accept(pasted, report([error]));
    clock.advance(60_000);
    tracker.flush();
    assert.deepEqual(lastById(facts, 'document'), []);
  });

  it('is kept in documents of half an hour at most, written now and then', () => {
    const { accept, clock, facts, tracker } = startTracker();
    for (let i = 0; i < 40; i++) {
      accept(report([{ ...error, message: `${i}` }]));
      clock.advance(60_000);
    }
    tracker.dispose();
    const documents = lastById(facts, 'document');
    assert.ok(documents.length >= 2 && documents.length <= 3, `${documents.length} documents`);
    for (const { start, end } of documents) assert.equal(Math.floor(start / 1_800_000), Math.floor(end / 1_800_000));
    assert.deepEqual(problemCausesIn(documents).error, { introduced: { unknown: 40 }, fixed: { unknown: 39 } });
  });

  it('passes over what it does not understand', () => {
    const what = { type: 'document', collection: 'problemCauses', rev: 1, at: 0, start: 0, end: 0, offset: 0 } as const;
    const bodies = [
      'x',
      '[]',
      '{"error":{"introduced":{"typed":-1},"fixed":{}}}',
      '{"error":{"introduced":{"magic":2},"fixed":{}}}',
    ];
    const documents = bodies.map((body, i) => ({ ...what, id: `${i}`, body }));
    assert.deepEqual(problemCausesIn(documents), { error: { introduced: {}, fixed: {} } });
  });
});
