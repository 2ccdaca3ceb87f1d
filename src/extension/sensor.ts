import type { Disposable as VsDisposable } from 'vscode';
import { errorKind } from '../core/base/appError.ts';
import type { Clock } from '../core/base/clock.ts';
import { disposeAll, type Disposable } from '../core/base/event.ts';
import type { SensorHealth } from '../core/views/health.ts';
import type { Signal } from '../core/facts/signal.ts';
import type { Log } from './log.ts';
import type { Places } from './places/places.ts';
import { RecentChanges } from './sensors/support/recentChanges.ts';

export type SensorId =
  | 'edits'
  | 'cursor'
  | 'scroll'
  | 'editors'
  | 'saves'
  | 'window'
  | 'diagnostics'
  | 'tasks'
  | 'debug'
  | 'terminals'
  | 'cells'
  | 'pastes'
  | 'stops';

/** The input of all sensors. */
export interface SensorInput {
  /** Takes a signal at the moment at which it is observed. */
  readonly emit: (signal: Signal) => void;
  /**
   * Counts the last emitted edit again at almost no cost: a key typed in the same place that adds and removes no line.
   * @param at now, by the wall clock, ms since the epoch
   * @returns false when it was not counted and has to be emitted, as always happens after any other signal
   */
  readonly emitAgain?: (at: number) => boolean;
  readonly places: Places;
  readonly clock: Clock;
  /** Setting for the detail in which terminal commands are recorded (`daymark.tracking.terminalCommands`); default `program`. */
  readonly terminalCommands?: () => 'off' | 'program' | 'full';
}

/** The context of a sensor. */
export interface SensorContext extends SensorInput {
  readonly emitAgain: (at: number) => boolean;
  /** Created at this start and shared by its sensors. */
  readonly changes: RecentChanges;
}

/** Watches one kind of editor event and reports it as signals. */
export interface Sensor {
  readonly id: SensorId;
  /** Listens until the returned value is disposed. May throw: then this sensor is skipped, and the others run. */
  start(context: SensorContext): VsDisposable;
}

/** Sensors that were started. Disposing stops them all. */
export interface RunningSensors extends Disposable {
  /** The current health of each, in starting order. */
  health(): readonly SensorHealth[];
}

/**
 * Starts each sensor. One that throws is logged and skipped, and its health gives the reason.
 * @param input for each sensor; the signal receiver is wrapped to count signals
 */
export function startSensors(sensors: readonly Sensor[], input: SensorInput, log: Log): RunningSensors {
  const context: SensorContext = { emitAgain: () => false, ...input, changes: new RecentChanges() };
  const started = sensors.map((sensor) => startSensor(sensor, context, log));
  return {
    health: () => started.map(({ health }) => ({ ...health })),
    dispose: () => disposeAll(...started.map(({ running }) => running)).dispose(),
  };
}

interface StartedSensor {
  readonly health: SensorHealth;
  readonly running: Disposable;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function startSensor(sensor: Sensor, context: SensorContext, log: Log): StartedSensor {
  const { clock } = context;
  const health: Mutable<SensorHealth> = { id: sensor.id, count: 0 };
  const emit = (signal: Signal): void => {
    health.count++;
    health.lastSignalAt = clock.now();
    context.emit(signal);
  };
  const emitAgain = (at: number): boolean => {
    if (!context.emitAgain(at)) return false;
    health.count++;
    health.lastSignalAt = at;
    return true;
  };
  try {
    const running = sensor.start({ ...context, emit, emitAgain });
    health.startedAt = clock.now();
    return { health, running };
  } catch (error) {
    health.error = errorKind(error);
    log.error(`sensor ${sensor.id} did not start: ${health.error}`);
    return { health, running: disposeAll() };
  }
}
