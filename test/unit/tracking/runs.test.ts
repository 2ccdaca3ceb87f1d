import assert from 'node:assert/strict';
import { testRunsIn } from '../../../src/core/facts/testRuns.ts';
import { lastById, startTracker } from './recorded.ts';

const start = {
  type: 'runStart',
  key: 'k',
  source: 'task',
  group: 'test',
  name: 'npm test',
  where: { project: '/p', branch: 'main', scheme: 'file' },
} as const;

describe('runs', () => {
  it('are written at their start and again at their end', () => {
    const { accept, clock, facts } = startTracker();
    const at = clock.now();
    accept(start);
    const running = { type: 'run', id: 'w:2', start: at, offset: 0, source: 'task', group: 'test', name: 'npm test' };
    assert.deepEqual(lastById(facts, 'run'), [{ ...running, project: '/p', branch: 'main' }]);
    clock.advance(5_000);
    accept({ type: 'runEnd', key: 'k', exitCode: 1 });
    const ended = { ...running, project: '/p', branch: 'main', end: at + 5_000, exitCode: 1 };
    assert.deepEqual(lastById(facts, 'run'), [ended]);
  });

  it('have the counts of their tests beside them, and none while paused', () => {
    const { accept, clock, facts, tracker } = startTracker();
    const tests = { passed: 3, failed: 1, skipped: 0 };
    accept(start);
    clock.advance(5_000);
    accept({ type: 'runEnd', key: 'k', exitCode: 1, tests });
    const [run] = lastById(facts, 'run');
    const documents = lastById(facts, 'document');
    assert.deepEqual(testRunsIn(documents), new Map([[run?.id, { run: run?.id, ...tests }]]));
    assert.deepEqual([documents[0]?.start, documents[0]?.end], [run?.start, run?.end]);
    accept(start);
    tracker.pause();
    accept({ type: 'runEnd', key: 'k', tests });
    assert.equal(lastById(facts, 'document').length, 1);
  });

  it('end once', () => {
    const { accept, clock, facts } = startTracker();
    accept(start);
    clock.advance(5_000);
    accept({ type: 'runEnd', key: 'k', exitCode: 0 });
    clock.advance(60_000);
    accept({ type: 'runEnd', key: 'k', exitCode: 1 });
    const [run] = lastById(facts, 'run');
    assert.deepEqual([(run?.end ?? 0) - (run?.start ?? 0), run?.exitCode], [5_000, 0]);
  });

  it('have no exit code where none is told', () => {
    const { accept, facts } = startTracker();
    accept(start, { type: 'runEnd', key: 'k' });
    assert.equal('exitCode' in (lastById(facts, 'run')[0] ?? {}), false);
  });

  it('are as long as they ran, through sleep and jumps of the clock', () => {
    for (const jump of [-3_600_000, 3_600_000]) {
      const { accept, clock, facts } = startTracker();
      accept(start);
      clock.advance(4_000);
      clock.jump(jump);
      accept({ type: 'runEnd', key: 'k', exitCode: 0 });
      const [run] = lastById(facts, 'run');
      assert.equal((run?.end ?? 0) - (run?.start ?? 0), 4_000);
    }
  });

  it('side by side are distinguished by their key', () => {
    const { accept, clock, facts } = startTracker();
    accept(start, { ...start, key: 'other', name: 'build' }, start);
    clock.advance(1_000);
    accept({ type: 'runEnd', key: 'other', exitCode: 0 }, { type: 'runEnd', key: 'unheard' });
    assert.deepEqual(
      lastById(facts, 'run').map(({ name, end }) => [name, end !== undefined]),
      [
        ['npm test', false],
        ['build', true],
      ],
    );
  });

  it('that end while paused have no end; those that begin while paused are never told', () => {
    const { accept, facts, tracker } = startTracker();
    accept(start);
    tracker.pause();
    accept({ type: 'runEnd', key: 'k', exitCode: 0 }, { ...start, key: 'hidden' });
    tracker.resume();
    accept({ type: 'runEnd', key: 'hidden', exitCode: 0 });
    assert.deepEqual(
      lastById(facts, 'run').map(({ end }) => end),
      [undefined],
    );
  });
});
