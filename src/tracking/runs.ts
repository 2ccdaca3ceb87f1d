import type { RunFact } from '../core/facts/facts.ts';
import type { RunEndSignal, RunStartSignal, TestCounts } from '../core/facts/signal.ts';
import type { TestRun } from '../core/facts/testRuns.ts';
import { placeOf } from './place.ts';
import type { Recording } from './recording.ts';

interface RunningRun {
  readonly fact: RunFact;
  readonly startedAt: number;
  /** False for a run that began while tracking was paused: it is followed, and never written. */
  readonly recorded: boolean;
}

/**
 * Records tasks, debug sessions, and terminal commands: a fact at the start, and the same fact again at the end. The monotonic clock
 * measures the duration, so that neither sleep nor a clock change makes a run of hours.
 */
export class RunRecorder {
  readonly #recording: Recording;
  readonly #running = new Map<string, RunningRun>();
  #debugSessions = 0;

  constructor(recording: Recording) {
    this.#recording = recording;
  }

  /** A debug session is running. */
  get debugging(): boolean {
    return this.#debugSessions > 0;
  }

  /** @param recorded false while paused */
  start(signal: RunStartSignal, recorded: boolean): void {
    if (this.#running.has(signal.key)) return;
    const { clock } = this.#recording;
    const start = clock.now();
    const { source, group, name } = signal;
    const id = recorded ? this.#recording.nextId() : '';
    const run = { type: 'run', id, start, offset: clock.utcOffset(start), source, group, name } as const;
    const fact: RunFact = { ...run, ...placeOf(signal.where) };
    this.#running.set(signal.key, { fact, startedAt: clock.monotonic(), recorded });
    if (source === 'debug') this.#debugSessions++;
    if (recorded) this.#recording.record(fact);
  }

  /** @param recorded false while paused: the end of a run that was recorded is then never known */
  end({ key, exitCode, tests }: RunEndSignal, recorded: boolean): void {
    const running = this.#running.get(key);
    if (!running) return;
    this.#running.delete(key);
    if (running.fact.source === 'debug') this.#debugSessions--;
    if (!recorded || !running.recorded) return;
    const end = running.fact.start + Math.round(this.#recording.clock.monotonic() - running.startedAt);
    this.#recording.record({ ...running.fact, end, ...(exitCode !== undefined && { exitCode }) });
    if (tests) this.#recordTests({ ...running.fact, end }, tests);
  }

  #recordTests({ id, start, end = start, offset }: RunFact, { passed, failed, skipped }: TestCounts): void {
    const counts: TestRun = { run: id, passed, failed, skipped };
    const what = { type: 'document', collection: 'testRuns', rev: 1 } as const;
    const body = JSON.stringify(counts);
    this.#recording.record({ ...what, id: `tests:${id}`, at: end, start, end, offset, body });
  }
}
