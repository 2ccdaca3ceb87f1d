import { useEffect, useState } from 'preact/hooks';
import { useApp } from './app.ts';

/** Counts the changes of AI tools and agent runs that this window heard of. */
export function useAgentChanges(): number {
  const { rpc } = useApp();
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const listener = rpc.on('agents', () => setChanges((count) => count + 1));
    return () => listener.dispose();
  }, [rpc]);
  return changes;
}
