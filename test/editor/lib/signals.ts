import { Places } from '../../../src/extension/places/places.ts';
import { startSensors, type RunningSensors } from '../../../src/extension/sensor.ts';
import { sensors } from '../../../src/extension/sensors/index.ts';
import { systemClock } from '../../../src/headless/systemClock.ts';
import type { SensorHealth } from '../../../src/core/views/health.ts';
import type { Signal } from '../../../src/core/facts/signal.ts';
import { closeAll, settle, sleep, until, wake } from './editor.ts';

type SignalOf<T extends Signal['type']> = Extract<Signal, { type: T }>;

/** A suite's sensors, running beside the extension's, and their signals since the test began. */
export class SignalWatch {
  #all: Signal[] = [];
  #places: Places | undefined;
  #running: RunningSensors | undefined;

  get places(): Places {
    if (!this.#places) throw new Error('not started');
    return this.#places;
  }

  start(): void {
    const fail = (text: string): never => {
      throw new Error(text);
    };
    const log = { trace: fail, debug: fail, info: fail, warn: fail, error: fail };
    const places = new Places(systemClock);
    const emit = (signal: Signal): void => void this.#all.push(signal);
    this.#places = places;
    this.#running = startSensors(sensors, { places, clock: systemClock, emit }, log);
  }

  health(): readonly SensorHealth[] {
    return this.#running?.health() ?? [];
  }

  of<T extends Signal['type']>(type: T): SignalOf<T>[] {
    return this.#all.filter((signal): signal is SignalOf<T> => signal.type === type);
  }

  /** Waits for a signal. */
  async next<T extends Signal['type']>(
    type: T,
    matches: (signal: SignalOf<T>) => boolean = () => true,
  ): Promise<SignalOf<T>> {
    try {
      return await until(`a signal "${type}"`, () => this.of(type).find(matches));
    } catch (error) {
      throw new Error(`there were only ${JSON.stringify(this.#all)}`, { cause: error });
    }
  }

  /**
   * Resolves once everything that was done has been reported.
   * @param ms the time without a signal after it, for what must not come
   */
  async quiet(ms = 400): Promise<void> {
    let seen: number;
    do {
      await settle();
      seen = this.#all.length;
      await sleep(ms);
      await settle();
    } while (this.#all.length > seen);
  }

  /** Clears the signals, once everything that was done has been reported. */
  async forget(): Promise<void> {
    await this.quiet();
    this.#all = [];
  }

  stop(): void {
    this.#running?.dispose();
    this.#places?.dispose();
  }
}

/** Watches signals in the tests of the suite that calls this; each test begins without editors and without signals. */
export function watchSignals(): SignalWatch {
  const watch = new SignalWatch();
  before(async () => {
    watch.start();
    await until('the branch is known', () => watch.places.ofWindow().branch === 'main');
  });
  beforeEach(async () => {
    await closeAll();
    await wake();
    await watch.forget();
  });
  after(async () => {
    await closeAll();
    watch.stop();
  });
  return watch;
}
