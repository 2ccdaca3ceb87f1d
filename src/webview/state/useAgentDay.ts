import type { AgentDayView } from '../../catalog/view.ts';
import { minuteMs } from '../../core/time/days.ts';
import type { Dashboard } from '../../core/views/views.ts';
import { useAnswer } from './useAnswer.ts';
import { useThrottled } from './useThrottled.ts';

/** Reads the work of AI tools on a day; undefined until it is read. Panels that request the same day share the answer. */
export function useAgentDay({ at }: Dashboard, day: string): AgentDayView | undefined {
  const { data } = useAnswer('agents.day', { day }, `${useThrottled(at, minuteMs)}`);
  return data?.day === day ? data : undefined;
}
