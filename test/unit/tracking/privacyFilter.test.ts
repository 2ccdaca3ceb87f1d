import assert from 'node:assert/strict';
import { minuteMs } from '../../../src/core/time/days.ts';
import type { Signal, SignalPlace } from '../../../src/core/facts/signal.ts';
import { hiddenFile, PrivacyFilter, type Verdict } from '../../../src/tracking/privacyFilter.ts';
import { edit, fileA, fileB, focus, move, problem, startTracker } from './recorded.ts';

function watched(judge: (where: SignalPlace) => Verdict) {
  const run = startTracker();
  const filter = new PrivacyFilter({ judge, accept: (signal) => run.tracker.accept(signal) });
  return { ...run, accept: (...signals: Signal[]) => signals.forEach((signal) => filter.accept(signal)) };
}

describe('what is excluded', () => {
  const judge = ({ file }: SignalPlace): Verdict => (file === 'b.ts' ? 'excluded' : 'open');

  it('leaves no trace in any fact', () => {
    const { accept, clock, facts, tracker } = watched(judge);
    const signals: Signal[] = [
      edit(fileB, { added: 9 }),
      move(fileB),
      { type: 'save', where: fileB },
      { type: 'diagnostics', where: fileB, problems: [problem(1)] },
      { type: 'runStart', key: 'k', source: 'task', group: 'test', name: 'secret', where: fileB },
      { type: 'runEnd', key: 'k' },
      edit(fileB, { provenance: 'outside' }),
    ];
    accept(focus(true), edit(fileA));
    for (const signal of signals) {
      accept(signal);
      clock.advance(5_000);
    }
    tracker.dispose();
    assert.doesNotMatch(JSON.stringify(facts), /b\.ts|secret|broken/);
  });

  it('has no command that was given in its folder', () => {
    const { accept, facts, tracker } = watched(({ file }) => (file?.startsWith('vault/') ? 'excluded' : 'open'));
    const command = { type: 'runStart', source: 'terminal', group: 'other', where: { project: '/p' } } as const;
    accept(focus(true), { ...command, key: '1', name: 'secret', folder: { project: '/p', file: 'vault/-' } });
    accept({ type: 'runEnd', key: '1', exitCode: 0 });
    accept({ ...command, key: '2', name: 'known', folder: { project: '/p', file: '-' } });
    tracker.dispose();
    assert.doesNotMatch(JSON.stringify(facts), /secret|vault/);
    assert.ok(facts.some((fact) => fact.type === 'run' && fact.name === 'known'));
  });

  it('counts no time, not even as a window in use', () => {
    const { accept, clock, spans, tracker } = watched(judge);
    accept(focus(true), move(fileB));
    for (let i = 0; i < 20; i++) {
      clock.advance(minuteMs / 2);
      accept(edit(fileB));
    }
    tracker.flush();
    assert.equal(
      spans().reduce((sum, span) => sum + span.end - span.start, 0),
      0,
    );
  });

  it('does not hide what comes after it', () => {
    const { accept, clock, spans, tracker } = watched(judge);
    accept(focus(true), edit(fileB));
    clock.advance(minuteMs);
    for (let i = 0; i < 10; i++) {
      accept(edit(fileA));
      clock.advance(1_000);
    }
    tracker.flush();
    assert.deepEqual(
      spans()
        .map(({ file, kind, end, start }) => [file, kind, end - start])
        .filter(([, , length]) => length !== 0),
      [['a.ts', 'coding', 9_000]],
    );
  });
});

describe('a project without names', () => {
  it('keeps its time and lines, and no name of a file and no problem', () => {
    const { accept, clock, facts, spans, tracker } = watched(() => 'nameless');
    accept(focus(true), edit(fileA, { added: 2 }), { type: 'diagnostics', where: fileA, problems: [problem(1)] });
    clock.advance(5_000);
    accept(edit(fileB));
    tracker.dispose();
    assert.doesNotMatch(JSON.stringify(facts), /[ab]\.ts|broken/);
    assert.ok(spans().some(({ file, end, start }) => file === hiddenFile && end - start === 5_000));
  });
});
