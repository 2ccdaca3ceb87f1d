import { consistencyForms, streakForms } from './labels.ts';
import type { GoalPeriodName } from '../../../core/views/goalNames.ts';
import { fill } from '../../format/text.ts';
import { useApp } from '../../state/app.ts';

interface ConsistencyProps {
  readonly period: GoalPeriodName;
  readonly consistency: { readonly met: number; readonly due: number };
  readonly streak: { readonly current: number; readonly longest: number };
}

/** Shows how consistently something was done: the share first, then the row, which one bad day can end. */
export function Consistency({ period, consistency: { met, due }, streak }: ConsistencyProps) {
  const { format } = useApp();
  const share = fill(format.count(consistencyForms()[period], due), '', format.number(met));
  return (
    <span class="secondary">
      {due > 0 && share}
      {streak.current > 1 && `${due > 0 ? ' · ' : ''}${format.count(streakForms()[period], streak.current)}`}
    </span>
  );
}
