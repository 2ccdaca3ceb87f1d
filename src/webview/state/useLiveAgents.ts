import type { LiveAgentView } from '../../catalog/view.ts';
import { useAgentChanges } from './useAgentChanges.ts';
import { useAnswer } from './useAnswer.ts';

/** AI tools that are running now; asked for again when one changes its state. */
export function useLiveAgents(): readonly LiveAgentView[] {
  const changes = useAgentChanges();
  return useAnswer('agents.live', {}, `${changes}`).data?.agents ?? [];
}
