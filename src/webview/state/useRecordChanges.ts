import { useEffect, useState } from 'preact/hooks';
import { useApp } from './app.ts';

/** Counts the changes of records of some collections that were made in this window. */
export function useRecordChanges(collections: readonly string[]): number {
  const { rpc } = useApp();
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const listener = rpc.on('records', ({ collection }) => {
      if (collections.includes(collection)) setChanges((count) => count + 1);
    });
    return () => listener.dispose();
  }, [rpc]);
  return changes;
}
