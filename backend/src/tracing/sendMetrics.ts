import { type Attributes, type HrTime, ValueType } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  type DataPoint,
  DataPointType,
  type Histogram,
  MeterProvider,
  type MetricData,
  type MetricProducer,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import type { MetricObject, MetricObjectWithValues, MetricValue, Registry } from 'prom-client';

type PrometheusMetric = MetricObject | MetricObjectWithValues<MetricValue<string>>;
type LabeledValue = MetricValue<string> & { readonly metricName?: string };

/** The time for which a figure holds. */
interface Span {
  readonly startTime: HrTime;
  readonly endTime: HrTime;
}

/**
 * Sends the metrics of Prometheus to a collector as well (OTLP over HTTP, as JSON), once a minute and at the end.
 * @param endpoint its base address, to which `/v1/metrics` is added as the specification says
 * @returns stops; never rejects
 */
export function sendMetrics(endpoint: string, registry: Registry): () => Promise<void> {
  const resource = resourceFromAttributes({ 'service.name': 'daymark-backend' });
  const startTime = now();
  const producer: MetricProducer = {
    collect: async () => {
      const span = { startTime, endTime: now() };
      const found = (await registry.getMetricsAsJSON()) as readonly PrometheusMetric[];
      const scopeMetrics = [
        { scope: { name: 'daymark-backend' }, metrics: found.flatMap((one) => metricOf(one, span)) },
      ];
      return { resourceMetrics: { resource, scopeMetrics }, errors: [] };
    },
  };
  const exporter = new OTLPMetricExporter({ timeoutMillis: 3000, url: `${endpoint.replace(/\/$/, '')}/v1/metrics` });
  const reader = new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis: 60_000,
    exportTimeoutMillis: 3000,
    metricProducers: [producer],
  });
  const provider = new MeterProvider({ resource, readers: [reader] });
  return () => provider.shutdown().catch(() => undefined);
}

/** Seconds and nanoseconds. */
function now(): HrTime {
  const ms = Date.now();
  return [Math.trunc(ms / 1000), (ms % 1000) * 1_000_000];
}

/** A metric as OpenTelemetry has it; none for kinds that the server doesn't use. */
function metricOf(metric: PrometheusMetric, span: Span): MetricData[] {
  const { name, help } = metric;
  const values: readonly LabeledValue[] = 'values' in metric ? metric.values : [];
  const common = {
    descriptor: { name, description: help, unit: name.endsWith('_seconds') ? 's' : '', valueType: ValueType.DOUBLE },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
  };
  const points = () => values.map(({ labels, value }) => ({ ...span, attributes: attributesOf(labels), value }));
  switch (metric.type as unknown as string) {
    case 'counter':
      return [{ ...common, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints: points() }];
    case 'gauge':
      return [{ ...common, dataPointType: DataPointType.GAUGE, dataPoints: points() }];
    case 'histogram':
      return [{ ...common, dataPointType: DataPointType.HISTOGRAM, dataPoints: histogramsOf(values, name, span) }];
    default:
      return [];
  }
}

/** Prometheus counts a bucket with all smaller ones, and has the last one without a boundary. */
function histogramsOf(values: readonly LabeledValue[], name: string, span: Span): DataPoint<Histogram>[] {
  const series = Map.groupBy(values, ({ labels: { le: _le, ...labels } }) => JSON.stringify(labels));
  return [...series].map(([labels, parts]) => {
    const buckets = parts.filter(({ metricName }) => metricName === `${name}_bucket`);
    const counts = buckets.map(({ value }, index) => value - (buckets[index - 1]?.value ?? 0));
    const boundaries = buckets.flatMap(({ labels: { le } }) => (typeof le === 'number' ? [le] : []));
    const valueOf = (suffix: string): number => parts.find((one) => one.metricName === name + suffix)?.value ?? 0;
    const value = { buckets: { boundaries, counts }, sum: valueOf('_sum'), count: valueOf('_count') };
    return { ...span, attributes: JSON.parse(labels) as Attributes, value };
  });
}

function attributesOf(labels: MetricValue<string>['labels']): Attributes {
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== undefined)) as Attributes;
}
