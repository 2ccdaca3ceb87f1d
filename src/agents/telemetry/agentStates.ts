import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import type { Clock } from '../../core/base/clock.ts';
import { liveSignals } from './liveSignals.ts';
import { readSessionStates, stateFile, stateFolder } from './stateFile.ts';
import { withSignals, type SessionStates } from './sessionStates.ts';

/** Interval after which a sign of life alone is worth a write, in ms. */
const refreshMs = 60_000;

/** Keeps what running agents say of their state in a file that windows watch. It is about now: nothing of it is recorded. */
export class AgentStates {
  readonly #folder: string;
  readonly #clock: Pick<Clock, 'now'>;
  #states: SessionStates | undefined;
  #written: SessionStates = {};

  /** @param folder the data folder */
  constructor(folder: string, clock: Pick<Clock, 'now'>) {
    this.#folder = folder;
    this.#clock = clock;
  }

  /**
   * Takes an OTLP request of logs or spans.
   * @throws what Node throws where the file can't be written
   */
  take(body: unknown): void {
    const signals = liveSignals(body);
    if (signals.length === 0) return;
    // Another window's hub may have written it.
    if (!this.#states) this.#states = this.#written = readSessionStates(this.#folder);
    this.#states = withSignals(this.#states, signals, this.#clock.now());
    if (!isNews(this.#states, this.#written)) return;
    this.#write(JSON.stringify(this.#states));
    this.#written = this.#states;
  }

  /** In one step, so that no window reads a part. Only one hub writes. */
  #write(text: string): void {
    const file = stateFile(this.#folder);
    mkdirSync(stateFolder(this.#folder), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.tmp`, text, { mode: 0o600 });
    renameSync(`${file}.tmp`, file);
  }
}

function isNews(states: SessionStates, written: SessionStates): boolean {
  const keys = Object.keys(states);
  if (keys.length !== Object.keys(written).length) return true;
  return keys.some((key) => {
    const [now, before] = [states[key], written[key]];
    return (
      now?.state !== before?.state ||
      now?.since !== before?.since ||
      (now?.seen ?? 0) >= (before?.seen ?? 0) + refreshMs
    );
  });
}
