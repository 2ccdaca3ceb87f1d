/** State of one sensor; shown by the health check. Times in milliseconds since the epoch. */
export interface SensorHealth {
  readonly id: string;
  readonly startedAt?: number;
  readonly lastSignalAt?: number;
  /** Signals emitted since the start. */
  readonly count: number;
  /** Reason why it is not running. */
  readonly error?: string;
}
