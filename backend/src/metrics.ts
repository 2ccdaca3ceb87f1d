import type pg from 'pg';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** A request that was answered. */
export interface AnsweredRequest {
  readonly method: string;
  /** The pattern of the path, never the path itself. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** This instance's metrics for Prometheus. No label contains a client's input, so the number of series is bounded. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Histogram<'method' | 'route' | 'status'>;
  readonly #batches: Counter;
  readonly #days: Counter;
  readonly #activities: Counter;
  readonly #segmentBytes: Counter;
  readonly #upkeep: Counter<'result'>;
  readonly #deliveries: Counter<'result'>;

  constructor(pool: pg.Pool) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#requests = new Histogram({
      name: 'daymark_request_seconds',
      help: 'Time until a request was answered',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    });
    const counter = (name: string, help: string): Counter => new Counter({ name, help, registers });
    this.#batches = counter('daymark_batches_total', 'Batches of shared activity that were stored');
    this.#days = counter('daymark_shared_days_total', 'Days in these batches');
    this.#activities = counter('daymark_shared_activities_total', 'Activities in these batches');
    this.#segmentBytes = counter('daymark_segment_bytes_total', 'Bytes of sync segments that were stored');
    this.#upkeep = new Counter({
      name: 'daymark_upkeep_total',
      help: 'Runs that delete what has expired and keep the months',
      labelNames: ['result'],
      registers,
    });
    this.#deliveries = new Counter({
      name: 'daymark_hook_deliveries_total',
      help: 'Webhook deliveries by outcome',
      labelNames: ['result'],
      registers,
    });
    addPool(pool, registers);
  }

  /**
   * Sends them to a collector of OpenTelemetry too.
   * @param endpoint its base address; without one nothing is sent, and no library for it loaded
   * @returns stops it
   */
  async send(endpoint: string | undefined): Promise<() => Promise<void>> {
    if (endpoint === undefined) return () => Promise.resolve();
    const { sendMetrics } = await import('./tracing/sendMetrics.ts');
    return sendMetrics(endpoint, this.#registry);
  }

  /** In Prometheus's format. */
  async text(): Promise<{ readonly body: string; readonly type: string }> {
    return { body: await this.#registry.metrics(), type: this.#registry.contentType };
  }

  answered({ seconds, method, route, status }: AnsweredRequest): void {
    // All requests without an endpoint are one series, whatever the method.
    this.#requests.observe({ method: route === 'none' ? 'any' : method, route, status }, seconds);
  }

  batchStored({ days, activities }: { readonly days: number; readonly activities: number }): void {
    this.#batches.inc();
    this.#days.inc(days);
    this.#activities.inc(activities);
  }

  segmentStored(bytes: number): void {
    this.#segmentBytes.inc(bytes);
  }

  hookDelivered(result: 'accepted' | 'ignored' | 'repeated' | 'pong' | 'refused'): void {
    this.#deliveries.inc({ result });
  }

  upkeepEnded(result: 'done' | 'failed'): void {
    this.#upkeep.inc({ result });
  }
}

function addPool(pool: pg.Pool, registers: Registry[]): void {
  const connections: Gauge<'state'> = new Gauge({
    name: 'daymark_connections',
    help: 'Connections to PostgreSQL',
    labelNames: ['state'],
    registers,
    collect: () => {
      connections.set({ state: 'used' }, pool.totalCount - pool.idleCount);
      connections.set({ state: 'idle' }, pool.idleCount);
    },
  });
  const waiting: Gauge = new Gauge({
    name: 'daymark_connections_waiting',
    help: 'Requests that wait for a connection to PostgreSQL',
    registers,
    collect: () => waiting.set(pool.waitingCount),
  });
}
