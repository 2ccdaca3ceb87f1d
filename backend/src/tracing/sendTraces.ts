import { context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { LogEvent } from 'kysely';
import type { TraceEnd, Tracing } from './tracing.ts';

/**
 * Sends traces to a collector (OTLP over HTTP, as JSON), in batches and in the background. What a collector doesn't take is lost.
 * @param endpoint its base address, to which `/v1/traces` is added as the specification says; `OTEL_EXPORTER_OTLP_HEADERS` is respected
 */
export function sendTraces(endpoint: string): Tracing {
  // One for the process, whichever server is first.
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  // Short, since stopping waits for it.
  const exporter = new OTLPTraceExporter({ timeoutMillis: 3000, url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
  const provider = new TracerProvider({
    // Nothing about the machine.
    resource: resourceFromAttributes({ 'service.name': 'daymark-backend' }),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: 2000 })],
  });
  const tracer = provider.getTracer('daymark-backend');
  return {
    span: ({ name, isRequest }, act, end) =>
      tracer.startActiveSpan(name, { kind: isRequest ? SpanKind.SERVER : SpanKind.INTERNAL }, async (span) => {
        try {
          const result = await act();
          if (end) finish(span, end(result));
          return result;
        } catch (error) {
          finish(span, { isFailed: true });
          throw error;
        } finally {
          span.end();
        }
      }),
    query: (event) => {
      // Queries of the start belong to no request.
      if (!trace.getActiveSpan()) return;
      const attributes = { 'db.system.name': 'postgresql', ...describeQuery(event) };
      const startTime = Date.now() - event.queryDurationMillis;
      const span = tracer.startSpan(nameOf(attributes), { kind: SpanKind.CLIENT, startTime, attributes });
      if (event.level === 'error') finish(span, { isFailed: true });
      span.end();
    },
    stop: () => provider.shutdown().catch(() => undefined),
  };
}

const nameOf = (query: ReturnType<typeof describeQuery>): string =>
  [query['db.operation.name'], query['db.collection.name']].filter(Boolean).join(' ');

function finish(span: Span, { name, attributes, isFailed }: TraceEnd): void {
  if (name !== undefined) span.updateName(name);
  if (attributes) span.setAttributes(attributes);
  // Without a message, which could quote values.
  if (isFailed) span.setStatus({ code: SpanStatusCode.ERROR });
}

/** The kind of a statement and its table: not its text, which may have values in it. */
function describeQuery({
  query,
}: LogEvent): Readonly<Record<string, string>> & { readonly 'db.operation.name': string } {
  const operation = query.query.kind.replace(/(Query)?Node$/, '').toLowerCase();
  const table = tableOf(query.query);
  return { 'db.operation.name': operation, ...(table !== undefined && { 'db.collection.name': table }) };
}

/** The first table of a query, as the code names it. */
function tableOf(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  const { identifier, from, froms, into, table } = node as Record<string, unknown>;
  const { name } = (identifier ?? {}) as { readonly name?: unknown };
  if (typeof name === 'string') return name;
  return tableOf(into ?? from ?? table ?? (Array.isArray(froms) ? (froms as unknown[])[0] : undefined));
}
