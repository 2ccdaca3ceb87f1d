import * as l10n from '@vscode/l10n';
import { rangeLabels } from '../format/labels.ts';
import type { ComponentChildren } from 'preact';
import type { RangeDays } from '../../core/views/history.ts';
import { Select } from '../controls/select.tsx';
import { useKept } from '../state/app.ts';

/** The days that charts over many days look back on: one choice for all of them. */
export function useRange(): [RangeDays, (days: RangeDays) => void] {
  return useKept<RangeDays>('range', 14);
}

/** The line above panels about past days: how many days, and other choices. */
export function RangeRow({ children }: { children?: ComponentChildren }) {
  return (
    <div class="range-row">
      <RangeSelect />
      {children}
    </div>
  );
}

function RangeSelect() {
  const [days, setDays] = useRange();
  return (
    <Select
      inline
      label={l10n.t('Range')}
      value={`${days}`}
      options={rangeLabels()}
      onChange={(value) => setDays(Number(value) as RangeDays)}
    />
  );
}
