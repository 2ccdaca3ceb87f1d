import type { Disposable as VsDisposable } from 'vscode';
import { errorMessage } from '../core/base/appError.ts';
import type { Clock } from '../core/base/clock.ts';
import { disposeAll, type Disposable } from '../core/base/event.ts';
import type { SensorHealth } from '../core/views/health.ts';
import type { Signal } from '../core/facts/signal.ts';
import type { Log } from './log.ts';
import type { Places } from './places/places.ts';

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

/** What a sensor works with. */
export interface SensorContext {
  /** Takes a signal at the moment at which it is observed. */
  readonly emit: (signal: Signal) => void;
  readonly places: Places;
  readonly clock: Clock;
  /** What may be said of commands in terminals (`daymark.tracking.terminalCommands`); default `program`. */
  readonly terminalCommands?: () => 'off' | 'program' | 'full';
}

/** Watches one kind of event of the editor and says what it sees as signals. */
export interface Sensor {
  readonly id: SensorId;
  /** Listens until what it returns is disposed. May throw: the sensor is then left out, the others run. */
  start(context: SensorContext): VsDisposable;
}

/** Sensors that were started. Disposing stops them all. */
export interface RunningSensors extends Disposable {
  /** How each is doing now, in the order in which they were started. */
  health(): readonly SensorHealth[];
}

/**
 * Starts each sensor. One that throws is logged and skipped, and its health says why.
 * @param context what each is handed; its `emit` is wrapped to count the sensor's signals
 */
export function startSensors(sensors: readonly Sensor[], context: SensorContext, log: Log): RunningSensors {
  const started = sensors.map((sensor) => startSensor(sensor, context, log));
  return {
    health: () => started.map(({ health }) => ({ ...health })),
    dispose: () => disposeAll(...started.map(({ running }) => running)).dispose(),
  };
}

interface Started {
  readonly health: SensorHealth;
  readonly running: Disposable;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function startSensor(sensor: Sensor, context: SensorContext, log: Log): Started {
  const { clock } = context;
  const health: Mutable<SensorHealth> = { id: sensor.id, count: 0 };
  const emit = (signal: Signal): void => {
    health.count++;
    health.lastSignalAt = clock.now();
    context.emit(signal);
  };
  try {
    const running = sensor.start({ ...context, emit });
    health.startedAt = clock.now();
    return { health, running };
  } catch (error) {
    health.error = errorMessage(error);
    log.error(`sensor ${sensor.id} did not start: ${health.error}`);
    return { health, running: disposeAll() };
  }
}
