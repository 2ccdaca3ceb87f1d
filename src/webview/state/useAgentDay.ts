import type { AgentDayView } from '../../catalog/view.ts';
import type { Dashboard } from '../../core/views/views.ts';
import { useAnswer } from './useAnswer.ts';
import { useChangeBasis } from './useChangeBasis.ts';

/** Reads the work of AI tools on a day; undefined until it is read. Panels that request the same day share the answer. */
export function useAgentDay(dashboard: Dashboard, day: string): AgentDayView | undefined {
  const { data } = useAnswer('agents.day', { day }, useChangeBasis(dashboard));
  return data?.day === day ? data : undefined;
}
