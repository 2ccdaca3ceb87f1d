import type { AgentRunView } from '../../catalog/view.ts';
import { dayMs, minuteMs } from '../../core/time/days.ts';
import type { Dashboard } from '../../core/views/views.ts';
import { useAgentChanges } from './useAgentChanges.ts';
import { useAnswer } from './useAnswer.ts';
import { useThrottled } from './useThrottled.ts';

/** The latest agent runs of today and the day before; asked for again when one changes its state. */
export function useAgentRuns({ at, today }: Dashboard): readonly AgentRunView[] {
  const changes = useAgentChanges();
  // The same question all day, so that it isn't asked each minute because of its parameters.
  const from = Date.parse(`${today.day}T00:00:00Z`) - dayMs;
  const basis = `${useThrottled(at, minuteMs)} ${changes}`;
  return useAnswer('agents.runs', { from, limit: 5 }, basis).data?.runs ?? [];
}
