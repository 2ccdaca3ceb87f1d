import { useEffect, useState } from 'preact/hooks';
import type { LiveAgentView } from '../../catalog/view.ts';
import { useApp } from './app.ts';
import { useAnswer } from './useAnswer.ts';

/** AI tools that are running now; asked for again when one changes its state. */
export function useLiveAgents(): readonly LiveAgentView[] {
  const { rpc } = useApp();
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const listener = rpc.on('agents', () => setChanges((count) => count + 1));
    return () => listener.dispose();
  }, [rpc]);
  return useAnswer('agents.live', {}, `${changes}`).data?.agents ?? [];
}
