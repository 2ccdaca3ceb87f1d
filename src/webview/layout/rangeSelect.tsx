import type { ComponentChildren } from 'preact';
import type { RangeDays } from '../../core/views/history.ts';
import { Select } from '../controls/select.tsx';
import { useApp, useKept } from '../state/app.ts';

/** The days that charts over many days look back on: one choice for all of them. */
export function useRange(): [RangeDays, (days: RangeDays) => void] {
  return useKept<RangeDays>('range', 14);
}

/** The line above what looks back on days: how many, and what else can be chosen. */
export function RangeRow({ children }: { children?: ComponentChildren }) {
  return (
    <div class="range-row">
      <RangeSelect />
      {children}
    </div>
  );
}

function RangeSelect() {
  const { strings } = useApp();
  const t = strings.history;
  const [days, setDays] = useRange();
  return (
    <Select
      inline
      label={t.range}
      value={`${days}`}
      options={t.ranges}
      onChange={(value) => setDays(Number(value) as RangeDays)}
    />
  );
}
