import type { LogEvent } from 'kysely';

/** Something that takes time. Its names and values come from the code, never from what anybody sent. */
export interface TracedWork {
  readonly name: string;
  readonly isRequest?: true;
}

/** Tells a trace what is known at the end. */
export interface TraceEnd {
  /** A better name than the first. */
  readonly name?: string;
  readonly attributes?: Readonly<Record<string, string | number>>;
  readonly isFailed?: boolean;
}

/** Traces of requests and jobs, with their queries. */
export interface Tracing {
  /** Runs something as a part of what runs now. @param end called with its result */
  span<T>(work: TracedWork, act: () => Promise<T>, end?: (result: T) => TraceEnd): Promise<T>;
  /** Notes a query that has ended, as a part of what runs now. */
  query(event: LogEvent): void;
  /** Sends what waits. Never rejects. */
  stop(): Promise<void>;
}

/** Without a configured collector, nothing is traced, and no library for it loaded. */
const noTracing: Tracing = {
  span: (_work, act) => act(),
  query: () => {},
  stop: () => Promise.resolve(),
};

/** @param endpoint base address of an OTLP/HTTP collector */
export async function startTracing(endpoint: string | undefined): Promise<Tracing> {
  if (endpoint === undefined) return noTracing;
  const { sendTraces } = await import('./sendTraces.ts');
  return sendTraces(endpoint);
}
