import * as l10n from '@vscode/l10n';
import { groupingLabels } from './labels.ts';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ActivityRange } from '../../../core/views/historyViews.ts';
import { Button } from '../../controls/button.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { useChartCursor } from '../../charts/chartCursor.ts';
import { Tooltip } from '../../charts/tooltip.tsx';
import { useApp } from '../../state/app.ts';
import { useUPlot } from '../../charts/useUPlot.ts';
import { BarChart } from './barChart.ts';
import { usePartWords } from './partWords.ts';
import { toneOf, totalOf } from './stack.ts';

interface ActivityChartProps {
  readonly range: ActivityRange;
  readonly goalMs: number;
  readonly onOpen: (day: string) => void;
}

/** Bars for each day, in parts. Arrow keys walk from day to day, Enter or a click opens one. */
export function ActivityChart({ range, goalMs, onOpen }: ActivityChartProps) {
  const describe = useDayWords(range);
  const { place, chart, isWeekly, failed, retry } = useBarChart(range, goalMs);
  const open = (index: number | undefined) => {
    const day = index === undefined ? undefined : range.days[index];
    if (day) onOpen(day.day);
  };
  const cursor = useChartCursor({
    name: l10n.t('Time for each of the last {0} days, {1}', range.days.length, groupingLabels()[range.by]),
    count: range.days.length,
    describe,
    onOpen: open,
    hint: l10n.t('Click or press Enter to open the day.'),
  });
  const indexAt = ({ clientX }: MouseEvent) => chart.current?.indexAt(clientX);
  const column = cursor.index === undefined ? undefined : chart.current?.column(cursor.index);
  if (failed)
    return (
      <CallMessage error={l10n.t('The chart could not be loaded. The table has the same figures.')}>
        <Button onClick={retry}>{l10n.t('Try Again')}</Button>
      </CallMessage>
    );
  return (
    <div
      class="activity-chart"
      onPointerMove={(event) => cursor.point(indexAt(event))}
      onPointerLeave={() => cursor.point(undefined)}
    >
      <div class="activity-focus" {...cursor.attributes} onClick={(event) => open(indexAt(event))}>
        {column && <div class="activity-column" style={{ left: `${column.left}px`, width: `${column.width}px` }} />}
        <div class="activity-canvas" ref={place} aria-hidden="true" />
      </div>
      {isWeekly && <p class="secondary">{l10n.t('Each bar is the average day of a week.')}</p>}
      {cursor.index !== undefined && column && (
        <Tooltip x={column.left + column.width / 2}>
          <DayDetails range={range} index={cursor.index} />
        </Tooltip>
      )}
    </div>
  );
}

function useBarChart(range: ActivityRange, goalMs: number) {
  const { format } = useApp();
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<BarChart>(null);
  const [isWeekly, setWeekly] = useState(false);
  const { value: Plot, failed, retry } = useUPlot();
  useEffect(() => {
    if (!place.current || !Plot) return;
    const created = new BarChart(Plot, place.current, { format, onDraw: setWeekly });
    chart.current = created;
    return () => {
      chart.current = null;
      created.dispose();
    };
  }, [Plot, format]);
  useEffect(() => chart.current?.show({ range, goalMs }), [range, goalMs, Plot, format]);
  return { place, chart, isWeekly, failed, retry };
}

function DayDetails({ range, index }: { range: ActivityRange; index: number }) {
  const { format } = useApp();
  const nameOf = usePartWords(range);
  const day = range.days[index];
  if (!day) return null;
  const total = totalOf(day);
  return (
    <>
      <div class="tooltip-title">
        <span>{format.shortDay(day.day)}</span>
        <span>{format.duration(total)}</span>
      </div>
      {day.ms
        .map((ms, part) => ({ ms, part }))
        .filter(({ ms }) => ms > 0)
        .reverse()
        .map(({ ms, part }) => (
          <div class="tooltip-row" key={part}>
            <span class={`swatch tone tone-${toneOf(range, part)}`} />
            <span>{nameOf(part)}</span>
            <span>{format.duration(ms)}</span>
          </div>
        ))}
      <div class="secondary">{l10n.t('Click or press Enter to open the day.')}</div>
    </>
  );
}

function useDayWords(range: ActivityRange): (index: number) => string {
  const { format } = useApp();
  const nameOf = usePartWords(range);
  return (index) => {
    const day = range.days[index];
    if (!day) return '';
    const total = totalOf(day);
    if (total === 0) return l10n.t('{0}: nothing recorded', format.day(day.day));
    const parts = day.ms.map((ms, part) =>
      ms > 0 ? l10n.t('{0}: {1}', nameOf(part), format.duration(ms, 'long')) : '',
    );
    return [l10n.t('{0}: {1}', format.day(day.day), format.duration(total, 'long')), ...parts]
      .filter(Boolean)
      .join('; ');
  };
}
