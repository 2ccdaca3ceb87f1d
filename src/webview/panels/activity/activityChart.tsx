import { useEffect, useRef } from 'preact/hooks';
import type { Source } from '../../../shared/activity.ts';
import type { DayTotal } from '../../../shared/views.ts';
import { useChartCursor } from '../../charts/chartCursor.ts';
import { Tooltip } from '../../charts/tooltip.tsx';
import { fill } from '../../format/text.ts';
import { useApp } from '../../state/app.ts';
import { BarChart, type BarData } from './barChart.ts';

interface ActivityChartProps {
  readonly days: readonly DayTotal[];
  readonly sources: readonly Source[];
  readonly goalMs: number;
}

/** Bars for each day, stacked by source. Arrow keys walk from day to day. */
export function ActivityChart(props: ActivityChartProps) {
  const { strings } = useApp();
  const { days } = props;
  const describe = useDayWords(props.sources);
  const { place, chart } = useBarChart(props);
  const cursor = useChartCursor({
    name: strings.activity.chart,
    count: days.length,
    describe: (index) => (days[index] ? describe(days[index]) : ''),
  });
  const pointAt = ({ clientX }: PointerEvent) => cursor.point(chart.current?.indexAt(clientX));
  const column = cursor.index === undefined ? undefined : chart.current?.column(cursor.index);
  const pointed = cursor.index === undefined ? undefined : days[cursor.index];
  return (
    <div class="activity-chart" onPointerMove={pointAt} onPointerLeave={() => cursor.point(undefined)}>
      <div class="activity-focus" {...cursor.attributes}>
        {column && <div class="activity-column" style={{ left: `${column.left}px`, width: `${column.width}px` }} />}
        <div class="activity-canvas" ref={place} aria-hidden="true" />
      </div>
      {pointed && column && (
        <Tooltip x={column.left + column.width / 2}>
          <DayDetails day={pointed} sources={props.sources} />
        </Tooltip>
      )}
    </div>
  );
}

function useBarChart({ days, sources, goalMs }: ActivityChartProps) {
  const { format } = useApp();
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<BarChart>(null);
  const data: BarData = { days, sources, goalMs };
  const key = JSON.stringify(data);
  useEffect(() => {
    if (!place.current) return;
    const made = new BarChart(place.current, format);
    chart.current = made;
    return () => {
      chart.current = null;
      made.dispose();
    };
  }, [format]);
  // Snapshots come every second or so; most of them leave the bars as they are.
  useEffect(() => chart.current?.show(data), [key, format]);
  return { place, chart };
}

function DayDetails({ day, sources }: { day: DayTotal; sources: readonly Source[] }) {
  const { strings, format } = useApp();
  return (
    <>
      <div class="tooltip-title">
        <span>{format.shortDay(day.day)}</span>
        <span>{format.duration(day.totalMs)}</span>
      </div>
      {sources.toReversed().map((source) => {
        const ms = day.bySource[source] ?? 0;
        return (
          ms > 0 && (
            <div class="tooltip-row" key={source}>
              <span class={`swatch tone tone-${source}`} />
              <span>{strings.sources[source]}</span>
              <span>{format.duration(ms)}</span>
            </div>
          )
        );
      })}
    </>
  );
}

function useDayWords(sources: readonly Source[]): (day: DayTotal) => string {
  const { strings, format } = useApp();
  const t = strings.activity;
  return ({ day, totalMs, bySource }) => {
    if (totalMs === 0) return fill(t.nothing, format.day(day));
    const parts = sources.map((source) =>
      bySource[source] ? fill(t.share, strings.sources[source], format.duration(bySource[source], 'long')) : '',
    );
    return [fill(t.share, format.day(day), format.duration(totalMs, 'long')), ...parts].filter(Boolean).join('; ');
  };
}
