import assert from 'node:assert/strict';
import { edit, fileA, fileB, focus, move, startTracker } from './recorded.ts';
import { writeEveryMs } from '../../../src/tracking/spans.ts';

describe('spans', () => {
  it('join signals up to 15 s apart, and not one millisecond more', () => {
    const { accept, clock, spans } = startTracker();
    const start = clock.now();
    accept(edit());
    clock.advance(15_000);
    accept(edit());
    clock.advance(15_001);
    accept(edit());
    clock.advance(2_000);
    assert.deepEqual(
      spans().map((span) => [span.start - start, span.end - start, span.signals]),
      [
        [0, 15_000, 2],
        [30_001, 30_001, 1],
      ],
    );
  });

  it('start over in another place and for another kind', () => {
    const { accept, clock, spans, tracker } = startTracker();
    accept(edit(fileA));
    clock.advance(1_000);
    accept(move(fileB));
    clock.advance(1_000);
    accept(edit(fileB));
    tracker.flush();
    assert.deepEqual(
      spans().map(({ file, kind }) => [file, kind]),
      [
        ['a.ts', 'coding'],
        ['b.ts', 'reading'],
        ['b.ts', 'coding'],
      ],
    );
  });

  it('keep the scheme of what is no plain file, and start over where it changes', () => {
    const { accept, clock, spans, tracker } = startTracker();
    for (const scheme of ['file', 'untitled', 'diff', undefined]) {
      const { scheme: file, ...where } = fileA;
      assert.ok(file);
      accept(edit(scheme === undefined ? where : { ...where, scheme }));
      clock.advance(1_000);
    }
    tracker.flush();
    assert.deepEqual(
      spans().map((span) => ('scheme' in span ? span.scheme : 'none')),
      ['none', 'untitled', 'diff', 'none'],
    );
  });

  it('keep the place, but not the scheme of a plain file', () => {
    const { accept, spans, tracker } = startTracker();
    accept(edit());
    tracker.flush();
    const [span] = spans();
    assert.deepEqual(
      [span?.project, span?.file, span?.language, span?.branch, span && 'scheme' in span],
      ['/p', 'a.ts', 'typescript', 'main', false],
    );
  });

  it('count edits by provenance, saves and signals', () => {
    const { accept, clock, spans, tracker } = startTracker();
    accept(edit(fileA, { added: 2, removed: 1 }), edit(fileA, { provenance: 'pasted', added: 5 }));
    clock.advance(500);
    accept(edit(fileA, { added: 1 }), { type: 'save', where: fileA });
    tracker.flush();
    assert.deepEqual(spans()[0]?.edits, {
      typed: { edits: 2, added: 3, removed: 1 },
      pasted: { edits: 1, added: 5, removed: 0 },
    });
    assert.deepEqual([spans()[0]?.saves, spans()[0]?.signals], [1, 4]);
  });

  it('are written at most every `writeEveryMs` while they grow, and have no timer when nothing happens', () => {
    const { accept, clock, facts } = startTracker();
    for (let i = 0; i < 100; i++) {
      accept(edit());
      clock.advance(100);
    }
    const written = facts.filter((fact) => fact.type === 'span').length;
    assert.ok(Math.abs(written - 10_000 / writeEveryMs) <= 1.5, `${written} in 10 s`);
    clock.advance(5_000);
    assert.equal(clock.pending, 0);
    const before = facts.length;
    clock.advance(3_600_000);
    assert.equal(facts.length, before);
  });

  it('never change what was handed over before', () => {
    const { accept, clock, facts } = startTracker();
    accept(edit());
    clock.advance(1_000);
    const first = structuredClone(facts.at(-1));
    accept(edit());
    clock.advance(1_000);
    assert.deepEqual(facts.at(-2), first);
    assert.notDeepEqual(facts.at(-1), first);
  });

  it('end when the clock is set forward or back', () => {
    for (const jump of [3_600_000, -3_600_000, 5_000, -5_000]) {
      const { accept, clock, spans, tracker } = startTracker();
      accept(edit());
      clock.advance(1_000);
      accept(edit());
      clock.jump(jump);
      accept(edit());
      clock.advance(1_000);
      accept(edit());
      tracker.dispose();
      assert.deepEqual(
        spans().map((span) => span.end - span.start),
        [1_000, 1_000],
        `jump of ${jump}`,
      );
    }
  });

  it('join by both clocks: neither may have gone on for more than 15 s', () => {
    for (const [passed, jump] of [
      [14_800, 500],
      [15_300, -500],
    ] as const) {
      const { accept, clock, spans, tracker } = startTracker();
      accept(edit());
      clock.advance(passed);
      clock.jump(jump);
      accept(edit());
      tracker.flush();
      assert.equal(spans().length, 2, `${passed} ms and a jump of ${jump}`);
    }
  });

  it('start over for another source of the same kind', () => {
    const { accept, spans, tracker } = startTracker();
    const test = { type: 'runStart', group: 'test', name: 'npm test', where: fileA } as const;
    accept({ ...test, key: '1', source: 'task' }, { ...test, key: '2', source: 'terminal' });
    tracker.flush();
    assert.deepEqual(
      spans().map(({ kind, source }) => [kind, source]),
      [
        ['testing', 'task'],
        ['testing', 'terminal'],
      ],
    );
  });

  it('continue through a step of half a second, without shrinking', () => {
    const { accept, clock, spans, tracker } = startTracker();
    accept(edit());
    clock.advance(100);
    accept(edit());
    clock.jump(-500);
    accept(edit());
    tracker.flush();
    assert.deepEqual(
      spans().map((span) => span.end - span.start),
      [100],
    );
  });

  it('end in sleep, when only the wall clock advances', () => {
    const { accept, clock, spans, tracker } = startTracker();
    accept(edit());
    clock.advance(2_000);
    accept(edit());
    clock.sleep(8 * 3_600_000);
    accept(edit());
    tracker.flush();
    assert.deepEqual(
      spans().map((span) => span.end - span.start),
      [2_000, 0],
    );
  });

  it('end when the offset changes under them', () => {
    const { accept, clock, spans, tracker } = startTracker();
    const change = clock.now() + 3_000;
    clock.offset = (at) => (at < change ? 60 : 120);
    for (let i = 0; i < 6; i++) {
      accept(edit());
      clock.advance(1_000);
    }
    tracker.flush();
    assert.deepEqual(
      spans().map(({ offset }) => offset),
      [60, 120],
    );
  });

  it('end when the window loses the focus, at that moment', () => {
    const { accept, clock, spans } = startTracker();
    accept(edit());
    clock.advance(5_000);
    accept(focus(false));
    clock.advance(2_000);
    accept(focus(true));
    clock.advance(2_000);
    assert.deepEqual(
      spans().map((span) => span.end - span.start),
      [5_000, 0],
    );
  });
});
