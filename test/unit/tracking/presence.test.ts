import assert from 'node:assert/strict';
import type { Signal } from '../../../src/core/facts/signal.ts';
import { edit, fileA, fileB, focus, move, startTracker } from './recorded.ts';

/** Kinds of the spans with a sign of the person. */
function humanKinds(...signals: Signal[]): string[] {
  const { accept, spans, tracker } = startTracker();
  accept(...signals);
  tracker.flush();
  return spans().flatMap((span) => (span.signals > 0 ? [`${span.kind}/${span.source}`] : []));
}

const run = {
  type: 'runStart',
  key: 'k',
  source: 'task',
  group: 'test',
  name: 'npm test',
  where: { project: '/p' },
} as const;

describe('the person', () => {
  it('is seen in edits, moves and saves of a window with focus', () => {
    assert.deepEqual(humanKinds(edit()), ['coding/editor']);
    assert.deepEqual(humanKinds(move()), ['reading/editor']);
    assert.deepEqual(humanKinds(move(), { type: 'save', where: fileA }), ['reading/editor']);
  });

  it('is not seen in a window without focus', () => {
    assert.deepEqual(humanKinds(focus(false), edit(), move(), run, { type: 'save', where: fileA }), []);
  });

  it('is not seen in changes from outside and in bulk: lines, and no time', () => {
    const { accept, clock, spans, tracker } = startTracker();
    for (let i = 0; i < 5; i++) {
      accept(edit(fileA, { provenance: 'outside', added: 10 }), edit(fileB, { provenance: 'bulk', removed: 1 }));
      clock.advance(3_000);
    }
    tracker.flush();
    assert.deepEqual(
      new Set(spans().map((span) => [span.end - span.start, span.signals, span.saves].join())),
      new Set(['0,0,0']),
    );
    assert.equal(
      spans().reduce((sum, span) => sum + (span.edits.outside?.added ?? 0), 0),
      50,
    );
  });

  it('is not taken for an agent that edits another file, or continues when nobody touches the window', () => {
    const { accept, clock, spans, tracker } = startTracker();
    accept(edit(fileA), edit(fileB, { provenance: 'unknown', added: 3 }));
    accept(focus(true, false));
    clock.advance(1_000);
    accept(edit(fileA, { provenance: 'unknown', added: 4 }), move(fileB, 'editor'), move(fileB, 'scroll'), run);
    tracker.flush();
    assert.deepEqual(
      spans().map(({ file, signals, edits }) => [file, signals, edits.unknown?.added ?? 0]),
      [
        ['a.ts', 1, 0],
        ['b.ts', 0, 3],
        ['a.ts', 0, 4],
      ],
    );
  });

  it('did not save a file elsewhere: that was "save all", auto save or a tool', () => {
    const { accept, spans, tracker } = startTracker();
    accept(edit(fileA), { type: 'save', where: fileB });
    tracker.flush();
    assert.deepEqual(
      spans().map(({ file, saves, signals }) => [file, saves, signals]),
      [['a.ts', 0, 1]],
    );
  });

  it('counts when reading with the wheel, which VS Code does not call active', () => {
    const { accept, clock, spans, tracker } = startTracker();
    accept(focus(true, false));
    for (let i = 0; i < 5; i++) {
      clock.advance(10_000);
      accept(move(fileA, 'scroll'));
    }
    tracker.flush();
    assert.deepEqual(
      spans().map((span) => [span.kind, span.end - span.start]),
      [['reading', 40_000]],
    );
  });

  it('is seen when the window wakes, and not when it falls asleep', () => {
    assert.deepEqual(humanKinds(focus(true, false)), []);
    assert.deepEqual(humanKinds(focus(true, false), focus(true, true, { project: '/p' })), ['other/editor']);
  });

  it('is not there when an inactive window loses the focus to a screen lock', () => {
    const { accept, clock, spans, tracker } = startTracker();
    accept(move());
    clock.advance(1_000);
    accept(focus(true, false));
    clock.advance(8_000);
    accept(focus(false, false));
    tracker.flush();
    assert.deepEqual(
      spans().map((span) => span.end - span.start),
      [0],
    );
  });

  it('is seen in the start of a run, as what the run is', () => {
    assert.deepEqual(humanKinds(run), ['testing/task']);
    assert.deepEqual(humanKinds({ ...run, group: 'build' }), ['building/task']);
    assert.deepEqual(humanKinds({ ...run, group: 'run' }), ['other/task']);
    assert.deepEqual(humanKinds({ ...run, source: 'terminal', group: 'other' }), ['terminal/terminal']);
    assert.deepEqual(humanKinds({ ...run, source: 'debug', group: 'run' }), ['debugging/debug']);
  });

  it('debugs while a debug session runs, and codes after it', () => {
    const debug = { ...run, source: 'debug', group: 'run' } as const;
    assert.deepEqual(humanKinds(debug, edit(), { type: 'runEnd', key: 'k' }, edit()), [
      'debugging/debug',
      'debugging/debug',
      'coding/editor',
    ]);
  });
});

describe('pausing', () => {
  it('records nothing at all, and says so before and after', () => {
    const { accept, clock, facts, tracker } = startTracker();
    accept(edit());
    clock.advance(500);
    tracker.pause();
    tracker.pause();
    const before = facts.length;
    accept(edit(), move(), run, focus(false), focus(true), { type: 'save', where: fileA });
    accept({ type: 'diagnostics', where: fileA, problems: [{ severity: 'error', message: 'm', line: 1 }] });
    clock.advance(60_000);
    accept({ type: 'runEnd', key: 'k', exitCode: 1 });
    assert.equal(facts.length, before);
    tracker.resume();
    accept(edit());
    tracker.dispose();
    const states = facts.flatMap((fact) => (fact.type === 'state' ? [fact.state] : [fact.type]));
    assert.deepEqual(states, ['started', 'span', 'paused', 'resumed', 'span', 'stopped']);
  });

  it('from the start leaves no trace of the window', () => {
    const { accept, facts, tracker } = startTracker({ paused: true });
    accept(edit());
    tracker.dispose();
    assert.deepEqual(facts, []);
  });

  it('from the start can be ended', () => {
    const { facts, tracker } = startTracker({ paused: true });
    tracker.resume();
    assert.deepEqual(
      facts.map((fact) => fact.type === 'state' && fact.state),
      ['started'],
    );
  });
});

describe('a person', () => {
  it('is not where a formatter changes another file, as all are saved', () => {
    const { accept, clock, spans, tracker } = startTracker();
    accept(edit(fileA));
    clock.advance(1_000);
    accept(edit(fileB, { provenance: 'formatted', added: 2 }), edit(fileA, { provenance: 'formatted' }));
    tracker.flush();
    assert.deepEqual(
      spans().map(({ file, signals, edits }) => [file, signals, Object.keys(edits).join()]),
      [
        ['a.ts', 2, 'typed,formatted'],
        ['b.ts', 0, 'formatted'],
      ],
    );
  });
});
